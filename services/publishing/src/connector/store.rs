//! Every statement on connectors and the accounts that go by them.

use platform::{Storage, TenantTx};
use time::OffsetDateTime;

use super::{Connector, Link};
use crate::{AccountId, ConnectorId};

/// All connectors of the county, by name. The caller has been asked for `AccountRead`.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Connector>, Storage> {
    read(tx, None).await
}

/// One connector. The caller has been asked for `AccountRead`.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut TenantTx, id: ConnectorId) -> Result<Option<Connector>, Storage> {
    Ok(read(tx, Some(id)).await?.pop())
}

async fn read(tx: &mut TenantTx, id: Option<ConnectorId>) -> Result<Vec<Connector>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Connector,
        r#"select c.id as "id: ConnectorId", c.name, c.endpoint, c.state, c.stopped_for, c.rotated_at, c.created_at,
             (select max(k.at) from connector_call k where k.county_id = c.county_id and k.connector_id = c.id and k.status is not null) as answered_at,
             (select max(r.received_at) from connector_result r where r.county_id = c.county_id and r.connector_id = c.id) as received_at,
             (select count(*) from connector_account a join release_target t on t.county_id = a.county_id and t.account_id = a.account_id
                where a.county_id = c.county_id and a.connector_id = c.id and t.state in ('sending', 'accepted', 'unconfirmed')) as "waiting!"
           from connector c where c.county_id = $1 and ($2::uuid is null or c.id = $2) order by c.name"#,
        county,
        id.map(|id| id.0)
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The accounts that go by each of these connectors, by the connector's word for them. The caller has been asked for `AccountRead`.
///
/// # Errors
/// When the database fails.
pub async fn links_of(tx: &mut TenantTx, connectors: &[ConnectorId]) -> Result<Vec<Link>, Storage> {
    let county = tx.county().0;
    let ids: Vec<uuid::Uuid> = connectors.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Link,
        r#"select connector_id as "connector: ConnectorId", account_id as "account: AccountId", handle, linked_at
           from connector_account where county_id = $1 and connector_id = any ($2) order by connector_id, handle"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Those of the accounts that go by a connector.
pub(crate) async fn linked(tx: &mut TenantTx, accounts: &[AccountId]) -> Result<Vec<AccountId>, Storage> {
    let county = tx.county().0;
    let ids: Vec<uuid::Uuid> = accounts.iter().map(|id| id.0).collect();
    let rows = sqlx::query_scalar!(
        "select account_id from connector_account where county_id = $1 and account_id = any ($2)",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(AccountId).collect())
}

/// What a call to a connector, or a message from one, is held against.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) connector: ConnectorId,
    pub(crate) name: String,
    pub(crate) endpoint: String,
    pub(crate) state: String,
    pub(crate) secrets: Vec<Vec<u8>>,
    pub(crate) rotated_at: OffsetDateTime,
}

/// A connector's line.
pub(crate) async fn line(tx: &mut TenantTx, id: ConnectorId) -> Result<Option<Line>, Storage> {
    let county = tx.county().0;
    let line = sqlx::query_as!(
        Line,
        r#"select id as "connector: ConnectorId", name, endpoint, state, secrets, rotated_at
           from connector where county_id = $1 and id = $2"#,
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(line)
}

/// The line an account goes by, and the connector's word for the account.
pub(crate) async fn line_of(tx: &mut TenantTx, account: AccountId) -> Result<Option<(Line, String)>, Storage> {
    let county = tx.county().0;
    let link = sqlx::query!(
        "select connector_id, handle from connector_account where county_id = $1 and account_id = $2",
        county,
        account.0
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(link) = link else { return Ok(None) };
    Ok(line(tx, ConnectorId(link.connector_id)).await?.map(|line| (line, link.handle)))
}

/// Locks a connector: those who change it wait for each other. False when there is none.
pub(super) async fn lock(tx: &mut TenantTx, id: ConnectorId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_scalar!("select id from connector where county_id = $1 and id = $2 for update", county, id.0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(row.is_some())
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    id: ConnectorId,
    name: &str,
    endpoint: &str,
    sealed: &[u8],
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into connector (county_id, id, name, endpoint, secrets, rotated_at, created_at)
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

pub(super) async fn rewrite(tx: &mut TenantTx, id: ConnectorId, name: &str, endpoint: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update connector set name = $3, endpoint = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        name,
        endpoint
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn set_state(
    tx: &mut TenantTx,
    id: ConnectorId,
    state: &str,
    stopped_for: Option<&str>,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update connector set state = $3, stopped_for = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        state,
        stopped_for
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts a new secret before the newest; the one before that ends.
pub(super) async fn rotate(tx: &mut TenantTx, id: ConnectorId, sealed: &[u8]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update connector set secrets = array[$3::bytea, secrets[1]], rotated_at = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        sealed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn link(
    tx: &mut TenantTx,
    account: AccountId,
    connector: ConnectorId,
    handle: &str,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into connector_account (county_id, account_id, connector_id, handle, linked_at) values ($1, $2, $3, $4, $5)
         on conflict (county_id, account_id) do update
         set connector_id = excluded.connector_id, handle = excluded.handle, linked_at = excluded.linked_at",
        county,
        account.0,
        connector.0,
        handle,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The connector it went by, if any.
pub(super) async fn unlink(tx: &mut TenantTx, account: AccountId) -> Result<Option<ConnectorId>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_scalar!(
        "delete from connector_account where county_id = $1 and account_id = $2 returning connector_id",
        county,
        account.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(ConnectorId))
}
