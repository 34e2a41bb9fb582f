//! Take in a picture that came inside another file: the way of every upload, with the platform itself as the sender.

use platform::{Database, Storage};
use tenancy::Actor;

use super::begin_upload::begin;
use super::{BeginError, CompleteError, Media, MediaKind, MediaState, MediaStore, ObjectError, UploadInput, sniff};

/// Why a picture could not be taken in.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum TakeInError {
    #[error(transparent)]
    Begin(#[from] BeginError),
    #[error(transparent)]
    Complete(#[from] CompleteError),
    #[error(transparent)]
    Object(#[from] ObjectError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(TakeInError { Begin, Complete, Object, Storage });

/// Stores a picture under its name with what it shows. None where its format or size is not taken: the file it came in goes on
/// without it.
pub(crate) async fn take_in(
    database: &Database,
    actor: &Actor,
    objects: &MediaStore,
    (file_name, bytes, alt): (String, Vec<u8>, String),
) -> Result<Option<Media>, TakeInError> {
    let head = bytes.get(..sniff::HEAD.min(bytes.len())).unwrap_or_default();
    let Some(mime) = sniff::sniffed(MediaKind::Image, head) else { return Ok(None) };
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let input = UploadInput { kind: MediaKind::Image, mime: mime.to_owned(), bytes: size, file_name, alt };
    let mut tx = database.begin(actor.caller()).await?;
    let media = match begin(&mut tx, actor, input).await {
        Err(BeginError::Invalid(_)) => return Ok(None),
        begun => begun?,
    };
    tx.commit().await?;
    objects.send(&media, bytes).await?;
    let taken = super::complete_upload(database, actor, objects, media.id).await?;
    Ok(Some(taken).filter(|taken| taken.state == MediaState::Ready))
}
