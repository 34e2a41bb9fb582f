//! Every statement on `feed` and `feed_route`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Feed, FeedId, FeedState, Route, RouteId, Trouble, TroubleKind};
use crate::SourceId;

struct Row {
    id: Uuid,
    source_id: Uuid,
    name: String,
    url: String,
    state: FeedState,
    every_minutes: i32,
    etag: Option<String>,
    last_modified: Option<String>,
    asked_at: Option<OffsetDateTime>,
    answered_at: Option<OffsetDateTime>,
    next_at: OffsetDateTime,
    failures: i32,
    trouble: Option<TroubleKind>,
    trouble_number: Option<i32>,
    added_by: Uuid,
    added_at: OffsetDateTime,
}

impl From<Row> for Feed {
    fn from(row: Row) -> Self {
        Self {
            id: FeedId(row.id),
            source: SourceId(row.source_id),
            name: row.name,
            url: row.url,
            state: row.state,
            every_minutes: row.every_minutes,
            etag: row.etag,
            last_modified: row.last_modified,
            asked_at: row.asked_at,
            answered_at: row.answered_at,
            next_at: row.next_at,
            failures: row.failures,
            trouble: row.trouble.map(|kind| Trouble { kind, number: row.trouble_number.unwrap_or_default() }),
            added_by: PersonId(row.added_by),
            added_at: row.added_at,
        }
    }
}

/// The columns of feeds, from where the rest of the statement says.
macro_rules! feeds {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select id, source_id, name, url, state as "state: FeedState", every_minutes, etag, last_modified, asked_at, answered_at,
                 next_at, failures, trouble as "trouble: TroubleKind", trouble_number, added_by, added_at
               from feed "# + $rest,
            $($value),+
        )
    };
}

/// The feeds of these ids, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[FeedId]) -> Result<Vec<Feed>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = feeds!("where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Feed::from).collect())
}

pub(super) async fn list(tx: &mut TenantTx) -> Result<Vec<Feed>, Storage> {
    let county = tx.county().0;
    let rows = feeds!("where county_id = $1 order by name, id limit 1000", county).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Feed::from).collect())
}

pub(super) async fn lock(tx: &mut TenantTx, id: FeedId) -> Result<Option<Feed>, Storage> {
    let county = tx.county().0;
    let row = feeds!("where county_id = $1 and id = $2 for no key update", county, id.0);
    Ok(row.fetch_optional(tx.conn()).await?.map(Feed::from))
}

/// Holds every feed of the county until the transaction ends: what two of them bring at once is kept one after the other.
pub(super) async fn hold_all(tx: &mut TenantTx) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("select id from feed where county_id = $1 order by id for no key update", county)
        .fetch_all(tx.conn())
        .await?;
    Ok(())
}

pub(super) async fn insert(tx: &mut TenantTx, feed: &Feed) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into feed (county_id, id, source_id, name, url, every_minutes, next_at, added_by, added_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        county,
        feed.id.0,
        feed.source.0,
        feed.name,
        feed.url,
        feed.every_minutes,
        feed.next_at,
        feed.added_by.0,
        feed.added_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves a locked feed.
pub(super) async fn save(tx: &mut TenantTx, feed: &Feed) -> Result<(), Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update feed set name = $3, url = $4, state = $5, every_minutes = $6, etag = $7, last_modified = $8, asked_at = $9,
           answered_at = $10, next_at = $11, failures = $12, trouble = $13, trouble_number = $14
         where county_id = $1 and id = $2",
        county,
        feed.id.0,
        feed.name,
        feed.url,
        feed.state.as_str(),
        feed.every_minutes,
        feed.etag,
        feed.last_modified,
        feed.asked_at,
        feed.answered_at,
        feed.next_at,
        feed.failures,
        feed.trouble.map(|trouble| trouble.kind.as_str()),
        feed.trouble.map(|trouble| trouble.number)
    )
    .execute(tx.conn())
    .await?;
    // Row security turns "not yours" into no row; a locked row that is not saved is a fault of ours.
    if done.rows_affected() == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}

pub(super) async fn routes(tx: &mut TenantTx) -> Result<Vec<Route>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Route,
        r#"select id as "id: RouteId", feed_id as "feed: FeedId", department_id as "department: DepartmentId", words, without
           from feed_route where county_id = $1 order by id limit 5000"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Writes a route in the place of the one there was from the same to the same; gives the id it has.
pub(super) async fn put_route(tx: &mut TenantTx, route: &Route) -> Result<RouteId, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let id = sqlx::query_scalar!(
        "insert into feed_route (county_id, id, feed_id, department_id, words, without, added_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict on constraint feed_route_key do update set words = excluded.words, without = excluded.without returning id",
        county,
        route.id.0,
        route.feed.map(|id| id.0),
        route.department.0,
        &route.words,
        &route.without,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(RouteId(id))
}

/// None where there was none, or the caller may not change it.
pub(super) async fn remove_route(tx: &mut TenantTx, id: RouteId) -> Result<Option<Route>, Storage> {
    let county = tx.county().0;
    let gone = sqlx::query_as!(
        Route,
        r#"delete from feed_route where county_id = $1 and id = $2
           returning id as "id: RouteId", feed_id as "feed: FeedId", department_id as "department: DepartmentId", words, without"#,
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(gone)
}
