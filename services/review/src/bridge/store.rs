//! Every statement on bridges, their routes and the accounts linked there.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use tenancy::Role;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Bridge, BridgeId, OutsideAccount, Route};
use crate::case::store::misread;

/// All bridges of the county, by name. The caller has been asked for `BridgeRead`.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Bridge>, Storage> {
    read(tx, None).await
}

/// One bridge.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut TenantTx, id: BridgeId) -> Result<Option<Bridge>, Storage> {
    Ok(read(tx, Some(id)).await?.pop())
}

async fn read(tx: &mut TenantTx, id: Option<BridgeId>) -> Result<Vec<Bridge>, Storage> {
    let (county, id) = (tx.county().0, id.map(|id| id.0));
    let rows = sqlx::query!(
        r#"select b.id, b.name, b.endpoint, b.state, b.rotated_at, b.created_at,
             (select count(*) from oa_account a where a.county_id = b.county_id and a.bridge_id = b.id and a.ended_at is null) as "people!",
             (select count(*) from oa_message m where m.county_id = b.county_id and m.bridge_id = b.id and m.state = 'queued') as "queued!",
             (select count(*) from oa_message m where m.county_id = b.county_id and m.bridge_id = b.id
                and m.state in ('dead', 'refused') and m.kind <> 'ping') as "dead!",
             (select max(m.delivered_at) from oa_message m where m.county_id = b.county_id and m.bridge_id = b.id) as sent_at,
             (select max(r.received_at) from oa_receipt r where r.county_id = b.county_id and r.bridge_id = b.id and r.taken) as received_at,
             first.last_error as "last_error?", first.next_at as "next_at?"
           from oa_bridge b left join lateral (
             select m.last_error, m.next_at from oa_message m
             where m.county_id = b.county_id and m.bridge_id = b.id and m.state = 'queued' order by m.seq limit 1) first on true
           where b.county_id = $1 and ($2::uuid is null or b.id = $2) order by b.name"#,
        county,
        id
    )
    .fetch_all(tx.conn())
    .await?;
    let routes = routes(tx, id).await?;
    let of = |bridge: Uuid| routes.iter().filter(|(of, _)| of.0 == bridge).map(|(_, route)| *route).collect();
    Ok(rows
        .into_iter()
        .map(|row| Bridge {
            id: BridgeId(row.id),
            name: row.name,
            endpoint: row.endpoint,
            state: row.state,
            rotated_at: row.rotated_at,
            created_at: row.created_at,
            routes: of(row.id),
            people: row.people,
            queued: row.queued,
            dead: row.dead,
            sent_at: row.sent_at,
            received_at: row.received_at,
            last_error: row.last_error,
            next_at: row.next_at,
        })
        .collect())
}

async fn routes(tx: &mut TenantTx, id: Option<Uuid>) -> Result<Vec<(BridgeId, Route)>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        "select id, bridge_id, role, department_id from oa_route
         where county_id = $1 and ($2::uuid is null or bridge_id = $2) order by bridge_id, role, department_id nulls first",
        county,
        id
    )
    .fetch_all(tx.conn())
    .await?;
    let read = |role: &str, id| Role::parse(role).ok_or_else(|| misread("oa_route.role", id));
    rows.into_iter()
        .map(|row| {
            let route = Route { role: read(&row.role, row.id)?, department: row.department_id.map(DepartmentId) };
            Ok((BridgeId(row.bridge_id), route))
        })
        .collect()
}

/// The accounts linked at these bridges, by name. The caller has been asked for `BridgeRead`.
///
/// # Errors
/// When the database fails.
pub async fn accounts_of(tx: &mut TenantTx, bridges: &[BridgeId]) -> Result<Vec<OutsideAccount>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = bridges.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        OutsideAccount,
        r#"select bridge_id as "bridge: BridgeId", account, person_id as "person: PersonId", linked_at from oa_account
           where county_id = $1 and bridge_id = any($2) and ended_at is null order by bridge_id, account"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Whether the county has any bridge: one look that spares everything else where it has none.
