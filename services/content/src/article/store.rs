//! Every statement on `article`.

use platform::page::Cursor;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{AiUse, Article, ArticleId, ArticleState, Carried, Filter, Kind, Origin, Provenance, Sensitivity};
use crate::block::Focus;
use crate::{Block, ColumnId, Digest, MediaId, SourceId, Variants, render, search};

struct Row {
    id: Uuid,
    department_id: Uuid,
    author_id: Uuid,
    writers: Vec<Uuid>,
    title: String,
    summary: String,
    kind: Kind,
    sensitivity: Sensitivity,
    origin: Origin,
    emergency: bool,
    ai: AiUse,
    column_id: Option<Uuid>,
    topics: Vec<String>,
    touches: Vec<Uuid>,
    source_id: Option<Uuid>,
    source_url: Option<String>,
    source_author: Option<String>,
    source_published_at: Option<OffsetDateTime>,
    source_licence: Option<String>,
    carried_from: Option<Uuid>,
    carried_name: Option<String>,
    ordered_digest: Option<Vec<u8>>,
    cover_media_id: Option<Uuid>,
    cover_focus: Option<Json<Focus>>,
    variants: Json<Variants>,
    policy_id: Option<Uuid>,
    correction: String,
    version: i32,
    state: ArticleState,
    revision_count: i32,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
    released_at: Option<OffsetDateTime>,
}

impl From<Row> for Article {
    fn from(row: Row) -> Self {
        Self {
            id: ArticleId(row.id),
            department: DepartmentId(row.department_id),
            author: PersonId(row.author_id),
            writers: row.writers.into_iter().map(PersonId).collect(),
            title: row.title,
            summary: row.summary,
            kind: row.kind,
            sensitivity: row.sensitivity,
            origin: row.origin,
            emergency: row.emergency,
            ai: row.ai,
            column: row.column_id.map(ColumnId),
            topics: row.topics,
            touches: row.touches.into_iter().map(DepartmentId).collect(),
            source: row.source_id.map(SourceId),
            source_url: row.source_url,
            provenance: Provenance {
                author: row.source_author,
                published_at: row.source_published_at,
                licence: row.source_licence,
            },
            carried: Carried {
                from: row.carried_from.map(ArticleId),
                name: row.carried_name,
                // The table checks that it is 32 bytes.
                ordered: row.ordered_digest.and_then(|bytes| Digest::from_bytes(&bytes)),
            },
            cover: row.cover_media_id.map(MediaId),
            cover_focus: row.cover_focus.map(|focus| focus.0),
            variants: row.variants.0,
            policy: row.policy_id.map(ArticleId),
            correction: row.correction,
            version: row.version,
            state: row.state,
            revision_count: row.revision_count,
            created_at: row.created_at,
            updated_at: row.updated_at,
            released_at: row.released_at,
        }
    }
}

/// The columns of a piece without its body, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select id, department_id, author_id, writers, title, summary, kind as "kind: Kind",
                 sensitivity as "sensitivity: Sensitivity", origin as "origin: Origin", emergency, ai as "ai: AiUse", column_id, topics,
                 touches,
                 source_id, source_url, source_author, source_published_at, source_licence, carried_from, carried_name, ordered_digest,
                 cover_media_id,
                 cover_focus as "cover_focus: Json<Focus>", variants as "variants: Json<Variants>", policy_id, correction, version,
                 state as "state: ArticleState", revision_count,
                 created_at, updated_at, released_at
               from article "# + $rest,
            $($value),+
        )
    };
}

/// The pieces of these ids that the caller sees, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[ArticleId]) -> Result<Vec<Article>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Article::from).collect())
}

/// The bodies of the pieces of these ids that the caller sees, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn bodies(tx: &mut TenantTx, ids: &[ArticleId]) -> Result<Vec<(ArticleId, Vec<Block>)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select id, blocks as "blocks: Json<Vec<Block>>" from article where county_id = $1 and id = any($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (ArticleId(row.id), row.blocks.0)).collect())
}

/// The interpretations of these policies that the caller sees, the latest changed first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn interpretations_of(tx: &mut TenantTx, policies: &[ArticleId]) -> Result<Vec<Article>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = policies.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and policy_id = any($2) order by updated_at desc, id desc", county, &ids);
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(Article::from).collect())
}

