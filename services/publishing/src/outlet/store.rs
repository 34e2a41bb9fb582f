//! Every statement on outlets and what they subscribe to.

use platform::{Storage, TenantTx};
use time::OffsetDateTime;

use super::Outlet;
use crate::OutletId;

/// All outlets of the county, by name. The caller has been asked for `OutletRead`.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Outlet>, Storage> {
    read(tx, None).await
}

/// One outlet. The caller has been asked for `OutletRead`.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut TenantTx, id: OutletId) -> Result<Option<Outlet>, Storage> {
    Ok(read(tx, Some(id)).await?.pop())
}

async fn read(tx: &mut TenantTx, id: Option<OutletId>) -> Result<Vec<Outlet>, Storage> {
    let county = tx.county().0;
    let outlets = sqlx::query_as!(
        Outlet,
        r#"select o.id as "id: OutletId", o.name, o.endpoint, o.state, o.created_at,
             array(select s.topic from outlet_subscription s where s.county_id = o.county_id and s.outlet_id = o.id order by s.topic) as "topics!",
             (select count(*) from delivery d where d.county_id = o.county_id and d.outlet_id = o.id and d.state = 'queued') as "queued!",
             (select count(*) from delivery d where d.county_id = o.county_id and d.outlet_id = o.id and d.state = 'dead') as "dead!"
           from outlet o where o.county_id = $1 and ($2::uuid is null or o.id = $2) order by o.name"#,
        county,
        id.map(|id| id.0)
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(outlets)
}

/// Locks an outlet: queueing, delivering and changing it wait for each other. False when there is none.
pub(crate) async fn lock(tx: &mut TenantTx, id: OutletId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_scalar!("select id from outlet where county_id = $1 and id = $2 for update", county, id.0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(row.is_some())
}

pub(crate) async fn insert(
    tx: &mut TenantTx,
    id: OutletId,
    name: &str,
    endpoint: &str,
    sealed: &[u8],
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into outlet (county_id, id, name, endpoint, secrets, rotated_at, created_at)
         values ($1, $2, $3, $4, array[$5::bytea], $6, $6)",
        county,
        id.0,
        name,
        endpoint,
        sealed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn rewrite(tx: &mut TenantTx, id: OutletId, name: &str, endpoint: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update outlet set name = $3, endpoint = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        name,
        endpoint
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Makes these the outlet's topics; one it had already keeps its beginning.
pub(crate) async fn subscribe(tx: &mut TenantTx, id: OutletId, topics: &[String]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "delete from outlet_subscription where county_id = $1 and outlet_id = $2 and topic <> all ($3)",
        county,
        id.0,
        topics
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into outlet_subscription (county_id, outlet_id, topic, since)
         select $1, $2, topic, $4 from unnest($3::text[]) topic on conflict do nothing",
        county,
        id.0,
        topics,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn set_state(tx: &mut TenantTx, id: OutletId, state: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("update outlet set state = $3 where county_id = $1 and id = $2", county, id.0, state)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Puts a new secret before the newest; the one before that ends.
pub(crate) async fn rotate(tx: &mut TenantTx, id: OutletId, sealed: &[u8]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update outlet set secrets = array[$3::bytea, secrets[1]], rotated_at = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        sealed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What an attempt needs of an outlet.
pub(crate) struct Receiver {
    pub(crate) endpoint: String,
    pub(crate) state: String,
    pub(crate) secrets: Vec<Vec<u8>>,
    pub(crate) rotated_at: OffsetDateTime,
}

/// Locks an outlet to deliver to it.
pub(crate) async fn lock_receiver(tx: &mut TenantTx, id: OutletId) -> Result<Option<Receiver>, Storage> {
    let county = tx.county().0;
    let receiver = sqlx::query_as!(
        Receiver,
        "select endpoint, state, secrets, rotated_at from outlet where county_id = $1 and id = $2 for update",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(receiver)
}