pub(super) async fn any(tx: &mut TenantTx) -> Result<bool, Storage> {
    let county = tx.county().0;
    let any = sqlx::query_scalar!(
        r#"select exists (select from oa_bridge where county_id = $1 and state <> 'disabled') as "any!""#,
        county
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(any)
}

/// Locks a bridge: queueing, sending and changing it wait for each other. False when there is none.
pub(super) async fn lock(tx: &mut TenantTx, id: BridgeId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_scalar!(
        "select id from oa_bridge where county_id = $1 and id = $2 for no key update",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.is_some())
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    id: BridgeId,
    (name, endpoint): (&str, &str),
    made_by: PersonId,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into oa_bridge (county_id, id, name, endpoint, made_by, created_at) values ($1, $2, $3, $4, $5, $6)",
        county,
        id.0,
        name,
        endpoint,
        made_by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn rewrite(tx: &mut TenantTx, id: BridgeId, name: &str, endpoint: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update oa_bridge set name = $3, endpoint = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        name,
        endpoint
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Makes these the bridge's routes.
pub(super) async fn set_routes(tx: &mut TenantTx, id: BridgeId, routes: &[Route]) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("delete from oa_route where county_id = $1 and bridge_id = $2", county, id.0)
        .execute(tx.conn())
        .await?;
    let ids: Vec<Uuid> = routes.iter().map(|_| tx.new_id()).collect();
    let roles: Vec<String> = routes.iter().map(|route| route.role.as_str().to_owned()).collect();
    let departments: Vec<Option<Uuid>> = routes.iter().map(|route| route.department.map(|id| id.0)).collect();
    sqlx::query!(
        "insert into oa_route (county_id, bridge_id, id, role, department_id)
         select $1, $2, * from unnest($3::uuid[], $4::text[], $5::uuid[])",
        county,
        id.0,
        &ids,
        &roles,
        &departments as &[Option<Uuid>]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn set_state(tx: &mut TenantTx, id: BridgeId, state: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("update oa_bridge set state = $3 where county_id = $1 and id = $2", county, id.0, state)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Puts a new secret before the newest; the one before that ends.
pub(super) async fn rotate(tx: &mut TenantTx, id: BridgeId, sealed: &[u8]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update oa_bridge set secrets = array[$3::bytea] || secrets[1:1], rotated_at = $4 where county_id = $1 and id = $2",
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
    bridge: BridgeId,
    account: &str,
    (person, by): (PersonId, PersonId),
) -> Result<(), Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    sqlx::query!(
        "insert into oa_account (county_id, bridge_id, id, account, person_id, linked_by, linked_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        county,
        bridge.0,
        id,
        account,
        person.0,
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whose it was; none where it was nobody's.
pub(super) async fn unlink(tx: &mut TenantTx, bridge: BridgeId, account: &str) -> Result<Option<PersonId>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let person = sqlx::query_scalar!(
        r#"update oa_account set ended_at = $4 where county_id = $1 and bridge_id = $2 and account = $3 and ended_at is null
           returning person_id as "person: PersonId""#,
        county,
        bridge.0,
        account,
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(person)
}

/// Whose an account is.
pub(super) async fn person_of(tx: &mut TenantTx, bridge: BridgeId, account: &str) -> Result<Option<PersonId>, Storage> {
    let county = tx.county().0;
    let person = sqlx::query_scalar!(
        r#"select person_id as "person: PersonId" from oa_account
           where county_id = $1 and bridge_id = $2 and account = $3 and ended_at is null"#,
        county,
        bridge.0,
        account
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(person)
}

/// What a message, either way, needs of its bridge.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) endpoint: String,
    pub(super) state: String,
    pub(super) secrets: Vec<Vec<u8>>,
    pub(super) rotated_at: Option<OffsetDateTime>,
}

/// Reads a bridge as messages need it; whoever sends has locked it.
pub(super) async fn line(tx: &mut TenantTx, id: BridgeId) -> Result<Option<Line>, Storage> {
    let county = tx.county().0;
    let line = sqlx::query_as!(
        Line,
        "select name, endpoint, state, secrets, rotated_at from oa_bridge where county_id = $1 and id = $2",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(line)
}
