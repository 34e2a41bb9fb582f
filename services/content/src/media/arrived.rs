//! What arrived at an upload's address: looked into, cleaned if it is a picture, and kept under a key of its own.

use tokio::sync::Semaphore;

use super::blocks::Hashing;
use super::clean::{Cleaned, clean};
use super::objects::{MediaStore, ObjectError, Taken};
use super::{Media, MediaKind, sniff};
use crate::Digest;

/// Pictures that this process unpacks at once: each may fill some hundred megabytes.
pub(super) static UNPACKING: Semaphore = Semaphore::const_new(1);

/// The verdict on what arrived.
pub(super) enum Arrived {
    /// It is not taken; nothing of it is kept.
    Refused(&'static str),
    /// It may be used.
    Taken(Kept),
}

/// A file as it lies in the store.
pub(super) struct Kept {
    pub(super) key: String,
    pub(super) bytes: i64,
    pub(super) sha256: Digest,
    pub(super) blocks: Vec<Digest>,
    /// Width and height of a picture.
    pub(super) size: Option<(u32, u32)>,
}

/// Looks into an upload; none if nothing was sent. `folder` is where the file's own objects lie, `attempt` a name that no other
/// attempt has: two at once must not overwrite what the other judged.
pub(super) async fn look(
    objects: &MediaStore,
    media: &Media,
    folder: &str,
    attempt: &str,
    limit: i64,
    pixels: u64,
) -> Result<Option<Arrived>, ObjectError> {
    match media.kind {
        MediaKind::Image => picture(objects, media, folder, limit, pixels).await,
        MediaKind::Audio | MediaKind::Video | MediaKind::Document => {
            file(objects, media, format!("{folder}{attempt}"), limit).await
        }
    }
}

/// A file is copied within the store and looked into there: it may be larger than what fits into memory.
async fn file(objects: &MediaStore, media: &Media, key: String, limit: i64) -> Result<Option<Arrived>, ObjectError> {
    let Some(found) = objects.examine(media, &key, limit).await? else { return Ok(None) };
    if limit < found.bytes {
        return Ok(Some(Arrived::Refused("TOO_LARGE")));
    }
    if let Some(reason) = wrong(media, &found.head) {
        objects.delete(&key).await?;
        return Ok(Some(Arrived::Refused(reason)));
    }
    let kept = Kept { key, bytes: found.bytes, sha256: found.sha256, blocks: found.blocks, size: None };
    Ok(Some(Arrived::Taken(kept)))
}

/// A picture is cleaned; what is kept, and what its digest is of, are the bytes that go out.
async fn picture(
    objects: &MediaStore,
    media: &Media,
    folder: &str,
    limit: i64,
    pixels: u64,
) -> Result<Option<Arrived>, ObjectError> {
    let sent = match objects.take(&media.object_key, limit).await? {
        Taken::Nothing => return Ok(None),
        Taken::TooLarge => return Ok(Some(Arrived::Refused("TOO_LARGE"))),
        Taken::Whole(bytes) => bytes,
    };
    if let Some(reason) = wrong(media, sent.get(..sniff::HEAD).unwrap_or(&sent)) {
        return Ok(Some(Arrived::Refused(reason)));
    }
    let mime = media.mime.clone();
    // Held until the picture is clean: none waits longer than the few before it take.
    let _unpacking = UNPACKING.acquire().await.map_err(ObjectError::reading)?;
    let cleaned = tokio::task::spawn_blocking(move || clean(&mime, &sent, pixels)).await;
    let Cleaned { bytes, width, height } = match cleaned.map_err(ObjectError::reading)? {
        Ok(cleaned) => cleaned,
        Err(fault) => return Ok(Some(Arrived::Refused(fault.as_str()))),
    };
    let mut hashing = Hashing::default();
    hashing.update(&bytes);
    let (sha256, blocks) = hashing.finish();
    let (key, length) = (format!("{folder}{sha256}"), i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    objects.put(&key, &media.mime, bytes).await?;
    Ok(Some(Arrived::Taken(Kept { key, bytes: length, sha256, blocks, size: Some((width, height)) })))
}

/// Why the bytes are not those of a file as it was announced.
fn wrong(media: &Media, head: &[u8]) -> Option<&'static str> {
    match sniff::sniffed(media.kind, head) {
        None => Some("WRONG_TYPE"),
        Some(mime) if mime != media.mime => Some("NOT_AS_DECLARED"),
        Some(_) => None,
    }
}
