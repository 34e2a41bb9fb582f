//! Every statement on `revision` and `revision_media`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Digest, Revision, RevisionId};
use crate::article::{AiUse, Kind, Origin, Provenance, Sensitivity};
use crate::block::Focus;
use crate::{ArticleId, Block, ColumnId, MediaId, Variants};

struct Row {
    id: Uuid,
    article_id: Uuid,
    number: i32,
    department_id: Uuid,
    author_id: Uuid,
    writers: Vec<Uuid>,
    submitted_by: Uuid,
    submitted_at: OffsetDateTime,
    title: String,
    summary: String,
    blocks: Json<Vec<Block>>,
    kind: Kind,
    sensitivity: Sensitivity,
    origin: Origin,
    emergency: bool,
    ai: AiUse,
    column_id: Option<Uuid>,
    topics: Vec<String>,
    touches: Vec<Uuid>,
    source_name: Option<String>,
    source_url: Option<String>,
    relay: bool,
    source_author: Option<String>,
    source_published_at: Option<OffsetDateTime>,
    source_licence: Option<String>,
    cover_media_id: Option<Uuid>,
    cover_focus: Option<Json<Focus>>,
    variants: Json<Variants>,
    policy_id: Option<Uuid>,
    correction: Option<String>,
    digest: Vec<u8>,
    public_at: Option<OffsetDateTime>,
}

impl From<Row> for Revision {
    fn from(row: Row) -> Self {
        Self {
            id: RevisionId(row.id),
            article: ArticleId(row.article_id),
            number: row.number,
            department: DepartmentId(row.department_id),
            author: PersonId(row.author_id),
            writers: row.writers.into_iter().map(PersonId).collect(),
            submitted_by: PersonId(row.submitted_by),
            submitted_at: row.submitted_at,
            title: row.title,
            summary: row.summary,
            blocks: row.blocks.0,
            kind: row.kind,
            sensitivity: row.sensitivity,
            origin: row.origin,
            emergency: row.emergency,
            ai: row.ai,
            column: row.column_id.map(ColumnId),
            topics: row.topics,
            touches: row.touches.into_iter().map(DepartmentId).collect(),
            source_name: row.source_name,
            source_url: row.source_url,
            relay: row.relay,
            provenance: Provenance {
                author: row.source_author,
                published_at: row.source_published_at,
                licence: row.source_licence,
            },
            cover: row.cover_media_id.map(MediaId),
            cover_focus: row.cover_focus.map(|focus| focus.0),
            variants: row.variants.0,
            policy: row.policy_id.map(ArticleId),
            correction: row.correction,
            // The table checks that it is 32 bytes.
            digest: Digest::from_bytes(&row.digest).unwrap_or_default(),
            public_at: row.public_at,
        }
    }
}

/// The columns of a revision, from where the rest of the statement says.
macro_rules! select {
    ($distinct:literal, $rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            "select " + $distinct + r#" id, article_id, number, department_id, author_id, writers, submitted_by,
                 submitted_at, title, summary, blocks as "blocks: Json<Vec<Block>>", kind as "kind: Kind",
                 sensitivity as "sensitivity: Sensitivity", origin as "origin: Origin", emergency, ai as "ai: AiUse", column_id, topics,
                 touches,
                 source_name, source_url, relay, source_author, source_published_at, source_licence, cover_media_id,
                 cover_focus as "cover_focus: Json<Focus>", variants as "variants: Json<Variants>", policy_id, correction, digest,
                 public_at
               from revision "# + $rest,
            $($value),+
        )
    };
}

/// The revisions of these ids that the caller sees, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[RevisionId]) -> Result<Vec<Revision>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("", "where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Revision::from).collect())
}

/// A policy and what explains it, both released.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Explained {
    pub policy: ArticleId,
    pub policy_title: String,
    pub interpretation: ArticleId,
    pub interpretation_title: String,
}

/// What is released that explains these policies, or is explained by these interpretations, as their newest released revisions
/// say: either end may be among the articles. The newest interpretation first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn explained(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Explained>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Explained,
        r#"with newest as (
             select r.article_id, r.policy_id, coalesce(r.variants #>> '{website,title}', r.title) as title, r.public_at from revision r
             where r.county_id = $1 and r.public_at is not null and not exists (select from revision n
               where n.county_id = $1 and n.article_id = r.article_id and n.number > r.number and n.public_at is not null))
           select p.article_id as "policy: ArticleId", p.title as "policy_title!", i.article_id as "interpretation: ArticleId",
             i.title as "interpretation_title!"
           from newest i join newest p on p.article_id = i.policy_id
           where i.article_id = any($2) or i.policy_id = any($2)
           order by i.public_at desc, i.article_id"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The latest revision of each of these articles that has one the caller sees.
///
/// # Errors
/// When the rows cannot be read.
pub async fn latest_of(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Revision>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = select!(
        "distinct on (article_id)",
        "where county_id = $1 and article_id = any($2) order by article_id, number desc",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Revision::from).collect())
}