/// What departments carried of a piece, as far as the caller sees it, the first begun first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn carried_from(tx: &mut TenantTx, id: ArticleId) -> Result<Vec<Article>, Storage> {
    let county = tx.county().0;
    let rows = select!("where county_id = $1 and carried_from = $2 order by created_at, id", county, id.0);
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(Article::from).collect())
}

/// A piece the caller may change, held until the transaction ends. Rows that only refer to it may come meanwhile: a release that
/// is planned while another of the piece goes live must not wait for it crosswise.
///
/// # Errors
/// When the row cannot be read.
pub async fn lock(tx: &mut TenantTx, id: ArticleId) -> Result<Option<Article>, Storage> {
    let county = tx.county().0;
    let row =
        select!("where county_id = $1 and id = $2 for no key update", county, id.0).fetch_optional(tx.conn()).await?;
    Ok(row.map(Article::from))
}

/// Rows read for the page that opens the console's list: its twenty, and one to know whether more follow.
const FIRST_PAGE: i64 = 21;

pub(super) async fn list(
    tx: &mut TenantTx,
    filter: &Filter,
    words: Option<&str>,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Article>, Storage> {
    let county = tx.county().0;
    if *filter == Filter::default() && after.is_none() && limit == FIRST_PAGE {
        // Without a condition that may be absent, and with its limit in its text, the plan is made once and kept; the
        // statement below is planned at each run, which takes longer than the run.
        let rows = select!("where county_id = $1 order by updated_at desc, id desc limit 21", county);
        return Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(Article::from).collect());
    }
    if words.is_some() {
        // The best way to a word depends on how common it is: a rare one is looked up, a common one met while reading the latest.
        sqlx::query!("set local plan_cache_mode = force_custom_plan").execute(tx.conn()).await?;
    }
    let rows = select!(
        "where county_id = $1
           and ($2::text is null or state = $2)
           and ($3::uuid is null or department_id = $3)
           and ($4::uuid is null or column_id = $4)
           and ($5::uuid is null or author_id = $5)
           and ($6::text is null or words @@ $6::tsquery)
           and ($7::text is null or kind = $7)
           and ($8::timestamptz is null or updated_at >= $8)
           and ($9::timestamptz is null or updated_at < $9)
           and ($10::timestamptz is null or (updated_at, id) < ($10, $11))
         order by updated_at desc, id desc limit $12",
        county,
        filter.state.map(ArticleState::as_str),
        filter.department.map(|id| id.0),
        filter.column.map(|id| id.0),
        filter.author.map(|id| id.0),
        words,
        filter.kind.map(Kind::as_str),
        filter.since,
        filter.until,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Article::from).collect())
}

