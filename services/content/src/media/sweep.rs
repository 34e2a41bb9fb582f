//! 清理: uploads that were begun and never completed, and files that were put away, their objects and then their rows. The address
//! of an upload holds for minutes; what is still pending hours later was abandoned.

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::settings::Setting;
use platform::{Caller, Database, Path, Storage, TenantTx};
use time::Duration;
use uuid::Uuid;

use super::complete_upload::folder;
use super::{KEPT_DAYS, Media, MediaState, MediaStore, rendition, store, text, usage};

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

/// One turn of the job: sees that every picture has its renditions, marks what was abandoned, so that nobody can complete it any more, deletes its objects while no
/// transaction is held, and then the rows. Whatever stops it in between is taken up by the next turn.
///
/// # Errors
/// When the database or the object store fails.
pub async fn run(database: &Database, objects: &MediaStore, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let mut tx = database.begin(&caller).await?;
    let hours = ABANDONED_HOURS.get(&mut tx).await?.clamp(1, 8_760);
    let before = tx.now() - Duration::hours(hours);
    let mut marked = store::abandon(&mut tx, before, BATCH).await?;
    let full = usize::try_from(BATCH).is_ok_and(|batch| batch <= marked.len());
    marked.extend(put_away(&mut tx).await?);
    let going = store::abandoned(&mut tx, &marked, 2 * BATCH).await?;
    rendition::schedule_left(&mut tx).await?;
    let county = tx.county();
    tx.commit().await?;
    for media in &going {
        objects.delete(&media.object_key).await.map_err(|error| Failure::of(&error))?;
        objects.delete_under(&folder(county, media.id)).await.map_err(|error| Failure::of(&error))?;
    }
    let mut tx = database.begin(&caller).await?;
    forget(&mut tx, &going).await?;
    let next = if full { tx.now() } else { tx.now() + PAUSE };
    if jobs::postpone(&mut tx, job, next).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Files put away long enough ago: from now on they are abandoned, and nobody takes them back. One that came into use in the moment
/// it was put away is taken back here.
async fn put_away(tx: &mut TenantTx) -> Result<Vec<Uuid>, Storage> {
    let before = tx.now() - Duration::days(KEPT_DAYS);
    let mut going = Vec::new();
    for mut media in store::put_away(tx, before, BATCH).await? {
        media.deleted_at = None;
        if usage::count(tx, media.id).await? == 0 {
            media.state = MediaState::Refused;
            media.refusal = Some("ABANDONED".to_owned());
            going.push(media.id.0);
        } else {
            media.state = MediaState::Ready;
            tx.audit(Entry::new("media.restore", "media", media.id.0).of(media.department).with("used", true));
        }
        store::save_deleted(tx, &media).await?;
    }
    Ok(going)
}

async fn forget(tx: &mut TenantTx, going: &[Media]) -> Result<(), Storage> {
    for media in going {
        rendition::forget(tx, media.id).await?;
        text::forget(tx, media.id).await?;
        if store::delete_abandoned(tx, media.id).await? {
            let entry = Entry::new("media.sweep", "media", media.id.0).of(media.department);
            tx.audit(entry.with("begun_at", media.created_at.unix_timestamp()));
        }
    }
    Ok(())
}
