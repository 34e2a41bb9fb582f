//! Every statement on publications.

use content::block::Focus;
use content::{ArticleId, ColumnId, MediaId, RevisionId};
use platform::page::{Cursor, Page};
use platform::{DepartmentId, Storage, TenantTx};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Medium, Publication};
use crate::release::Withdrawal;
use crate::{AccountId, PublicationId, ReleaseId};

/// Which pieces a list shows. Each has an index of its own, and so a statement of its own.
#[derive(Clone, Copy, Debug)]
pub enum Listing<'a> {
    /// All of a medium.
    All,
    /// Those of a column.
    Column(ColumnId),
    /// Those of a topic.
    Topic(&'a str),
    /// Those of these articles, such as the pieces of a story.
    Articles(&'a [ArticleId]),
}

/// The columns of a `Publication`, read from `publication p`.
macro_rules! publications {
    ($rest:literal, $($bind:expr),* $(,)?) => {
        sqlx::query_as!(
            Publication,
            r#"select p.id as "id: PublicationId", p.channel as "medium: Medium", p.release_id as "release: ReleaseId", p.article_id as "article: ArticleId",
                 p.revision_id as "revision: RevisionId", p.department_id as "department: DepartmentId", p.department_name,
                 p.column_id as "column: ColumnId", p.topics, p.kind, p.emergency, p.title, p.summary, p.source_name, p.source_url,
                 p.source_author, p.source_published_at, p.source_licence,
                 p.cover_media_id as "cover: MediaId", p.cover_alt, p.cover_focus as "cover_focus: Json<Focus>", p.digest, p.released_at,
                 p.withdrawn_at, p.withdrawal_reason, p.withdrawal_kind, p.merged_into as "merged_into: ArticleId" "#
                + $rest,
            $($bind),*
        )
    };
}

/// A page of pieces, newest first: one statement. Withdrawn and corrected copies are not in lists.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut TenantTx,
    medium: Medium,
    listing: Listing<'_>,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Publication>, Storage> {
    let (county, channel, limit) = (tx.county().0, medium.as_str(), i64::from(first) + 1);
    let (at, id) = start(after);
    let rows = match listing {
        Listing::All => {
            publications!(
                "from publication p where p.county_id = $1 and p.channel = $2 and p.withdrawn_at is null and p.superseded_at is null
                   and (p.released_at, p.id) < ($3, $4) order by p.released_at desc, p.id desc limit $5",
                county,
                channel,
                at,
                id,
                limit
            )
            .fetch_all(tx.conn())
            .await?
        }
        Listing::Column(column) => {
            publications!(
                "from publication p where p.county_id = $1 and p.channel = $2 and p.column_id = $6 and p.withdrawn_at is null
                   and p.superseded_at is null and (p.released_at, p.id) < ($3, $4) order by p.released_at desc, p.id desc limit $5",
                county,
                channel,
                at,
                id,
                limit,
                column.0
            )
            .fetch_all(tx.conn())
            .await?
        }
        Listing::Topic(topic) => {
            publications!(
                "from publication_topic t join publication p on p.county_id = t.county_id and p.id = t.publication_id
                 where t.county_id = $1 and t.channel = $2 and t.topic = $6 and p.withdrawn_at is null and p.superseded_at is null
                   and (t.released_at, t.publication_id) < ($3, $4) order by t.released_at desc, t.publication_id desc limit $5",
                county,
                channel,
                at,
                id,
                limit,
                topic
            )
            .fetch_all(tx.conn())
            .await?
        }
        Listing::Articles(articles) => {
            let articles: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
            publications!(
                "from publication p where p.county_id = $1 and p.channel = $2 and p.article_id = any($6) and p.withdrawn_at is null
                   and p.superseded_at is null and (p.released_at, p.id) < ($3, $4) order by p.released_at desc, p.id desc limit $5",
                county,
                channel,
                at,
                id,
                limit,
                &articles
            )
            .fetch_all(tx.conn())
            .await?
        }
    };
    Ok(Page::cut(rows, first))
}