pub(super) async fn insert(tx: &mut TenantTx, article: &Article, blocks: &[Block]) -> Result<(), Storage> {
    let county = tx.county().0;
    let writers: Vec<Uuid> = article.writers.iter().map(|id| id.0).collect();
    let touches: Vec<Uuid> = article.touches.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into article (county_id, id, department_id, author_id, writers, title, summary, blocks, kind, sensitivity,
           origin, emergency, column_id, topics, source_id, source_url, cover_media_id, version, state, created_at, updated_at, words, ai,
           touches, policy_id, source_author, source_published_at, source_licence, cover_focus, variants, carried_from, carried_name,
           ordered_digest)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20, $21::text::tsvector,
           $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)",
        county,
        article.id.0,
        article.department.0,
        article.author.0,
        &writers,
        article.title,
        article.summary,
        Json(blocks) as _,
        article.kind.as_str(),
        article.sensitivity.as_str(),
        article.origin.as_str(),
        article.emergency,
        article.column.map(|id| id.0),
        &article.topics,
        article.source.map(|id| id.0),
        article.source_url,
        article.cover.map(|id| id.0),
        article.version,
        article.state.as_str(),
        article.created_at,
        words(article, blocks),
        article.ai.as_str(),
        &touches,
        article.policy.map(|id| id.0),
        article.provenance.author,
        article.provenance.published_at,
        article.provenance.licence,
        article.cover_focus.map(Json) as _,
        Json(&article.variants) as _,
        article.carried.from.map(|id| id.0),
        article.carried.name,
        article.carried.ordered.as_ref().map(|digest| &digest.0[..])
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves what a writer changed of a locked piece, its state with it.
pub(super) async fn save(tx: &mut TenantTx, article: &Article, blocks: &[Block]) -> Result<(), Storage> {
    let county = tx.county().0;
    let writers: Vec<Uuid> = article.writers.iter().map(|id| id.0).collect();
    let touches: Vec<Uuid> = article.touches.iter().map(|id| id.0).collect();
    let done = sqlx::query!(
        "update article set writers = $3, title = $4, summary = $5, blocks = $6, kind = $7, sensitivity = $8, origin = $9,
           emergency = $10, column_id = $11, topics = $12, source_id = $13, source_url = $14, cover_media_id = $15,
           version = $16, state = $17, updated_at = $18, words = $19::text::tsvector, ai = $20, touches = $21, policy_id = $22,
           source_author = $23, source_published_at = $24, source_licence = $25, correction = $26, cover_focus = $27, variants = $28
         where county_id = $1 and id = $2",
        county,
        article.id.0,
        &writers,
        article.title,
        article.summary,
        Json(blocks) as _,
        article.kind.as_str(),
        article.sensitivity.as_str(),
        article.origin.as_str(),
        article.emergency,
        article.column.map(|id| id.0),
        &article.topics,
        article.source.map(|id| id.0),
        article.source_url,
        article.cover.map(|id| id.0),
        article.version,
        article.state.as_str(),
        article.updated_at,
        words(article, blocks),
        article.ai.as_str(),
        &touches,
        article.policy.map(|id| id.0),
        article.provenance.author,
        article.provenance.published_at,
        article.provenance.licence,
        article.correction,
        article.cover_focus.map(Json) as _,
        Json(&article.variants) as _
    )
    .execute(tx.conn())
    .await?;
    one(done.rows_affected())
}

fn words(article: &Article, blocks: &[Block]) -> String {
    cut(&article.title, &article.summary, blocks, &article.variants)
}

/// A piece is found by what any channel calls it.
fn cut(title: &str, summary: &str, blocks: &[Block], variants: &Variants) -> String {
    let (titles, summaries) = variants.words();
    search::vector(&format!("{title} {titles}"), &format!("{summary} {summaries}"), &render::text(blocks))
}

/// Forgets every word of the county.
pub(crate) async fn forget_words(tx: &mut TenantTx) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("update article set words = null where county_id = $1", county).execute(tx.conn()).await?;
    Ok(())
}

/// Cuts the words of pieces that have none; gives how many.
pub(crate) async fn cut_words(tx: &mut TenantTx, limit: i64) -> Result<usize, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select id, title, summary, blocks as "blocks: Json<Vec<Block>>", variants as "variants: Json<Variants>" from article
           where county_id = $1 and words is null order by id limit $2 for no key update skip locked"#,
        county,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    let words = rows.iter().map(|row| cut(&row.title, &row.summary, &row.blocks.0, &row.variants.0));
    let words: Vec<String> = words.collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    sqlx::query!(
        "update article set words = cut.words::tsvector from unnest($2::uuid[], $3::text[]) cut (id, words)
         where article.county_id = $1 and article.id = cut.id",
        county,
        &ids,
        &words
    )
    .execute(tx.conn())
    .await?;
    Ok(ids.len())
}

/// Saves where a locked piece stands.
pub(super) async fn save_state(tx: &mut TenantTx, article: &Article) -> Result<(), Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update article set state = $3, version = $4, revision_count = $5, updated_at = $6, released_at = $7
         where county_id = $1 and id = $2",
        county,
        article.id.0,
        article.state.as_str(),
        article.version,
        article.revision_count,
        article.updated_at,
        article.released_at
    )
    .execute(tx.conn())
    .await?;
    one(done.rows_affected())
}

/// Row security turns "not yours" into no row; a locked row that is not saved is a fault of ours.
fn one(rows: u64) -> Result<(), Storage> {
    if rows == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}
