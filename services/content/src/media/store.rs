//! Every statement on `media`.

use platform::page::Cursor;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Media, MediaId, MediaKind, MediaState};
use crate::extract::{TextPart, Unread};
use crate::{Digest, RevisionId, search};

struct Row {
    id: Uuid,
    department_id: Uuid,
    uploaded_by: Uuid,
    kind: MediaKind,
    mime: String,
    bytes: i64,
    sha256: Option<Vec<u8>>,
    object_key: String,
    file_name: String,
    alt: String,
    state: MediaState,
    refusal: Option<String>,
    created_at: OffsetDateTime,
    public_at: Option<OffsetDateTime>,
}

impl From<Row> for Media {
    fn from(row: Row) -> Self {
        Self {
            id: MediaId(row.id),
            department: DepartmentId(row.department_id),
            uploaded_by: PersonId(row.uploaded_by),
            kind: row.kind,
            mime: row.mime,
            bytes: row.bytes,
            sha256: row.sha256.as_deref().and_then(Digest::from_bytes),
            object_key: row.object_key,
            file_name: row.file_name,
            alt: row.alt,
            state: row.state,
            refusal: row.refusal,
            created_at: row.created_at,
            public_at: row.public_at,
        }
    }
}

/// The columns of a file, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select id, department_id, uploaded_by, kind as "kind: MediaKind", mime, bytes, sha256, object_key, file_name,
                 alt, state as "state: MediaState", refusal, created_at, public_at
               from media "# + $rest,
            $($value),+
        )
    };
}

/// The files of these ids that the caller sees, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[MediaId]) -> Result<Vec<Media>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Media::from).collect())
}

/// A file the caller may change, held until the transaction ends.
pub(super) async fn lock(tx: &mut TenantTx, id: MediaId) -> Result<Option<Media>, Storage> {
    let county = tx.county().0;
    let row = select!("where county_id = $1 and id = $2 for update", county, id.0).fetch_optional(tx.conn()).await?;
    Ok(row.map(Media::from))
}

/// Ready files of one department, the latest first.
pub(super) async fn list(
    tx: &mut TenantTx,
    department: DepartmentId,
    kind: Option<MediaKind>,
    words: Option<&str>,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Media>, Storage> {
    let county = tx.county().0;
    let rows = select!(
        "where county_id = $1 and department_id = $2 and state = 'ready' and ($3::text is null or kind = $3)
           and ($4::text is null or words @@ $4::tsquery)
           and ($5::uuid is null or id < $5)
         order by id desc limit $6",
        county,
        department.0,
        kind.map(MediaKind::as_str),
        words,
        after.map(|cursor| cursor.id),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Media::from).collect())
}

pub(super) async fn insert(tx: &mut TenantTx, media: &Media) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into media (county_id, id, department_id, uploaded_by, kind, mime, bytes, object_key, file_name, alt, created_at, words)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::text::tsvector)",
        county,
        media.id.0,
        media.department.0,
        media.uploaded_by.0,
        media.kind.as_str(),
        media.mime,
        media.bytes,
        media.object_key,
        media.file_name,
        media.alt,
        media.created_at,
        search::vector(&media.file_name, &media.alt, "")
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets every word of the county.
pub(crate) async fn forget_words(tx: &mut TenantTx) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("update media set words = null where county_id = $1", county).execute(tx.conn()).await?;
    Ok(())
}

/// Cuts the words of files that have none; gives how many.
pub(crate) async fn cut_words(tx: &mut TenantTx, limit: i64) -> Result<usize, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        "select id, file_name, alt from media where county_id = $1 and words is null order by id limit $2 for update skip locked",
        county,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    let words: Vec<String> = rows.iter().map(|row| search::vector(&row.file_name, &row.alt, "")).collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    sqlx::query!(
        "update media set words = cut.words::tsvector from unnest($2::uuid[], $3::text[]) cut (id, words)
         where media.county_id = $1 and media.id = cut.id",
        county,
        &ids,
        &words
    )
    .execute(tx.conn())
    .await?;
    Ok(ids.len())
}

