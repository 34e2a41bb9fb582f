//! SQL on grants.

use platform::{CountyId, Storage, TenantTx};
use uuid::Uuid;

use super::{Grant, NewGrant};

/// The county's grants, newest first, with how often each was used.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Grant>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Grant,
        r#"select g.id, g.county_id as "county: CountyId", g.grantee_code as "grantee: CountyId", g.scopes, g.reason, g.starts_at,
             g.ends_at, g.revoked_at,
             (select count(*) from oversight_use u where u.county_id = g.county_id and u.grant_id = g.id) as "uses!"
           from oversight_grant g where g.county_id = $1 order by g.starts_at desc, g.id desc"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The grants in force to the caller's own region.
///
/// # Errors
/// When the database fails.
pub async fn in_force(tx: &mut TenantTx) -> Result<Vec<Grant>, Storage> {
    let (region, now) = (tx.county().0, tx.now());
    let rows = sqlx::query_as!(
        Grant,
        r#"select g.id, g.county_id as "county: CountyId", g.grantee_code as "grantee: CountyId", g.scopes, g.reason, g.starts_at,
             g.ends_at, g.revoked_at, 0::bigint as "uses!"
           from oversight_grant g
           where g.grantee_code = $1 and g.revoked_at is null and g.starts_at <= $2 and $2 < g.ends_at order by g.county_id"#,
        region,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn insert(tx: &mut TenantTx, id: Uuid, new: &NewGrant) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let granted_by = tx.caller().person().map(|person| person.0);
    sqlx::query!(
        "insert into oversight_grant (county_id, id, grantee_code, scopes, reason, granted_by, starts_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        id,
        new.grantee.0,
        &new.scopes,
        new.reason,
        granted_by,
        now,
        new.ends_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn revoke(tx: &mut TenantTx, id: Uuid) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update oversight_grant set revoked_at = $3 where county_id = $1 and id = $2 and revoked_at is null",
        county,
        id,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn insert_uses(tx: &mut TenantTx, operation: &str) -> Result<(), Storage> {
    let (region, now) = (tx.county().0, tx.now());
    let person = tx.caller().person().map(|person| person.0);
    sqlx::query!(
        "insert into oversight_use (county_id, id, grant_id, person_id, operation, at)
         select g.county_id, gen_random_uuid(), g.id, $2, $3, $4 from oversight_grant g
         where g.grantee_code = $1 and g.revoked_at is null and g.starts_at <= $4 and $4 < g.ends_at",
        region,
        person,
        operation,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
