//! Every statement on `story` and `story_article`.

use platform::page::Cursor;
use platform::{PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::{Member, Story, StoryId};
use crate::{Article, ArticleId};

/// The most pieces of one story that are shown; an event with more has become a topic.
const MOST: i64 = 500;

/// The columns of stories, from where the rest of the statement says.
macro_rules! stories {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Story,
            r#"select s.id as "id: StoryId", s.title, s.summary, s.opened_by as "opened_by: PersonId", s.opened_at, s.closed_at
               from story s "# + $rest,
            $($value),+
        )
    };
}

/// The stories of these ids that the caller sees, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[StoryId]) -> Result<Vec<Story>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(stories!("where s.county_id = $1 and s.id = any($2)", county, &ids).fetch_all(tx.conn()).await?)
}

pub(super) async fn lock(tx: &mut TenantTx, id: StoryId) -> Result<Option<Story>, Storage> {
    let county = tx.county().0;
    let row = stories!("where s.county_id = $1 and s.id = $2 for no key update", county, id.0);
    Ok(row.fetch_optional(tx.conn()).await?)
}

pub(super) async fn list(
    tx: &mut TenantTx,
    open: Option<bool>,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Story>, Storage> {
    let county = tx.county().0;
    let rows = stories!(
        "where s.county_id = $1 and ($2::bool is null or (s.closed_at is null) = $2)
           and ($3::timestamptz is null or (s.opened_at, s.id) < ($3, $4)) order by s.opened_at desc, s.id desc limit $5",
        county,
        open,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Stories that are open and have a piece the caller sees, the latest opened first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn running(tx: &mut TenantTx, limit: i64) -> Result<Vec<Story>, Storage> {
    let county = tx.county().0;
    let rows = stories!(
        "where s.county_id = $1 and s.closed_at is null
           and exists (select from story_article a where a.county_id = s.county_id and a.story_id = s.id)
         order by s.opened_at desc, s.id desc limit $2",
        county,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The stories each of these pieces is part of, the latest opened first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<(ArticleId, Story)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select a.article_id, s.id as "id: StoryId", s.title, s.summary, s.opened_by, s.opened_at, s.closed_at
           from story_article a join story s on s.county_id = a.county_id and s.id = a.story_id
           where a.county_id = $1 and a.article_id = any($2) order by s.opened_at desc, s.id desc"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let placed = rows.into_iter().map(|row| {
        let opened_by = PersonId(row.opened_by);
        let (title, summary, opened_at, closed_at) = (row.title, row.summary, row.opened_at, row.closed_at);
        (ArticleId(row.article_id), Story { id: row.id, title, summary, opened_by, opened_at, closed_at })
    });
    Ok(placed.collect())
}

/// The pieces of these stories, the latest joined first, at most five hundred of each.
///
/// # Errors
/// When the rows cannot be read.
pub async fn members_of(tx: &mut TenantTx, stories: &[StoryId]) -> Result<Vec<Member>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = stories.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Member,
        r#"select a.story_id as "story: StoryId", a.article_id as "article: ArticleId", a.joined_at
           from unnest($2::uuid[]) wanted (id) cross join lateral (
             select * from story_article a where a.county_id = $1 and a.story_id = wanted.id order by joined_at desc, article_id limit $3) a
           order by a.joined_at desc, a.article_id"#,
        county,
        &ids,
        MOST
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// How many pieces each of these stories has.
///
/// # Errors
/// When the rows cannot be read.
pub async fn counts_of(tx: &mut TenantTx, stories: &[StoryId]) -> Result<Vec<(StoryId, i64)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = stories.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select story_id, count(*) as "count!" from story_article where county_id = $1 and story_id = any($2) group by story_id"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (StoryId(row.story_id), row.count)).collect())
}

pub(super) async fn insert(tx: &mut TenantTx, story: &Story) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into story (county_id, id, title, summary, opened_by, opened_at) values ($1, $2, $3, $4, $5, $6)",
        county,
        story.id.0,
        story.title,
        story.summary,
        story.opened_by.0,
        story.opened_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// False when there is none, or the caller may not change it.
pub(super) async fn save(tx: &mut TenantTx, story: &Story) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update story set title = $3, summary = $4, closed_at = $5 where county_id = $1 and id = $2",
        county,
        story.id.0,
        story.title,
        story.summary,
        story.closed_at
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// False when it is part of it already.
pub(super) async fn insert_member(tx: &mut TenantTx, story: StoryId, article: &Article) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "insert into story_article (county_id, story_id, article_id, department_id, joined_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        county,
        story.0,
        article.id.0,
        article.department.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// False when it was no part of it, or is not the caller's.
pub(super) async fn remove_member(tx: &mut TenantTx, story: StoryId, article: ArticleId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "delete from story_article where county_id = $1 and story_id = $2 and article_id = $3",
        county,
        story.0,
        article.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
