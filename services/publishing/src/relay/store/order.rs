//! Every statement on `relay_order`, and a region's reading of what became of it in its counties.

use platform::page::Cursor;
use platform::{CountyId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::copy;
use crate::RelayOrderId;
use crate::account::Channel;
use crate::relay::{Copy, Order, OrderedCopy};

struct Row {
    id: Uuid,
    counties: Vec<i32>,
    title: String,
    body: String,
    source_name: String,
    source_url: String,
    source_author: Option<String>,
    source_published_at: Option<OffsetDateTime>,
    source_licence: Option<String>,
    note: String,
    channel: Option<String>,
    ordered_by: Uuid,
    ordered_at: OffsetDateTime,
    due_at: OffsetDateTime,
    recalled_at: Option<OffsetDateTime>,
    recalled_reason: Option<String>,
}

impl TryFrom<Row> for Order {
    type Error = Storage;
    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            id: RelayOrderId(row.id),
            counties: row.counties.into_iter().map(CountyId).collect(),
            title: row.title,
            body: row.body,
            source_name: row.source_name,
            url: row.source_url,
            author: row.source_author,
            published_at: row.source_published_at,
            licence: row.source_licence,
            note: row.note,
            channel: row.channel.map(Channel::try_from).transpose()?,
            ordered_by: PersonId(row.ordered_by),
            ordered_at: row.ordered_at,
            due_at: row.due_at,
            recalled_at: row.recalled_at,
            recalled_reason: row.recalled_reason,
        })
    }
}

/// The columns of an order, from where the rest of the statement says.
macro_rules! orders {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, counties, title, body, source_name, source_url, source_author, source_published_at, source_licence, note, channel,
               ordered_by, ordered_at, due_at, recalled_at, recalled_reason from relay_order " + $rest,
            $($value),+
        )
    };
}

pub(in crate::relay) async fn insert(tx: &mut TenantTx, order: &Order) -> Result<(), Storage> {
    let county = tx.county().0;
    let counties: Vec<i32> = order.counties.iter().map(|county| county.0).collect();
    sqlx::query!(
        "insert into relay_order (county_id, id, counties, title, body, source_name, source_url, source_author, source_published_at,
           source_licence, note, channel, ordered_by, ordered_at, due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        county,
        order.id.0,
        &counties,
        order.title,
        order.body,
        order.source_name,
        order.url,
        order.author,
        order.published_at,
        order.licence,
        order.note,
        order.channel.map(Channel::as_str),
        order.ordered_by.0,
        order.ordered_at,
        order.due_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in crate::relay) async fn find(tx: &mut TenantTx, id: RelayOrderId) -> Result<Option<Order>, Storage> {
    let county = tx.county().0;
    let row = orders!("where county_id = $1 and id = $2", county, id.0).fetch_optional(tx.conn()).await?;
    row.map(Order::try_from).transpose()
}

pub(in crate::relay) async fn list(
    tx: &mut TenantTx,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Order>, Storage> {
    let county = tx.county().0;
    let rows = orders!(
        "where county_id = $1 and ($2::timestamptz is null or (ordered_at, id) < ($2, $3))
         order by ordered_at desc, id desc limit $4",
        county,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        limit
    );
    rows.fetch_all(tx.conn()).await?.into_iter().map(Order::try_from).collect()
}

/// False where it was recalled before.
pub(in crate::relay) async fn recall(tx: &mut TenantTx, id: RelayOrderId, reason: &str) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update relay_order set recalled_at = $3, recalled_reason = $4 where county_id = $1 and id = $2 and recalled_at is null",
        county,
        id.0,
        now,
        reason
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The parts of accounts in these counties, by county, department and account. Row security asks each grant again.
pub(in crate::relay) async fn copies(
    tx: &mut TenantTx,
    orders: &[RelayOrderId],
    counties: &[i32],
) -> Result<Vec<OrderedCopy>, Storage> {
    let ids: Vec<Uuid> = orders.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select c.county_id, t.order_id as "order_id!", c.task_id, c.account_id, c.account_name, c.channel, c.department_id,
             c.department_name, t.due_at, t.recalled_at is not null as "recalled!", c.slot_at, c.taken_at, c.declined_at, c.decline_reason,
             c.insisted_at, c.insist_reason, c.reminded_at, c.target_id, c.live_at, c.url, c.digest, c.article_id
           from relay_copy c join relay_task t on t.county_id = c.county_id and t.id = c.task_id
           where c.county_id = any($1) and t.county_id = any($1) and t.order_id = any($2)
           order by c.county_id, c.department_name, c.channel, c.account_name, c.account_id"#,
        counties,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let copy = copy::Row {
                task_id: row.task_id,
                account_id: row.account_id,
                account_name: row.account_name,
                channel: row.channel,
                department_id: row.department_id,
                department_name: row.department_name,
                due_at: row.due_at,
                recalled: row.recalled,
                slot_at: row.slot_at,
                article_id: row.article_id,
                // Who wrote it is none of the region's concern.
                taken_by: None,
                taken_at: row.taken_at,
                declined_at: row.declined_at,
                decline_reason: row.decline_reason,
                insisted_at: row.insisted_at,
                insist_reason: row.insist_reason,
                reminded_at: row.reminded_at,
                target_id: row.target_id,
                live_at: row.live_at,
                url: row.url,
                digest: row.digest,
                taken_down: false,
            };
            let (county, order) = (CountyId(row.county_id), RelayOrderId(row.order_id));
            Ok(OrderedCopy { county, order, copy: Copy::try_from(copy)? })
        })
        .collect()
}
