//! Every statement on pickups.

use content::ArticleId;
use platform::page::{Cursor, Page};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{By, Figure, Filter, Pickup, State};
use crate::{OutletId, PickupId};

struct Row {
    id: Uuid,
    outlet_id: Uuid,
    article_id: Uuid,
    department_id: Uuid,
    title: String,
    url: String,
    via: String,
    told_by: Option<Uuid>,
    told_at: OffsetDateTime,
    used_on: Date,
    state: String,
    likeness: Option<i32>,
    compared_at: Option<OffsetDateTime>,
    trouble: Option<String>,
    vouched_by: Option<Uuid>,
    vouched_for: Option<String>,
    counted: bool,
}

impl TryFrom<Row> for Pickup {
    type Error = Storage;
    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            id: PickupId(row.id),
            outlet: OutletId(row.outlet_id),
            article: ArticleId(row.article_id),
            department: DepartmentId(row.department_id),
            title: row.title,
            url: row.url,
            via: row.via.try_into()?,
            told_by: row.told_by.map(PersonId),
            told_at: row.told_at,
            used_on: row.used_on,
            state: row.state.try_into()?,
            likeness: row.likeness,
            compared_at: row.compared_at,
            trouble: row.trouble,
            vouched_by: row.vouched_by.map(PersonId),
            vouched_for: row.vouched_for,
            counted: row.counted,
        })
    }
}

/// A page of pickups, the latest told first. Row security decides whose.
pub(super) async fn page(
    tx: &mut TenantTx,
    filter: &Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Pickup>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Row,
        "select id, outlet_id, article_id, department_id, title, url, via, told_by, told_at, used_on, state, likeness, compared_at, trouble,
           vouched_by, vouched_for, counted
         from pickup where county_id = $1 and ($2::uuid is null or outlet_id = $2) and ($3::uuid is null or article_id = $3)
           and (not $4 or not counted) and ($5::timestamptz is null or (told_at, id) < ($5, $6::uuid))
         order by told_at desc, id desc limit $7",
        county,
        filter.outlet.map(|id| id.0),
        filter.article.map(|id| id.0),
        filter.open,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        i64::from(first) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Page::cut(rows.into_iter().map(Pickup::try_from).collect::<Result<_, _>>()?, first))
}

/// One of them, locked.
pub(super) async fn lock(tx: &mut TenantTx, id: PickupId) -> Result<Option<Pickup>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        "select id, outlet_id, article_id, department_id, title, url, via, told_by, told_at, used_on, state, likeness, compared_at, trouble,
           vouched_by, vouched_for, counted
         from pickup where county_id = $1 and id = $2 for update",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(Pickup::try_from).transpose()
}

/// The one that a page of an outlet with a piece has, if it was told before.
pub(super) async fn known(
    tx: &mut TenantTx,
    outlet: OutletId,
    article: ArticleId,
    url_hash: &[u8],
) -> Result<Option<Pickup>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        "select id, outlet_id, article_id, department_id, title, url, via, told_by, told_at, used_on, state, likeness, compared_at, trouble,
           vouched_by, vouched_for, counted
         from pickup where county_id = $1 and article_id = $2 and outlet_id = $3 and url_hash = $4",
        county,
        article.0,
        outlet.0,
        url_hash
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(Pickup::try_from).transpose()
}

/// Keeps a new one. False when the page was told before.
pub(super) async fn insert(tx: &mut TenantTx, pickup: &Pickup, url_hash: &[u8]) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "insert into pickup (county_id, id, outlet_id, article_id, department_id, title, url, url_hash, via, told_by, told_at, used_on, counted)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing",
        county,
        pickup.id.0,
        pickup.outlet.0,
        pickup.article.0,
        pickup.department.0,
        pickup.title,
        pickup.url,
        url_hash,
        pickup.via.as_str(),
        pickup.told_by.map(|person| person.0),
        pickup.told_at,
        pickup.used_on,
        pickup.counted
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps what the page said, or what a person did.
pub(super) async fn save(tx: &mut TenantTx, pickup: &Pickup) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update pickup set state = $3, likeness = $4, compared_at = $5, trouble = $6, vouched_by = $7, vouched_for = $8, counted = $9
         where county_id = $1 and id = $2",
        county,
        pickup.id.0,
        pickup.state.as_str(),
        pickup.likeness,
        pickup.compared_at,
        pickup.trouble,
        pickup.vouched_by.map(|person| person.0),
        pickup.vouched_for,
        pickup.counted
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What is offered to an outlet under an article: its title and whose it is.
pub(super) async fn offered(
    tx: &mut TenantTx,
    outlet: OutletId,
    article: ArticleId,
) -> Result<Option<(DepartmentId, String)>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query!(
        r#"select department_id as "department: DepartmentId", title from offer
           where county_id = $1 and outlet_id = $2 and article_id = $3"#,
        county,
        outlet.0,
        article.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.department, row.title)))
}

/// Pages that count, by piece, department or outlet, the most first. Used from a day to another, both counted.
pub(super) async fn figures(tx: &mut TenantTx, by: By, from: Date, until: Date) -> Result<Vec<Figure>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Figure,
        r#"select case $4 when 'piece' then article_id when 'department' then department_id else outlet_id end as "owner!",
             case when $4 = 'piece' then max(title) end as title,
             count(*) as "pickups!", count(distinct article_id) as "pieces!", count(distinct outlet_id) as "outlets!"
           from pickup where county_id = $1 and counted and $2 <= used_on and used_on <= $3
           group by 1 order by 3 desc, 1 limit 1000"#,
        county,
        from,
        until,
        by.as_str()
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

impl State {
    /// By how much of the piece stands on the page, of 100.
    pub(super) fn of(likeness: i32) -> Self {
        if super::CARRIES <= likeness { Self::Matched } else { Self::Differs }
    }
}
