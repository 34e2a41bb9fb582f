//! Every statement on `media`.

use platform::page::Cursor;
use platform::{Clock, DepartmentId, PersonId, Storage, TenantTx};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::list::{Filter, Shelf};
use super::{FolderId, LicenceState, Media, MediaId, MediaKind, MediaState};
use crate::{Digest, RevisionId, search};

use super::licence::EXPIRING;

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
    blocks_sha256: Option<Vec<u8>>,
    folder_id: Option<Uuid>,
    tags: Vec<String>,
    width: Option<i32>,
    height: Option<i32>,
    holder: String,
    licence_note: String,
    licence_ends_on: Option<Date>,
    rendered_at: Option<OffsetDateTime>,
    deleted_at: Option<OffsetDateTime>,
}

impl From<Row> for Media {
    fn from(row: Row) -> Self {
        let side = |side: Option<i32>| side.and_then(|side| u32::try_from(side).ok());
        let blocks = row.blocks_sha256.unwrap_or_default();
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
            blocks: blocks.chunks(32).filter_map(Digest::from_bytes).collect(),
            folder: row.folder_id.map(FolderId),
            tags: row.tags,
            size: side(row.width).zip(side(row.height)),
            holder: row.holder,
            licence_note: row.licence_note,
            licence_ends_on: row.licence_ends_on,
            rendered_at: row.rendered_at,
            deleted_at: row.deleted_at,
        }
    }
}

/// The columns of a file, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select id, department_id, uploaded_by, kind as "kind: MediaKind", mime, bytes, sha256, object_key, file_name,
                 alt, state as "state: MediaState", refusal, created_at, public_at, blocks_sha256, folder_id, tags, width, height,
                 holder, licence_note, licence_ends_on, rendered_at, deleted_at
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

/// Files of a library, the latest first.
pub(super) async fn list(
    tx: &mut TenantTx,
    filter: &Filter,
    home: DepartmentId,
    words: Option<&str>,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Media>, Storage> {
    let (county, today) = (tx.county().0, Clock::day_of(tx.now()));
    let department = match filter.shelf {
        Shelf::Own => Some(home.0),
        Shelf::Department(id) => Some(id.0),
        Shelf::All => None,
    };
    let state = if filter.deleted { MediaState::Deleted } else { MediaState::Ready };
    if words.is_some() {
        // The best way to a word depends on how common it is, as for pieces.
        sqlx::query!("set local plan_cache_mode = force_custom_plan").execute(tx.conn()).await?;
    }
    let rows = select!(
        "where county_id = $1 and state = $2 and ($3::uuid is null or department_id = $3)
           and ($4::text is null or kind = $4)
           and ($5::text is null or words @@ $5::tsquery)
           and ($6::uuid is null or folder_id = $6)
           and (cardinality($7::text[]) = 0 or tags @> $7)
           and ($8::timestamptz is null or created_at >= $8)
           and ($9::timestamptz is null or created_at < $9)
           and case $10::text when 'open' then holder = '' and licence_ends_on is null
                 when 'valid' then (holder <> '' or licence_ends_on is not null) and (licence_ends_on is null or licence_ends_on > $12)
                 when 'expiring' then licence_ends_on between $11 and $12
                 when 'expired' then licence_ends_on < $11
                 else true end
           and ($13::uuid is null or id < $13)
         order by id desc limit $14",
        county,
        state.as_str(),
        department,
        filter.kind.map(MediaKind::as_str),
        words,
        filter.folder.map(|id| id.0),
        &filter.tags,
        filter.since,
        filter.until,
        filter.licence.map(LicenceState::as_str),
        today,
        today + EXPIRING,
        after.map(|cursor| cursor.id),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Media::from).collect())
}

/// The tags of a department's files with how many carry each, the commonest first.
pub(super) async fn tags(
    tx: &mut TenantTx,
    department: DepartmentId,
    limit: i64,
) -> Result<Vec<(String, i64)>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select tag as "tag!", count(*) as "files!" from media, unnest(tags) tag
           where county_id = $1 and department_id = $2 and state = 'ready' group by tag order by count(*) desc, tag limit $3"#,
        county,
        department.0,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.tag, row.files)).collect())
}

