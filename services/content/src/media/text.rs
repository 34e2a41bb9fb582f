//! 附件文字: what a document says, read once after its upload by the worker, for the checks of every revision that carries it.

mod store;

use std::collections::HashSet;
use std::time::Duration;

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::{Caller, Database, Path, Storage, TenantTx};

use super::{MediaId, MediaKind, MediaStore, by_ids};
use crate::extract::{self, TextPart, Unread};
use crate::{Revision, revision};

pub(super) use store::forget;

/// The kind of the job; its key is the file's id.
pub const READ: &str = "media.read";

const ROBOT: &str = "附件阅读机";
/// How long a reader may take; one that does not end is left to itself.
const LIMIT: Duration = Duration::from_secs(20);

/// What the documents of a revision say.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Those that were read, or could not be.
    pub read: Vec<Text>,
    /// Those still to be read.
    pub unread: Vec<MediaId>,
}

/// One document.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Text {
    pub media: MediaId,
    pub name: String,
    pub fault: Option<Unread>,
    pub parts: Vec<TextPart>,
}

/// Sees that a document is read.
pub(super) async fn schedule(tx: &mut TenantTx, id: MediaId) -> Result<(), Storage> {
    let now = tx.now();
    jobs::enqueue(tx, READ, &id.to_string(), now, serde_json::json!({})).await
}

/// What the documents that a revision carries say.
///
/// # Errors
/// When the rows cannot be read.
pub async fn texts_of(tx: &mut TenantTx, revision: &Revision) -> Result<Texts, Storage> {
    let carried: Vec<MediaId> =
        revision::media_of(tx, &[revision.id]).await?.into_iter().map(|(_, media)| media).collect();
    if carried.is_empty() {
        return Ok(Texts::default());
    }
    let files = by_ids(tx, &carried).await?;
    let documents: Vec<_> = files.into_iter().filter(|file| file.kind == MediaKind::Document).collect();
    if documents.is_empty() {
        return Ok(Texts::default());
    }
    let ids: Vec<MediaId> = documents.iter().map(|file| file.id).collect();
    let rows = store::texts(tx, &ids).await?;
    let known: HashSet<MediaId> = rows.iter().map(|(id, ..)| *id).collect();
    let named = |id| documents.iter().find(|file| file.id == id).map(|file| file.file_name.clone()).unwrap_or_default();
    let read = rows.into_iter().map(|(media, fault, parts)| Text { media, name: named(media), fault, parts });
    Ok(Texts { read: read.collect(), unread: ids.into_iter().filter(|id| !known.contains(id)).collect() })
}

/// The job: fetches the file and reads it, with no transaction held meanwhile.
///
/// # Errors
/// When the database or the object store fails.
pub async fn read_text(database: &Database, objects: &MediaStore, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let id: MediaId = job.key.parse().map_err(|_| Failure("the key names no file".to_owned()))?;
    let mut tx = database.begin_read(&caller).await?;
    let media = by_ids(&mut tx, &[id]).await?.pop();
    drop(tx);
    let read = match &media {
        Some(media) => {
            let file = objects.read(media).await.map_err(|error| Failure::of(&error))?;
            Some(read(media.mime.clone(), file).await)
        }
        None => None,
    };
    let mut tx = database.begin(&caller).await?;
    if let (Some(media), Some(read)) = (&media, read) {
        let fault = read.as_ref().err().copied();
        let parts = read.unwrap_or_default();
        store::keep_text(&mut tx, media, fault, &parts).await?;
        let entry = Entry::new("media.read", "media", id.0).of(media.department);
        tx.audit(entry.with("parts", parts.len()).with("fault", fault.map(Unread::as_str)));
    }
    if jobs::finish(&mut tx, job).await? {
        tx.commit().await?;
    }
    Ok(())
}

async fn read(mime: String, file: Vec<u8>) -> Result<Vec<TextPart>, Unread> {
    let reading = tokio::task::spawn_blocking(move || extract::read(&mime, &file));
    match tokio::time::timeout(LIMIT, reading).await {
        Ok(Ok(read)) => read,
        Ok(Err(_)) => Err(Unread::Broken),
        Err(_) => Err(Unread::TooSlow),
    }
}
