//! 清理: uploads that were begun and never completed, their objects and then their rows. The address of an upload holds for
//! minutes; what is still pending hours later was abandoned.

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::settings::Setting;
use platform::{Caller, Database, Path, Storage, TenantTx};
use time::Duration;

use super::{Media, MediaStore, store};

/// The kind of the job: one a county, always waiting for its next turn.
pub const SWEEP: &str = "media.sweep";
/// Hours after which a pending upload counts as abandoned.
pub const ABANDONED_HOURS: Setting<i64> = Setting { key: "media.abandoned_hours", default: 24 };

const KEY: &str = "county";
const ROBOT: &str = "媒体清理机";
const BATCH: i64 = 100;
const PAUSE: Duration = Duration::hours(1);

/// Sees that the county is swept from now on; a county that is swept already stays so.
///
/// # Errors
/// When the database fails.
pub async fn schedule(tx: &mut TenantTx) -> Result<(), Storage> {
    let now = tx.now();
    jobs::enqueue(tx, SWEEP, KEY, now, serde_json::json!({})).await
}

/// One turn of the job: marks what was abandoned, so that nobody can complete it any more, deletes its objects while no
/// transaction is held, and then the rows. Whatever stops it in between is taken up by the next turn.
///
/// # Errors
/// When the database or the object store fails.
pub async fn run(database: &Database, objects: &MediaStore, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let mut tx = database.begin(&caller).await?;
    let hours = ABANDONED_HOURS.get(&mut tx).await?.clamp(1, 8_760);
    let before = tx.now() - Duration::hours(hours);
    let marked = store::abandon(&mut tx, before, BATCH).await?;
    let abandoned = store::abandoned(&mut tx, &marked, 2 * BATCH).await?;
    let county = tx.county();
    tx.commit().await?;
    for media in &abandoned {
        let kept = format!("media/{county}/{}/", media.id);
        objects.delete(&media.object_key).await.map_err(|error| Failure::of(&error))?;
        objects.delete_under(&kept).await.map_err(|error| Failure::of(&error))?;
    }
    let mut tx = database.begin(&caller).await?;
    forget(&mut tx, &abandoned).await?;
    let full = usize::try_from(BATCH).is_ok_and(|batch| batch <= marked.len());
    let next = if full { tx.now() } else { tx.now() + PAUSE };
    if jobs::postpone(&mut tx, job, next).await? {
        tx.commit().await?;
    }
    Ok(())
}

async fn forget(tx: &mut TenantTx, abandoned: &[Media]) -> Result<(), Storage> {
    for media in abandoned {
        if store::delete_abandoned(tx, media.id).await? {
            let entry = Entry::new("media.sweep", "media", media.id.0).of(media.department);
            tx.audit(entry.with("begun_at", media.created_at.unix_timestamp()));
        }
    }
    Ok(())
}