/// Files of a department whose licence ends from one day to another, the soonest first.
pub(super) async fn ending(
    tx: &mut TenantTx,
    department: DepartmentId,
    from: Date,
    to: Date,
    limit: i64,
) -> Result<Vec<Media>, Storage> {
    let county = tx.county().0;
    let rows = select!(
        "where county_id = $1 and department_id = $2 and state = 'ready' and licence_ends_on between $3 and $4
         order by licence_ends_on, id limit $5",
        county,
        department.0,
        from,
        to,
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
        words(&media.file_name, &media.alt, &media.tags)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What a file is found by: its name and its tags, what it shows.
fn words(file_name: &str, alt: &str, tags: &[String]) -> String {
    search::vector(&format!("{file_name} {}", tags.join(" ")), alt, "")
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
        "select id, file_name, alt, tags from media where county_id = $1 and words is null order by id limit $2 for update skip locked",
        county,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    let cut: Vec<String> = rows.iter().map(|row| words(&row.file_name, &row.alt, &row.tags)).collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    sqlx::query!(
        "update media set words = cut.words::tsvector from unnest($2::uuid[], $3::text[]) cut (id, words)
         where media.county_id = $1 and media.id = cut.id",
        county,
        &ids,
        &cut
    )
    .execute(tx.conn())
    .await?;
    Ok(ids.len())
}

/// Saves what looking into a locked file told.
pub(super) async fn save(tx: &mut TenantTx, media: &Media) -> Result<(), Storage> {
    let county = tx.county().0;
    let side = |side: u32| i32::try_from(side).ok();
    let blocks: Vec<u8> = media.blocks.iter().flat_map(|block| block.0).collect();
    let done = sqlx::query!(
        "update media set object_key = $3, bytes = $4, sha256 = $5, state = $6, refusal = $7, blocks_sha256 = $8, width = $9, height = $10
         where county_id = $1 and id = $2",
        county,
        media.id.0,
        media.object_key,
        media.bytes,
        media.sha256.map(|digest| digest.0.to_vec()),
        media.state.as_str(),
        media.refusal,
        (!blocks.is_empty()).then_some(blocks),
        media.size.and_then(|(width, _)| side(width)),
        media.size.and_then(|(_, height)| side(height))
    )
    .execute(tx.conn())
    .await?;
    one(done.rows_affected())
}

/// Saves what its keepers say of a locked file, and its words with it.
pub(super) async fn save_card(tx: &mut TenantTx, media: &Media) -> Result<(), Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update media set alt = $3, tags = $4, folder_id = $5, holder = $6, licence_note = $7, licence_ends_on = $8,
           words = $9::text::tsvector where county_id = $1 and id = $2",
        county,
        media.id.0,
        media.alt,
        &media.tags,
        media.folder.map(|id| id.0),
        media.holder,
        media.licence_note,
        media.licence_ends_on,
        words(&media.file_name, &media.alt, &media.tags)
    )
    .execute(tx.conn())
    .await?;
    one(done.rows_affected())
}

/// Puts a locked file away, or takes it back.
pub(super) async fn save_deleted(tx: &mut TenantTx, media: &Media) -> Result<(), Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update media set state = $3, refusal = $4, deleted_at = $5 where county_id = $1 and id = $2",
        county,
        media.id.0,
        media.state.as_str(),
        media.refusal,
        media.deleted_at
    )
    .execute(tx.conn())
    .await?;
    one(done.rows_affected())
}

/// Row security turns "not yours" into no row; a locked row that is not saved is a fault of ours.
fn one(rows: u64) -> Result<(), Storage> {
    if rows == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
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

/// Files put away before a time, the longest first, held until the transaction ends.
pub(super) async fn put_away(tx: &mut TenantTx, before: OffsetDateTime, limit: i64) -> Result<Vec<Media>, Storage> {
    let county = tx.county().0;
    let rows = select!(
        "where county_id = $1 and state = 'deleted' and deleted_at < $2 order by deleted_at limit $3 for update skip locked",
        county,
        before,
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
