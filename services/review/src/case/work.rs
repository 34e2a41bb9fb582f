//! 我的待办: the open steps that wait for this person.

use platform::{DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Role, Scope};

use super::{Case, Step, store};

/// One step that waits.
#[derive(Clone, Debug)]
pub struct Work {
    /// The case.
    pub case: Case,
    /// Its open step.
    pub step: Step,
}

/// Steps the actor may decide now, soonest due first.
///
/// # Errors
/// When the database fails.
pub async fn list_work(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Work>, Storage> {
    let Some(person) = actor.person() else { return Ok(Vec::new()) };
    let roles: Vec<(Role, Option<DepartmentId>)> =
        actor.memberships().iter().map(|held| (held.role, held.department)).collect();
    let steps = store::open_for(tx, person, &roles, actor.delegations(), limit).await?;
    let ids: Vec<_> = steps.iter().map(|step| step.case).collect();
    let cases = store::by_ids(tx, &ids).await?;
    Ok(steps
        .into_iter()
        .filter_map(|step| {
            let case = cases.iter().find(|case| case.id == step.case)?.clone();
            allowed(actor, &case, &step).then_some(Work { case, step })
        })
        .collect())
}

/// The policy's word: in the step's own scope, or where a delegation or an override reaches.
fn allowed(actor: &Actor, case: &Case, step: &Step) -> bool {
    actor.may(step.action(), step.scope())
        || actor.may(step.action(), Scope::Department(case.department))
        || actor.may(Action::ReviewOverride, Scope::County)
}
