//! Every statement on `delegation`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::{Delegation, DelegationId, Held, NewDelegation};

/// The columns of a delegation, from where the rest of the statement says; `$2` is now.
macro_rules! select {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Delegation,
            r#"select d.id as "id: DelegationId", d.principal_id as "principal: PersonId", d.delegate_id as "delegate: PersonId",
                 d.department_id as "department: DepartmentId", d.reason, d.starts_at, d.ends_at, d.created_at, d.revoked_at,
                 delegation_holds(d, $2) as "in_force!"
               from delegation d "# + $rest,
            $($value),+
        )
    };
}

/// The county's delegations, the latest first, the last two hundred.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Delegation>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let rows = select!("where d.county_id = $1 order by d.starts_at desc, d.id desc limit 200", county, now)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows)
}

/// Delegations by id, those that are there.
///
/// # Errors
/// When the database fails.
pub async fn find_many(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<Delegation>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let rows = select!("where d.county_id = $1 and d.id = any($3)", county, now, ids).fetch_all(tx.conn()).await?;
    Ok(rows)
}

/// What is lent to someone at this moment.
pub(crate) async fn held_by(tx: &mut TenantTx, delegate: PersonId) -> Result<Vec<Held>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let rows = select!("where d.county_id = $1 and d.delegate_id = $3 and $2 < d.ends_at", county, now, delegate.0)
        .fetch_all(tx.conn())
        .await?;
    let held = rows.into_iter().filter(|row| row.in_force);
    Ok(held.map(|row| Held { id: row.id, principal: row.principal, department: row.department }).collect())
}

/// Whether a delegation holds at this moment: a session may have read it some seconds ago.
///
/// # Errors
/// When the database fails.
pub async fn holds(tx: &mut TenantTx, id: DelegationId) -> Result<bool, Storage> {
    Ok(find_many(tx, &[id.0]).await?.pop().is_some_and(|found| found.in_force))
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    id: DelegationId,
    principal: PersonId,
    new: &NewDelegation,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into delegation (county_id, id, principal_id, delegate_id, department_id, reason, starts_at, ends_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        county,
        id.0,
        principal.0,
        new.delegate.0,
        new.department.map(|department| department.0),
        new.reason.trim(),
        new.starts_at,
        new.ends_at,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// False when it was taken back before, or has ended.
pub(super) async fn revoke(tx: &mut TenantTx, id: DelegationId) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let by = tx.caller().person().map(|person| person.0);
    let done = sqlx::query!(
        "update delegation set revoked_at = $3, revoked_by = $4
         where county_id = $1 and id = $2 and revoked_at is null and $3 < ends_at",
        county,
        id.0,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
