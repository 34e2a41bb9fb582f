//! What is owed: on a department's desk what it is to carry, on the county's what is due soon or missing, by department.

use platform::{DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Scope};
use time::{Duration, OffsetDateTime};

use super::{PRESET, store};
use crate::RelayId;

/// What a department's accounts still owe of a task.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Owed {
    pub task: RelayId,
    pub title: String,
    pub department: DepartmentId,
    /// Names of the accounts, in one line.
    pub accounts: String,
    pub ordered_at: OffsetDateTime,
    pub due_at: OffsetDateTime,
}

/// What the actor's department is to carry, the most pressing first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn owed(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Owed>, Storage> {
    let Some(department) = actor.department() else { return Ok(Vec::new()) };
    if !actor.may(Action::RelayCarry, Scope::Department(department)) {
        return Ok(Vec::new());
    }
    store::copy::owed(tx, Some(department), None, limit).await
}

/// What the county's desk is to look after: due soon, or missing. The most pressing first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn for_desk(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Owed>, Storage> {
    if !actor.may(Action::RelayOrder, Scope::County) {
        return Ok(Vec::new());
    }
    let soon = tx.now() + Duration::minutes(PRESET.get(tx).await?.remind_minutes.max(0).into());
    store::copy::owed(tx, None, Some(soon), limit).await
}
