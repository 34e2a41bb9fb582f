//! Every statement on `submission`, its files, its history and the counter of receipts.

use platform::page::Cursor;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use sqlx::types::Json;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{EventKind, Filter, Happened, Submission, SubmissionId, SubmissionState};
use crate::article::{Kind, Origin, Provenance, Sensitivity};
use crate::plan::AssignmentId;
use crate::{ArticleId, Block, MediaId, SourceId, render, search};

struct Row {
    id: Uuid,
    number: String,
    department_id: Uuid,
    submitted_by: Uuid,
    writers: Vec<Uuid>,
    title: String,
    summary: String,
    blocks: Json<Vec<Block>>,
    kind: Kind,
    sensitivity: Sensitivity,
    origin: Origin,
    source_id: Option<Uuid>,
    source_url: Option<String>,
    source_author: Option<String>,
    source_published_at: Option<OffsetDateTime>,
    source_licence: Option<String>,
    cover_media_id: Option<Uuid>,
    note: String,
    article_id: Option<Uuid>,
    adopted_article_id: Option<Uuid>,
    assignment_id: Option<Uuid>,
    state: SubmissionState,
    reason: String,
    version: i32,
    submitted_at: OffsetDateTime,
    state_at: OffsetDateTime,
}

impl From<Row> for Submission {
    fn from(row: Row) -> Self {
        Self {
            id: SubmissionId(row.id),
            number: row.number,
            department: DepartmentId(row.department_id),
            submitted_by: PersonId(row.submitted_by),
            writers: row.writers.into_iter().map(PersonId).collect(),
            title: row.title,
            summary: row.summary,
            blocks: row.blocks.0,
            kind: row.kind,
            sensitivity: row.sensitivity,
            origin: row.origin,
            source: row.source_id.map(SourceId),
            source_url: row.source_url,
            provenance: Provenance {
                author: row.source_author,
                published_at: row.source_published_at,
                licence: row.source_licence,
            },
            cover: row.cover_media_id.map(MediaId),
            note: row.note,
            article: row.article_id.map(ArticleId),
            adopted_article: row.adopted_article_id.map(ArticleId),
            assignment: row.assignment_id.map(AssignmentId),
            state: row.state,
            reason: row.reason,
            version: row.version,
            submitted_at: row.submitted_at,
            state_at: row.state_at,
        }
    }
}

/// The columns of submissions, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select id, number, department_id, submitted_by, writers, title, summary, blocks as "blocks: Json<Vec<Block>>",
                 kind as "kind: Kind", sensitivity as "sensitivity: Sensitivity", origin as "origin: Origin", source_id, source_url,
                 source_author, source_published_at, source_licence, cover_media_id, note, article_id, adopted_article_id, assignment_id, state as "state: SubmissionState", reason,
                 version, submitted_at, state_at
               from submission "# + $rest,
            $($value),+
        )
    };
}

pub(super) async fn by_ids(tx: &mut TenantTx, ids: &[SubmissionId]) -> Result<Vec<Submission>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Submission::from).collect())
}

/// The submissions made for these assignments that the caller sees, the latest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_assignments(tx: &mut TenantTx, ids: &[AssignmentId]) -> Result<Vec<Submission>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows =
        select!("where county_id = $1 and assignment_id = any($2) order by submitted_at desc, id desc", county, &ids);
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(Submission::from).collect())
}

/// The submissions that became these articles, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_articles(tx: &mut TenantTx, ids: &[ArticleId]) -> Result<Vec<Submission>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and adopted_article_id = any($2)", county, &ids);
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(Submission::from).collect())
}

/// A submission the caller may change, held until the transaction ends: of two at once, the second sees what the first did.
pub(crate) async fn lock(tx: &mut TenantTx, id: SubmissionId) -> Result<Option<Submission>, Storage> {
    let county = tx.county().0;
    let row =
        select!("where county_id = $1 and id = $2 for no key update", county, id.0).fetch_optional(tx.conn()).await?;
    Ok(row.map(Submission::from))
}