/// What was taken back since an instant and stands in no other version, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn withdrawn_since(
    tx: &mut TenantTx,
    medium: Medium,
    listing: Listing<'_>,
    since: OffsetDateTime,
    first: i32,
) -> Result<Vec<Publication>, Storage> {
    let (county, channel) = (tx.county().0, medium.as_str());
    let (column, topic, articles) = match listing {
        Listing::All => (None, None, None),
        Listing::Column(column) => (Some(column.0), None, None),
        Listing::Topic(topic) => (None, Some(topic), None),
        Listing::Articles(articles) => (None, None, Some(articles.iter().map(|id| id.0).collect::<Vec<Uuid>>())),
    };
    let rows = publications!(
        "from publication p where p.county_id = $1 and p.channel = $2 and $3 <= p.withdrawn_at and p.superseded_at is null
           and ($4::uuid is null or p.column_id = $4) and ($5::uuid[] is null or p.article_id = any ($5))
           and ($6::text is null or exists (select from publication_topic t where t.county_id = $1 and t.channel = $2 and t.topic = $6
             and t.released_at = p.released_at and t.publication_id = p.id))
         order by p.withdrawn_at desc, p.id desc limit $7",
        county,
        channel,
        since,
        column,
        articles.as_deref(),
        topic,
        i64::from(first)
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Where a page starts; without a cursor, after the end of all times.
fn start(after: Option<Cursor>) -> (OffsetDateTime, Uuid) {
    after.map_or((time::macros::datetime!(9999-01-01 00:00 UTC), Uuid::max()), |cursor| (cursor.at, cursor.id))
}

/// The copy of an article's newest release that was ever public, withdrawn or not: the medium's own where there is one.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut TenantTx, article: ArticleId, medium: Medium) -> Result<Option<Publication>, Storage> {
    let county = tx.county().0;
    let row = publications!(
        "from publication p where p.county_id = $1 and p.article_id = $2 and p.release_id = (
           select n.release_id from publication n where n.county_id = $1 and n.article_id = $2 order by n.released_at desc, n.id desc limit 1)
         order by (p.channel = $3) desc, p.id desc limit 1",
        county,
        article.0,
        medium.as_str()
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

/// Topics in use, the one most lately released in first.
///
/// # Errors
/// When the database fails.
pub async fn topics(tx: &mut TenantTx, medium: Medium, limit: i64) -> Result<Vec<String>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        "select topic from publication_topic where county_id = $1 and channel = $2 group by topic order by max(released_at) desc limit $3",
        county,
        medium.as_str(),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// What of a release its public copy needs.
pub(crate) struct Going {
    pub(crate) article: ArticleId,
    pub(crate) revision: RevisionId,
    pub(crate) department: DepartmentId,
    pub(crate) digest: Vec<u8>,
}

pub(crate) async fn going(tx: &mut TenantTx, release: ReleaseId) -> Result<Option<Going>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Going,
        r#"select article_id as "article: ArticleId", revision_id as "revision: RevisionId", department_id as "department: DepartmentId", digest
           from release where county_id = $1 and id = $2 and withdrawn_at is null"#,
        county,
        release.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

/// Inserts a copy and its topics. False when this release has its copy on the channel already.
pub(crate) async fn insert(tx: &mut TenantTx, copy: &Publication, account: AccountId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "with copy as (
           insert into publication (county_id, id, release_id, article_id, revision_id, account_id, department_id, channel, column_id, topics,
             kind, emergency, title, summary, department_name, source_name, source_url, cover_media_id, cover_alt, digest, released_at,
             source_author, source_published_at, source_licence, cover_focus)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
           on conflict (county_id, release_id, channel) do nothing returning id)
         , topic as (
           insert into publication_topic (county_id, channel, topic, released_at, publication_id)
           select distinct $1, $8, topic, $21::timestamptz, copy.id from copy, unnest($10::text[]) topic)
         select 1 as made from copy",
        county,
        copy.id.0,
        copy.release.0,
        copy.article.0,
        copy.revision.0,
        account.0,
        copy.department.0,
        copy.medium.as_str(),
        copy.column.map(|id| id.0),
        &copy.topics,
        copy.kind,
        copy.emergency,
        copy.title,
        copy.summary,
        copy.department_name,
        copy.source_name,
        copy.source_url,
        copy.cover.map(|id| id.0),
        copy.cover_alt,
        copy.digest,
        copy.released_at,
        copy.source_author,
        copy.source_published_at,
        copy.source_licence,
        copy.cover_focus as _
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(done.is_some())
}

/// Takes older copies of the article out of the medium's lists.
pub(crate) async fn supersede(tx: &mut TenantTx, newest: &Publication) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update publication set superseded_at = $5
         where county_id = $1 and article_id = $2 and channel = $3 and id <> $4 and superseded_at is null",
        county,
        newest.article.0,
        newest.medium.as_str(),
        newest.id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Marks every copy of a release as taken back; returns how many there were.
pub(crate) async fn withdraw(
    tx: &mut TenantTx,
    release: ReleaseId,
    kind: Withdrawal,
    reason: &str,
) -> Result<u64, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update publication set withdrawn_at = $3, withdrawal_reason = $4, withdrawal_kind = $5, merged_into = $6
         where county_id = $1 and release_id = $2 and withdrawn_at is null",
        county,
        release.0,
        now,
        reason,
        kind.as_str(),
        kind.merged_into().map(|article| article.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