/// The latest revision of each of these articles that the caller sees, by its id alone.
///
/// # Errors
/// When the rows cannot be read.
pub async fn latest_ids(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<(ArticleId, RevisionId)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select distinct on (article_id) article_id, id from revision where county_id = $1 and article_id = any($2)
         order by article_id, number desc",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (ArticleId(row.article_id), RevisionId(row.id))).collect())
}

/// The last fifty revisions of each of these articles that the caller sees, the latest first within each.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list_of(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Revision>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = select!(
        "",
        "where county_id = $1 and article_id = any($2)
           and number > (select a.revision_count - 50 from article a where a.county_id = $1 and a.id = article_id)
         order by article_id, number desc",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Revision::from).collect())
}

/// Whose text each of these revisions is, and of which article.
///
/// # Errors
/// When the rows cannot be read.
pub async fn origins_of(
    tx: &mut TenantTx,
    ids: &[RevisionId],
) -> Result<Vec<(RevisionId, ArticleId, Origin)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select id, article_id, origin as "origin: Origin" from revision where county_id = $1 and id = any($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (RevisionId(row.id), ArticleId(row.article_id), row.origin)).collect())
}

/// The media of each of these revisions.
///
/// # Errors
/// When the rows cannot be read.
pub async fn media_of(tx: &mut TenantTx, revisions: &[RevisionId]) -> Result<Vec<(RevisionId, MediaId)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = revisions.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select revision_id, media_id from revision_media where county_id = $1 and revision_id = any($2)",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (RevisionId(row.revision_id), MediaId(row.media_id))).collect())
}

/// The revisions whose readers are shown the same words, whosever pieces they are of, as far as the caller sees them; itself among them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn same_text(tx: &mut TenantTx, id: RevisionId) -> Result<Vec<RevisionId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        "select other.id from revision one join revision other on other.county_id = $1 and other.text_digest = one.text_digest
         where one.county_id = $1 and one.id = $2",
        county,
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(RevisionId).collect())
}

/// `text` is the digest of what readers are shown, whatever else is said of the piece.
pub(crate) async fn insert(
    tx: &mut TenantTx,
    revision: &Revision,
    text: Digest,
    media: Vec<MediaId>,
) -> Result<(), Storage> {
    let county = tx.county().0;
    let touches: Vec<Uuid> = revision.touches.iter().map(|id| id.0).collect();
    let writers: Vec<Uuid> = revision.writers.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into revision (county_id, id, article_id, number, department_id, author_id, writers, submitted_by,
           submitted_at, title, summary, blocks, kind, sensitivity, origin, emergency, column_id, topics, source_name,
           source_url, cover_media_id, digest, ai, touches, policy_id, source_author, source_published_at,
           source_licence, correction, cover_focus, variants, relay, text_digest)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
           $26, $27, $28, $29, $30, $31, $32, $33)",
        county,
        revision.id.0,
        revision.article.0,
        revision.number,
        revision.department.0,
        revision.author.0,
        &writers,
        revision.submitted_by.0,
        revision.submitted_at,
        revision.title,
        revision.summary,
        Json(&revision.blocks) as _,
        revision.kind.as_str(),
        revision.sensitivity.as_str(),
        revision.origin.as_str(),
        revision.emergency,
        revision.column.map(|id| id.0),
        &revision.topics,
        revision.source_name,
        revision.source_url,
        revision.cover.map(|id| id.0),
        &revision.digest.0[..],
        revision.ai.as_str(),
        &touches,
        revision.policy.map(|id| id.0),
        revision.provenance.author,
        revision.provenance.published_at,
        revision.provenance.licence,
        revision.correction,
        revision.cover_focus.map(Json) as _,
        Json(&revision.variants) as _,
        revision.relay,
        &text.0[..]
    )
    .execute(tx.conn())
    .await?;
    if media.is_empty() {
        return Ok(());
    }
    let media: Vec<Uuid> = media.into_iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into revision_media (county_id, revision_id, media_id) select $1, $2, unnest($3::uuid[])",
        county,
        revision.id.0,
        &media
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// True where readers have a later version of its article.
///
/// # Errors
/// When the rows cannot be read.
pub async fn is_replaced(tx: &mut TenantTx, id: RevisionId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let replaced = sqlx::query_scalar!(
        r#"select exists (select from revision r join revision later on later.county_id = r.county_id
             and later.article_id = r.article_id and later.number > r.number and later.public_at is not null
             where r.county_id = $1 and r.id = $2) as "replaced!""#,
        county,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(replaced)
}

/// Makes it public. True when it was not.
pub(crate) async fn publish(tx: &mut TenantTx, id: RevisionId) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update revision set public_at = $3 where county_id = $1 and id = $2 and public_at is null",
        county,
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes it back from the public.
pub(crate) async fn unpublish(tx: &mut TenantTx, id: RevisionId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("update revision set public_at = null where county_id = $1 and id = $2", county, id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
