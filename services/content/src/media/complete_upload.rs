//! Complete an upload: look into what arrived, and take it or not.

use platform::audit::Entry;
use platform::{Database, Storage};
use tenancy::{Action, Actor, Refused, Scope};

use super::objects::{Found, MediaStore, ObjectError};
use super::{Media, MediaId, MediaKind, MediaState, sniff, store};
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
    let limit = MediaLimits::SETTING.get(&mut tx).await?.bytes(media.kind).min(media.bytes);
    // A key of this attempt alone: two at once must not overwrite what the other judged.
    let key = format!("media/{}/{id}/{}", tx.county(), tx.new_id());
    drop(tx);
    if media.state != MediaState::Pending {
        return Ok(media);
    }
    let found = objects.examine(&media, &key, limit).await?.ok_or(CompleteError::NotUploaded)?;
    let upload = std::mem::replace(&mut media.object_key, key);
    judge(&mut media, &found, limit);
    let settled = match settle(database, actor, &media).await {
        // Swept meanwhile: the copy would be nobody's.
        Err(CompleteError::NotFound) => {
            objects.delete(&media.object_key).await?;
            return Err(CompleteError::NotFound);
        }
        settled => settled?,
    };
    if settled.state == MediaState::Refused || settled.object_key != media.object_key {
        objects.delete(&media.object_key).await?;
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
    if media.kind == MediaKind::Document && media.state == MediaState::Ready {
        super::text::schedule(&mut tx, media.id).await?;
    }
    tx.audit(entry.with("state", media.state.as_str()).with("refusal", &media.refusal));
    tx.commit().await?;
    Ok(media.clone())
}

/// The verdict: by size, by what the bytes are, and that they are what was said.
fn judge(media: &mut Media, found: &Found, limit: i64) {
    let refusal = match sniff::sniffed(media.kind, &found.head) {
        _ if limit < found.bytes => Some("TOO_LARGE"),
        None => Some("WRONG_TYPE"),
        Some(mime) if mime != media.mime => Some("NOT_AS_DECLARED"),
        Some(_) => None,
    };
    match refusal {
        Some(reason) => {
            media.state = MediaState::Refused;
            media.refusal = Some(reason.to_owned());
        }
        None => {
            media.state = MediaState::Ready;
            media.bytes = found.bytes;
            media.sha256 = Some(found.sha256);
        }
    }
}
