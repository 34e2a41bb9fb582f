//! What is owed: on the department's desk all of it, on the county's what is due soon or late.

use platform::settings::Setting;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Scope};
use time::Duration;

use super::{Assignment, store};

/// Hours before its time from which an assignment shows on the county's desk.
pub const SOON_HOURS: Setting<i64> = Setting { key: "plan.soon_hours", default: 48 };

/// An assignment that is owed, with the theme of its item.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Due {
    pub assignment: Assignment,
    pub theme: String,
}

/// What the actor is to write: of their department, given to them or to nobody by name. The most pressing first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn due(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Due>, Storage> {
    let (Some(department), Some(person)) = (actor.department(), actor.person()) else { return Ok(Vec::new()) };
    if !actor.may(Action::PlanCover, Scope::Department(department)) {
        return Ok(Vec::new());
    }
    store::owed_by(tx, department, person, limit).await
}

/// What the county's desk is to look after: due soon, or late. The most pressing first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn for_desk(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Due>, Storage> {
    if !actor.may(Action::PlanManage, Scope::County) {
        return Ok(Vec::new());
    }
    let soon = tx.now() + Duration::hours(SOON_HOURS.get(tx).await?.clamp(0, 24 * 60));
    store::owed_until(tx, soon, limit).await
}
