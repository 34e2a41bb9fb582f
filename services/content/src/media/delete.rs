//! Put a file away that nothing uses, and take it back. The file itself goes days later, by the sweep.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Media, MediaId, MediaState, store, usage};

/// Days for which a file that was put away can be had back.
pub const KEPT_DAYS: i64 = 7;

/// Why a file stays where it is.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum DeleteError {
    #[error("no such file")]
    NotFound,
    /// A text, frozen or not, names it; where, its uses tell.
    #[error("the file is used in {places} places")]
    InUse { places: i64 },
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(DeleteError { Refused, Storage;
    NotFound => NotFound, "MEDIA_NOT_FOUND", "文件不存在";
    InUse => Conflict, "MEDIA_IN_USE", "文件仍有稿件使用，不能删除；可先在草稿中替换" });

/// Puts a file away. Its row is locked against whoever would name it in what is frozen: they come before, and it stays, or after,
/// and it can no longer be submitted.
///
/// # Errors
/// When it is not there to be used, not theirs, or anything names it, whoever may see that.
pub async fn delete(tx: &mut TenantTx, actor: &Actor, id: MediaId) -> Result<Media, DeleteError> {
    let mut media = theirs(tx, actor, id, MediaState::Ready).await?;
    let places = usage::count(tx, id).await?;
    if 0 < places {
        return Err(DeleteError::InUse { places });
    }
    media.state = MediaState::Deleted;
    media.deleted_at = Some(tx.now());
    store::save_deleted(tx, &media).await?;
    tx.audit(Entry::new("media.delete", "media", id.0).of(media.department));
    Ok(media)
}

/// Takes a file back that has not been swept yet.
///
/// # Errors
/// When it is not there, not theirs, or was not put away.
pub async fn restore(tx: &mut TenantTx, actor: &Actor, id: MediaId) -> Result<Media, DeleteError> {
    let mut media = theirs(tx, actor, id, MediaState::Deleted).await?;
    media.state = MediaState::Ready;
    media.deleted_at = None;
    store::save_deleted(tx, &media).await?;
    tx.audit(Entry::new("media.restore", "media", id.0).of(media.department));
    Ok(media)
}

async fn theirs(tx: &mut TenantTx, actor: &Actor, id: MediaId, state: MediaState) -> Result<Media, DeleteError> {
    let media = store::lock(tx, id).await?.ok_or(DeleteError::NotFound)?;
    actor.require(Action::MediaUpload, Scope::Department(media.department))?;
    if media.state == state { Ok(media) } else { Err(DeleteError::NotFound) }
}