pub(super) async fn list(
    tx: &mut TenantTx,
    filter: &Filter,
    words: Option<&str>,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Submission>, Storage> {
    let county = tx.county().0;
    if words.is_some() {
        // The best way to a word depends on how common it is, as for pieces.
        sqlx::query!("set local plan_cache_mode = force_custom_plan").execute(tx.conn()).await?;
    }
    let rows = select!(
        "where county_id = $1
           and ($2::uuid is null or department_id = $2)
           and ($3::text is null or state = $3)
           and ($4::text is null or kind = $4)
           and ($5::text is null or words @@ $5::tsquery)
           and ($6::timestamptz is null or submitted_at >= $6)
           and ($7::timestamptz is null or submitted_at < $7)
           and ($8::timestamptz is null or (submitted_at, id) < ($8, $9))
         order by submitted_at desc, id desc limit $10",
        county,
        filter.department.map(|id| id.0),
        filter.state.map(SubmissionState::as_str),
        filter.kind.map(Kind::as_str),
        words,
        filter.since,
        filter.until,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Submission::from).collect())
}

pub(super) async fn waiting(
    tx: &mut TenantTx,
    desk: bool,
    own: Option<DepartmentId>,
    limit: i64,
) -> Result<Vec<Submission>, Storage> {
    let county = tx.county().0;
    let rows = select!(
        "where county_id = $1 and ((state = 'submitted' and $2) or (state = 'asked' and department_id = $3))
         order by state_at, id limit $4",
        county,
        desk,
        own.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Submission::from).collect())
}

pub(super) async fn insert(tx: &mut TenantTx, row: &Submission) -> Result<(), Storage> {
    let county = tx.county().0;
    let writers: Vec<Uuid> = row.writers.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into submission (county_id, id, number, department_id, submitted_by, writers, title, summary, blocks, kind,
           sensitivity, origin, source_id, source_url, cover_media_id, note, article_id, assignment_id, submitted_at, state_at,
           source_author, source_published_at, source_licence, words)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19, $20, $21, $22,
           $23::text::tsvector)",
        county,
        row.id.0,
        row.number,
        row.department.0,
        row.submitted_by.0,
        &writers,
        row.title,
        row.summary,
        Json(&row.blocks) as _,
        row.kind.as_str(),
        row.sensitivity.as_str(),
        row.origin.as_str(),
        row.source.map(|id| id.0),
        row.source_url,
        row.cover.map(|id| id.0),
        row.note,
        row.article.map(|id| id.0),
        row.assignment.map(|id| id.0),
        row.submitted_at,
        row.provenance.author,
        row.provenance.published_at,
        row.provenance.licence,
        words(&row.number, &row.title, &row.summary, &row.blocks, &row.note)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves a locked submission as its next version.
pub(crate) async fn save(tx: &mut TenantTx, row: &mut Submission) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    row.version += 1;
    row.state_at = now;
    let writers: Vec<Uuid> = row.writers.iter().map(|id| id.0).collect();
    let done = sqlx::query!(
        "update submission set writers = $3, title = $4, summary = $5, blocks = $6, kind = $7, sensitivity = $8, origin = $9,
           source_id = $10, source_url = $11, cover_media_id = $12, note = $13, adopted_article_id = $14, state = $15, reason = $16,
           version = $17, state_at = $18, source_author = $19, source_published_at = $20, source_licence = $21,
           words = $22::text::tsvector
         where county_id = $1 and id = $2",
        county,
        row.id.0,
        &writers,
        row.title,
        row.summary,
        Json(&row.blocks) as _,
        row.kind.as_str(),
        row.sensitivity.as_str(),
        row.origin.as_str(),
        row.source.map(|id| id.0),
        row.source_url,
        row.cover.map(|id| id.0),
        row.note,
        row.adopted_article.map(|id| id.0),
        row.state.as_str(),
        row.reason,
        row.version,
        row.state_at,
        row.provenance.author,
        row.provenance.published_at,
        row.provenance.licence,
        words(&row.number, &row.title, &row.summary, &row.blocks, &row.note)
    )
    .execute(tx.conn())
    .await?;
    // Row security turns "not yours" into no row; a locked row that is not saved is a fault of ours.
    if done.rows_affected() == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}

