//! Every statement on relay tasks; on their copies, draws and the orders they come from, in the files beside.

pub(crate) mod copy;
pub(crate) mod draw;
pub(crate) mod order;

use content::{AiUse, ArticleId, Block, Kind, MediaId, Sensitivity, SourceId};
use platform::page::Cursor;
use platform::{CountyId, PersonId, Storage, TenantTx};
use sqlx::types::Json;
use uuid::Uuid;

use super::{Task, Text};
use crate::{RelayId, RelayOrderId};

/// The columns of a task, from where the rest of the statement says.
macro_rules! tasks {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Task,
            r#"select id as "id: RelayId", title, article_id as "article: ArticleId", source_id as "source: SourceId", source_name, source_url,
                 source_author, source_published_at, source_licence, note, issuer, ordered_by as "ordered_by: PersonId",
                 region_code as "region: CountyId", order_id as "order: RelayOrderId", ordered_at, due_at, recalled_at, recalled_reason
               from relay_task t "# + $rest,
            $($value),+
        )
    };
}

pub(super) async fn insert(tx: &mut TenantTx, task: &Task, text: &Text) -> Result<(), Storage> {
    let county = tx.county().0;
    let writers: Vec<Uuid> = text.writers.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into relay_task (county_id, id, title, summary, blocks, kind, sensitivity, ai, cover_media_id, topics, writers, article_id,
           source_id, source_name, source_url, source_author, source_published_at, source_licence, note, issuer, ordered_by, region_code,
           order_id, ordered_at, due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)",
        county,
        task.id.0,
        task.title,
        text.summary,
        Json(&text.blocks) as _,
        text.kind.as_str(),
        text.sensitivity.as_str(),
        text.ai.as_str(),
        text.cover.map(|id| id.0),
        &text.topics,
        &writers,
        task.article.map(|id| id.0),
        task.source.map(|id| id.0),
        task.source_name,
        task.source_url,
        task.source_author,
        task.source_published_at,
        task.source_licence,
        task.note,
        task.issuer,
        task.ordered_by.map(|id| id.0),
        task.region.map(|code| code.0),
        task.order.map(|id| id.0),
        task.ordered_at,
        task.due_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn by_ids(tx: &mut TenantTx, ids: &[RelayId]) -> Result<Vec<Task>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(tasks!("where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?)
}

/// A task that the desk may change, held until the transaction ends.
pub(super) async fn lock(tx: &mut TenantTx, id: RelayId) -> Result<Option<Task>, Storage> {
    let county = tx.county().0;
    let row = tasks!("where county_id = $1 and id = $2 for no key update", county, id.0);
    Ok(row.fetch_optional(tx.conn()).await?)
}

/// The task that an order of a region became.
pub(super) async fn of_order(tx: &mut TenantTx, order: RelayOrderId) -> Result<Option<Task>, Storage> {
    let county = tx.county().0;
    Ok(tasks!("where county_id = $1 and order_id = $2", county, order.0).fetch_optional(tx.conn()).await?)
}

/// Tasks that carry these pieces, the latest first.
pub(crate) async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Task>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = tasks!("where county_id = $1 and article_id = any($2) order by ordered_at desc, id desc", county, &ids);
    Ok(rows.fetch_all(tx.conn()).await?)
}

pub(super) async fn list(
    tx: &mut TenantTx,
    open: Option<bool>,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Task>, Storage> {
    let county = tx.county().0;
    let rows = tasks!(
        "where county_id = $1 and ($2::timestamptz is null or (ordered_at, id) < ($2, $3))
           and ($4::boolean is null or $4 = (recalled_at is null and exists (select from relay_copy c where c.county_id = $1
             and c.task_id = t.id and c.live_at is null and c.declined_at is null)))
         order by ordered_at desc, id desc limit $5",
        county,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        open,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// What tasks carry.
pub(super) async fn texts(tx: &mut TenantTx, tasks: &[RelayId]) -> Result<Vec<(RelayId, Text)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = tasks.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select id, summary, blocks as "blocks: Json<Vec<Block>>", kind as "kind: Kind", sensitivity as "sensitivity: Sensitivity",
             ai as "ai: AiUse", cover_media_id as "cover: MediaId", topics, writers
           from relay_task where county_id = $1 and id = any($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let text = rows.into_iter().map(|row| {
        let text = Text {
            summary: row.summary,
            blocks: row.blocks.0,
            kind: row.kind,
            sensitivity: row.sensitivity,
            ai: row.ai,
            cover: row.cover,
            topics: row.topics,
            writers: row.writers.into_iter().map(PersonId).collect(),
        };
        (RelayId(row.id), text)
    });
    Ok(text.collect())
}

pub(super) async fn recall(tx: &mut TenantTx, id: RelayId, reason: &str) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update relay_task set recalled_at = $3, recalled_reason = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        now,
        reason
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}