/// Saves what looking into a locked file told.
pub(super) async fn save(tx: &mut TenantTx, media: &Media) -> Result<(), Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update media set object_key = $3, bytes = $4, sha256 = $5, state = $6, refusal = $7 where county_id = $1 and id = $2",
        county,
        media.id.0,
        media.object_key,
        media.bytes,
        media.sha256.map(|digest| digest.0.to_vec()),
        media.state.as_str(),
        media.refusal
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}

/// Marks pending files begun before a time, so that nobody can complete them any more; one that is being completed is left.
pub(super) async fn abandon(tx: &mut TenantTx, before: OffsetDateTime, limit: i64) -> Result<Vec<Uuid>, Storage> {
    let county = tx.county().0;
    let marked = sqlx::query_scalar!(
        "update media set state = 'refused', refusal = 'ABANDONED' where county_id = $1 and id in (
           select id from media where county_id = $1 and state = 'pending' and created_at < $2
           order by created_at limit $3 for update skip locked) returning id",
        county,
        before,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(marked)
}

/// Files marked as abandoned, the oldest first: those just marked, and those of earlier turns that no draft names as its cover.
pub(super) async fn abandoned(tx: &mut TenantTx, marked: &[Uuid], limit: i64) -> Result<Vec<Media>, Storage> {
    let county = tx.county().0;
    let rows = select!(
        "where county_id = $1 and refusal = 'ABANDONED' and (id = any($2) or not exists (
           select from article a where a.county_id = $1 and a.cover_media_id = media.id)) order by created_at limit $3",
        county,
        marked,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Media::from).collect())
}

/// Deletes the row of an abandoned file; the policy lets no other go. False when it is gone already, or while a draft names it:
/// it then stays as refused, which the draft's writer is told.
pub(super) async fn delete_abandoned(tx: &mut TenantTx, id: MediaId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "delete from media where county_id = $1 and id = $2 and refusal = 'ABANDONED'
           and not exists (select from article a where a.county_id = $1 and a.cover_media_id = $2)",
        county,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes the files of a revision public.
pub(crate) async fn publish_of(tx: &mut TenantTx, revision: RevisionId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update media set public_at = $3 where county_id = $1 and public_at is null
           and id in (select media_id from revision_media where county_id = $1 and revision_id = $2)",
        county,
        revision.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes the files of a revision back from the public, but for those that another public revision shows.
pub(crate) async fn unpublish_of(tx: &mut TenantTx, revision: RevisionId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update media m set public_at = null where m.county_id = $1
           and m.id in (select media_id from revision_media where county_id = $1 and revision_id = $2)
           and not exists (
             select from revision_media rm join revision r on r.county_id = rm.county_id and r.id = rm.revision_id
             where rm.county_id = $1 and rm.media_id = m.id and r.public_at is not null)",
        county,
        revision.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What was read of these documents; none for one that waits.
pub(super) async fn texts(
    tx: &mut TenantTx,
    ids: &[MediaId],
) -> Result<Vec<(MediaId, Option<Unread>, Vec<TextPart>)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select media_id, fault, parts as "parts: sqlx::types::Json<Vec<TextPart>>" from media_text
           where county_id = $1 and media_id = any($2) order by media_id"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let text = |fault: Option<String>| fault.map(|word| Unread::parse(&word).unwrap_or(Unread::Broken));
    Ok(rows.into_iter().map(|row| (MediaId(row.media_id), text(row.fault), row.parts.0)).collect())
}

/// Keeps what was read of a document.
pub(super) async fn keep_text(
    tx: &mut TenantTx,
    media: &Media,
    fault: Option<Unread>,
    parts: &[TextPart],
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into media_text (county_id, media_id, department_id, fault, parts, read_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (county_id, media_id) do update set fault = excluded.fault, parts = excluded.parts, read_at = excluded.read_at",
        county,
        media.id.0,
        media.department.0,
        fault.map(Unread::as_str),
        sqlx::types::Json(parts) as _,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