/// What a submission is found by.
fn words(number: &str, title: &str, summary: &str, blocks: &[Block], note: &str) -> String {
    search::vector(&format!("{title} {number}"), summary, &format!("{}\n{note}", render::text(blocks)))
}

/// Forgets every word of the county.
pub(crate) async fn forget_words(tx: &mut TenantTx) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("update submission set words = null where county_id = $1", county).execute(tx.conn()).await?;
    Ok(())
}

/// Cuts the words of submissions that have none; gives how many.
pub(crate) async fn cut_words(tx: &mut TenantTx, limit: i64) -> Result<usize, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select id, number, title, summary, blocks as "blocks: Json<Vec<Block>>", note from submission
           where county_id = $1 and words is null order by id limit $2 for no key update skip locked"#,
        county,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    let cut = rows.iter().map(|row| words(&row.number, &row.title, &row.summary, &row.blocks.0, &row.note));
    let cut: Vec<String> = cut.collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    sqlx::query!(
        "update submission set words = cut.words::tsvector from unnest($2::uuid[], $3::text[]) cut (id, words)
         where submission.county_id = $1 and submission.id = cut.id",
        county,
        &ids,
        &cut
    )
    .execute(tx.conn())
    .await?;
    Ok(ids.len())
}

pub(super) async fn attach(tx: &mut TenantTx, row: &Submission, files: &[MediaId]) -> Result<(), Storage> {
    if files.is_empty() {
        return Ok(());
    }
    let county = tx.county().0;
    let files: Vec<Uuid> = files.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into submission_media (county_id, submission_id, media_id, department_id)
         select $1, $2, media_id, $3 from unnest($4::uuid[]) media_id",
        county,
        row.id.0,
        row.department.0,
        &files
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn detach(tx: &mut TenantTx, id: SubmissionId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("delete from submission_media where county_id = $1 and submission_id = $2", county, id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The files beside these submissions.
///
/// # Errors
/// When the rows cannot be read.
pub async fn attachments_of(tx: &mut TenantTx, ids: &[SubmissionId]) -> Result<Vec<(SubmissionId, MediaId)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select submission_id, media_id from submission_media where county_id = $1 and submission_id = any($2) order by media_id",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (SubmissionId(row.submission_id), MediaId(row.media_id))).collect())
}

/// Notes what happened.
pub(crate) async fn record(
    tx: &mut TenantTx,
    row: &Submission,
    kind: EventKind,
    person: PersonId,
    note: &str,
) -> Result<(), Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    sqlx::query!(
        "insert into submission_event (county_id, id, submission_id, department_id, kind, person_id, note, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        id,
        row.id.0,
        row.department.0,
        kind.as_str(),
        person.0,
        note,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What happened to these submissions, in order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn events_of(tx: &mut TenantTx, ids: &[SubmissionId]) -> Result<Vec<Happened>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Happened,
        r#"select submission_id as "submission: SubmissionId", kind as "kind: EventKind", person_id as "person: PersonId", note, at
           from submission_event where county_id = $1 and submission_id = any($2) order by at, id"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The next number of the day; those who ask at once wait for each other.
pub(super) async fn next_number(tx: &mut TenantTx, day: Date) -> Result<i32, Storage> {
    let county = tx.county().0;
    let last = sqlx::query_scalar!(
        "insert into receipt_counter as c (county_id, day, last) values ($1, $2, 1)
         on conflict (county_id, day) do update set last = c.last + 1 returning last",
        county,
        day
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(last)
}
