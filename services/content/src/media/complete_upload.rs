//! Complete an upload: look into what arrived, and take it or not.

use platform::audit::Entry;
use platform::{Database, Storage};
use tenancy::{Action, Actor, Refused, Scope};

use super::arrived::{Arrived, look};
use super::objects::{MediaStore, ObjectError};
use super::{Media, MediaId, MediaKind, MediaState, rendition, store};
use crate::limits::MediaLimits;

/// Why an upload was not completed. A file that is looked into and refused is no error: its state says so.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum CompleteError {
    #[error("no such media")]
    NotFound,
    /// Nothing has arrived at the address.
    #[error("nothing was uploaded")]
    NotUploaded,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Object(#[from] ObjectError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(CompleteError {
    Refused, Object, Storage
    ; NotFound => NotFound, "MEDIA_NOT_FOUND", "文件不存在"
    ; NotUploaded => Conflict, "NOT_UPLOADED", "文件尚未上传"
});

/// Looks into a file that was sent and takes it (`ready`), or deletes it (`refused`, with a stable reason). It opens and ends
/// its own transactions, before and after the object store is asked: none is held meanwhile. Telling it again changes nothing.
///
/// # Errors
/// When it is not visible or not theirs, or nothing has arrived.
pub async fn complete_upload(
    database: &Database,
    actor: &Actor,
    objects: &MediaStore,
    id: MediaId,
) -> Result<Media, CompleteError> {
    let mut tx = database.begin_read(actor.caller()).await?;
    let mut media = store::by_ids(&mut tx, &[id]).await?.pop().ok_or(CompleteError::NotFound)?;
    actor.require(Action::MediaUpload, Scope::Department(media.department))?;
    let limits = MediaLimits::SETTING.get(&mut tx).await?;
    let (folder, attempt) = (folder(tx.county(), id), tx.new_id().to_string());
    drop(tx);
    if media.state != MediaState::Pending {
        return Ok(media);
    }
    let limit = limits.bytes(media.kind).min(media.bytes);
    let arrived = look(objects, &media, &folder, &attempt, limit, limits.image_pixels).await?;
    let upload = media.object_key.clone();
    judge(&mut media, arrived.ok_or(CompleteError::NotUploaded)?);
    let kept = (media.object_key != upload).then(|| media.object_key.clone());
    let settled = match settle(database, actor, &media).await {
        // Swept meanwhile: the copy would be nobody's.
        Err(CompleteError::NotFound) => {
            if let Some(kept) = &kept {
                objects.delete(kept).await?;
            }
            return Err(CompleteError::NotFound);
        }
        settled => settled?,
    };
    if let Some(kept) = kept.filter(|kept| *kept != settled.object_key) {
        objects.delete(&kept).await?;
    }
    objects.delete(&upload).await?;
    Ok(settled)
}

/// Saves the verdict, unless another attempt has settled it; returns what stands.
async fn settle(database: &Database, actor: &Actor, media: &Media) -> Result<Media, CompleteError> {
    let mut tx = database.begin(actor.caller()).await?;
    let now = store::lock(&mut tx, media.id).await?.ok_or(CompleteError::NotFound)?;
    if now.state != MediaState::Pending {
        return Ok(now);
    }
    store::save(&mut tx, media).await?;
    let entry = Entry::new("media.complete", "media", media.id.0).of(media.department);
    match media.kind {
        _ if media.state != MediaState::Ready => {}
        MediaKind::Document => super::text::schedule(&mut tx, media.id).await?,
        MediaKind::Image => rendition::schedule(&mut tx, media.id).await?,
        MediaKind::Audio | MediaKind::Video => {}
    }
    tx.audit(entry.with("state", media.state.as_str()).with("refusal", &media.refusal));
    tx.commit().await?;
    Ok(media.clone())
}

/// Where a file and its renditions lie in the store.
pub(super) fn folder(county: platform::CountyId, id: MediaId) -> String {
    format!("media/{county}/{id}/")
}

fn judge(media: &mut Media, arrived: Arrived) {
    match arrived {
        Arrived::Refused(reason) => {
            media.state = MediaState::Refused;
            media.refusal = Some(reason.to_owned());
        }
        Arrived::Taken(kept) => {
            media.state = MediaState::Ready;
            media.object_key = kept.key;
            media.bytes = kept.bytes;
            media.sha256 = Some(kept.sha256);
            media.blocks = kept.blocks;
            media.size = kept.size;
        }
    }
}
