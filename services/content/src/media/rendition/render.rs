//! The job that makes a picture's renditions.

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::{Caller, Database, Path, Storage, TenantTx};

use super::{Rendition, store};
use crate::Digest;
use crate::limits::MediaLimits;
use crate::media::arrived::UNPACKING;
use crate::media::complete_upload::folder;
use crate::media::picture::{Smaller, smaller};
use crate::media::{Media, MediaId, MediaKind, MediaState, MediaStore, by_ids};

/// The kind of the job; its key is the file's id.
pub const RENDER: &str = "media.render";

const ROBOT: &str = "缩略图机";
/// Pictures from before there were renditions that one turn of the sweep sees to.
const LEFT: i64 = 200;

/// Sees that a picture's renditions are made.
pub(in crate::media) async fn schedule(tx: &mut TenantTx, id: MediaId) -> Result<(), Storage> {
    let now = tx.now();
    jobs::enqueue(tx, RENDER, &id.to_string(), now, serde_json::json!({})).await
}

/// Sees that pictures get their renditions that have none, whatever the reason.
pub(in crate::media) async fn schedule_left(tx: &mut TenantTx) -> Result<(), Storage> {
    for id in store::left(tx, LEFT).await? {
        schedule(tx, id).await?;
    }
    Ok(())
}

/// The job. No transaction is held while the store is asked or the picture unpacked. What it makes of a picture is always the
/// same, and lies under the same keys: two who make it at once do no harm.
///
/// # Errors
/// When the database or the object store fails.
pub async fn render(database: &Database, objects: &MediaStore, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let id: MediaId = job.key.parse().map_err(|_| Failure("the key names no file".to_owned()))?;
    let mut tx = database.begin_read(&caller).await?;
    let media = by_ids(&mut tx, &[id]).await?.pop();
    let pixels = MediaLimits::SETTING.get(&mut tx).await?.image_pixels;
    drop(tx);
    let waits = |media: &Media| {
        media.kind == MediaKind::Image && media.state == MediaState::Ready && media.rendered_at.is_none()
    };
    let made = match media.filter(waits) {
        Some(media) => Some((make(objects, job, &media, pixels).await?, media)),
        None => None,
    };
    let mut tx = database.begin(&caller).await?;
    if let Some((made, media)) = made {
        let entry = Entry::new("media.render", "media", id.0).of(media.department);
        tx.audit(entry.with("renditions", made.as_ref().map_or(0, Vec::len)).with("unpacked", made.is_some()));
        store::keep(&mut tx, id, &made.unwrap_or_default()).await?;
    }
    if jobs::finish(&mut tx, job).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Makes them and puts them into the store; none where the picture cannot be unpacked, which trying again will not change.
async fn make(objects: &MediaStore, job: &Job, media: &Media, pixels: u64) -> Result<Option<Vec<Rendition>>, Failure> {
    let file = objects.read(media).await.map_err(|error| Failure::of(&error))?;
    let unpacking = UNPACKING.acquire().await.map_err(|error| Failure::of(&error))?;
    let mime = media.mime.clone();
    let drawing = tokio::task::spawn_blocking(move || smaller(&mime, &file, pixels));
    let Some(drawn) = drawing.await.map_err(|error| Failure::of(&error))? else {
        tracing::warn!(media.id = %media.id, "unpack a picture for its renditions");
        return Ok(None);
    };
    drop(unpacking);
    let mut made = Vec::new();
    for one in drawn {
        let sha256 = Digest::of(&one.bytes);
        let kept = rendition(media.id, &one, sha256, format!("{}{sha256}", folder(job.county, media.id)));
        objects.put(&kept.object_key, one.mime, one.bytes).await.map_err(|error| Failure::of(&error))?;
        made.push(kept);
    }
    Ok(Some(made))
}

fn rendition(media: MediaId, one: &Smaller, sha256: Digest, object_key: String) -> Rendition {
    Rendition {
        media,
        width: i32::try_from(one.width).unwrap_or(i32::MAX),
        height: i32::try_from(one.height).unwrap_or(i32::MAX),
        mime: one.mime.to_owned(),
        bytes: i64::try_from(one.bytes.len()).unwrap_or(i64::MAX),
        sha256,
        object_key,
    }
}
