//! Compare a page with the piece it is said to carry.

use content::feed::{self, Fetcher};
use content::{Channel, render, revision};
use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::{Caller, Database, Path, TenantTx};

use super::{Pickup, State, Via, changed, store};
use crate::PickupId;

/// The kind of the job; its key is the pickup.
pub const COMPARE: &str = "pickup.compare";

/// The robot in whose name pages are read (I9).
const ROBOT: &str = "采用核对机";

/// One turn of the job. What cannot be read is written down, and a person may ask again.
///
/// # Errors
/// When the database fails.
pub async fn run(database: &Database, fetcher: &Fetcher, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let id: PickupId = job.key.parse().map_err(|_| Failure("the key names no pickup".to_owned()))?;
    let mut tx = database.begin(&caller).await?;
    let Some(pickup) = store::lock(&mut tx, id).await? else {
        jobs::finish(&mut tx, job).await?;
        return Ok(tx.commit().await?);
    };
    let text = text_of(&mut tx, &pickup).await?;
    drop(tx);
    let found = feed::page(fetcher, &pickup.url).await;
    let mut tx = database.begin(&caller).await?;
    let Some(mut pickup) = store::lock(&mut tx, id).await? else { return Ok(()) };
    pickup.compared_at = Some(tx.now());
    match found {
        Ok(page) => {
            let likeness = percent(feed::found_on(&text, &page));
            (pickup.state, pickup.likeness, pickup.trouble) = (State::of(likeness), Some(likeness), None);
        }
        Err(trouble) => (pickup.state, pickup.trouble) = (State::Unreachable, Some(trouble.words().0)),
    }
    let matched = pickup.state == State::Matched;
    pickup.counted = pickup.via != Via::Desk || matched || pickup.vouched_by.is_some();
    store::save(&mut tx, &pickup).await?;
    tx.audit(
        Entry::new("pickup.compare", "pickup", id.0)
            .of(pickup.department)
            .with("state", pickup.state.as_str())
            .with("likeness", pickup.likeness),
    );
    tx.announce(changed(id));
    if jobs::finish(&mut tx, job).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// The words of the piece's newest revision, as outlets are handed them.
async fn text_of(tx: &mut TenantTx, pickup: &Pickup) -> Result<String, Failure> {
    let revision = revision::latest_of(tx, &[pickup.article]).await?.pop();
    Ok(revision.map(|revision| render::text(&revision.on(Channel::Connector).blocks)).unwrap_or_default())
}

#[expect(clippy::cast_possible_truncation, reason = "a share of a hundred")]
fn percent(share: f64) -> i32 {
    (share.clamp(0.0, 1.0) * 100.0).round() as i32
}
