//! What came through feeds, and every statement on `feed_item` and `feed_item_band`.

use platform::{Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::read::Read;
use super::{FeedId, ItemId};
use crate::{Provenance, SourceId};

/// The most items of one group that are shown.
const SHOWN: i64 = 20;
/// The most items looked at that share one band: beyond them, it is the band of what everyone writes under everything.
const SHARERS: i64 = 20;

/// An item.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Item {
    pub id: ItemId,
    pub feed: FeedId,
    pub source: SourceId,
    pub url: String,
    pub title: String,
    /// Plain paragraphs, a line each.
    pub body: String,
    pub provenance: Provenance,
    pub group: ItemId,
    pub seen_at: OffsetDateTime,
}

struct Row {
    id: Uuid,
    feed_id: Uuid,
    source_id: Uuid,
    url: String,
    title: String,
    body: String,
    author: Option<String>,
    published_at: Option<OffsetDateTime>,
    licence: Option<String>,
    group_id: Uuid,
    seen_at: OffsetDateTime,
}

impl From<Row> for Item {
    fn from(row: Row) -> Self {
        Self {
            id: ItemId(row.id),
            feed: FeedId(row.feed_id),
            source: SourceId(row.source_id),
            url: row.url,
            title: row.title,
            body: row.body,
            provenance: Provenance { author: row.author, published_at: row.published_at, licence: row.licence },
            group: ItemId(row.group_id),
            seen_at: row.seen_at,
        }
    }
}

/// The items of these ids, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[ItemId]) -> Result<Vec<Item>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, feed_id, source_id, url, title, body, author, published_at, licence, group_id, seen_at from feed_item
         where county_id = $1 and id = any($2)",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Item::from).collect())
}

/// The first items of each of these groups, in the order they came.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_groups(tx: &mut TenantTx, groups: &[ItemId]) -> Result<Vec<Item>, Storage> {
    let county = tx.county().0;
    let groups: Vec<Uuid> = groups.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Row,
        "select i.id, i.feed_id, i.source_id, i.url, i.title, i.body, i.author, i.published_at, i.licence, i.group_id, i.seen_at
         from unnest($2::uuid[]) wanted (id) cross join lateral (
           select * from feed_item i where i.county_id = $1 and i.group_id = wanted.id order by i.seen_at, i.id limit $3) i
         order by i.seen_at, i.id",
        county,
        &groups,
        SHOWN
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Item::from).collect())
}

/// What is known already of what a document has.
pub(super) struct Known {
    pub(super) group: ItemId,
    pub(super) guid: Vec<u8>,
    pub(super) address: Vec<u8>,
}

/// Which of these the feed has brought before, or any feed at the same address.
pub(super) async fn known(tx: &mut TenantTx, feed: FeedId, items: &[Read]) -> Result<Vec<Known>, Storage> {
    let county = tx.county().0;
    let guids: Vec<Vec<u8>> = items.iter().map(|item| item.guid.0.to_vec()).collect();
    let addresses: Vec<Vec<u8>> = items.iter().map(|item| item.address.0.to_vec()).collect();
    let rows = sqlx::query_as!(
        Known,
        r#"select group_id as "group!: ItemId", guid_hash as "guid!", url_hash as "address!" from feed_item
           where county_id = $1 and feed_id = $2 and guid_hash = any($3)
           union all
           select group_id, ''::bytea, url_hash from feed_item where county_id = $1 and url_hash = any($4)"#,
        county,
        feed.0,
        &guids,
        &addresses
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Items that share a band with any of these keys, by the key; the latest of each.
pub(super) async fn sharing(tx: &mut TenantTx, bands: &[i32]) -> Result<Vec<(i32, ItemId)>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select b.band, b.item_id as "item: ItemId"
           from unnest($2::int[]) wanted (band) cross join lateral (
             select b.band, b.item_id from feed_item_band b where b.county_id = $1 and b.band = wanted.band
             order by b.item_id desc limit $3) b"#,
        county,
        bands,
        SHARERS
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.band, row.item)).collect())
}

/// A new item with its place.
pub(super) struct Placed<'a> {
    pub(super) id: ItemId,
    pub(super) group: ItemId,
    pub(super) read: &'a Read,
}

/// Keeps new items and their bands: two statements. The caller holds the county's feeds, so that nobody keeps the same meanwhile.
pub(super) async fn insert(
    tx: &mut TenantTx,
    feed: FeedId,
    source: SourceId,
    placed: &[Placed<'_>],
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let ids: Vec<Uuid> = placed.iter().map(|item| item.id.0).collect();
    let groups: Vec<Uuid> = placed.iter().map(|item| item.group.0).collect();
    let guids: Vec<Vec<u8>> = placed.iter().map(|item| item.read.guid.0.to_vec()).collect();
    let addresses: Vec<Vec<u8>> = placed.iter().map(|item| item.read.address.0.to_vec()).collect();
    let urls: Vec<String> = placed.iter().map(|item| item.read.url.clone()).collect();
    let titles: Vec<String> = placed.iter().map(|item| item.read.title.clone()).collect();
    let bodies: Vec<String> = placed.iter().map(|item| item.read.body.clone()).collect();
    let authors: Vec<Option<String>> = placed.iter().map(|item| item.read.provenance.author.clone()).collect();
    let times: Vec<Option<OffsetDateTime>> = placed.iter().map(|item| item.read.provenance.published_at).collect();
    let licences: Vec<Option<String>> = placed.iter().map(|item| item.read.provenance.licence.clone()).collect();
    sqlx::query!(
        "insert into feed_item (county_id, id, feed_id, source_id, guid_hash, url_hash, url, title, body, author, published_at, licence,
           group_id, seen_at)
         select $1, id, $2, $3, guid_hash, url_hash, url, title, body, author, published_at, licence, group_id, $4
         from unnest($5::uuid[], $6::uuid[], $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::text[], $12::text[],
           $13::timestamptz[], $14::text[])
           told (id, group_id, guid_hash, url_hash, url, title, body, author, published_at, licence)",
        county,
        feed.0,
        source.0,
        now,
        &ids,
        &groups,
        &guids,
        &addresses,
        &urls,
        &titles,
        &bodies,
        &authors as &[Option<String>],
        &times as &[Option<OffsetDateTime>],
        &licences as &[Option<String>]
    )
    .execute(tx.conn())
    .await?;
    insert_bands(tx, placed).await
}

async fn insert_bands(tx: &mut TenantTx, placed: &[Placed<'_>]) -> Result<(), Storage> {
    let county = tx.county().0;
    let pairs = || placed.iter().flat_map(|item| item.read.bands.iter().map(|band| (*band, item.id.0)));
    let bands: Vec<i32> = pairs().map(|(band, _)| band).collect();
    let ids: Vec<Uuid> = pairs().map(|(_, id)| id).collect();
    sqlx::query!(
        "insert into feed_item_band (county_id, band, item_id) select $1, band, item_id from unnest($2::int[], $3::uuid[]) told (band, item_id)
         on conflict do nothing",
        county,
        &bands,
        &ids
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
