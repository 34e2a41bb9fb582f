//! 我的待办: the open steps that wait for this person.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Role, Scope};

use super::bulk::{fits, plain};
use super::may::lent;
use super::{Case, Step, store};
use crate::{comment, findings};

/// One step that waits.
#[derive(Clone, Debug)]
pub struct Work {
    /// The case.
    pub case: Case,
    /// Its open step.
    pub step: Step,
    /// The principal in whose name they would decide, where the sign-off was lent to them.
    pub on_behalf_of: Option<PersonId>,
    /// Whether it may be passed among others.
    pub in_bulk: bool,
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
    let work = steps.into_iter().filter_map(|step| {
        let case = cases.iter().find(|case| case.id == step.case)?.clone();
        let own = actor.holds(step.role, step.scope());
        let on_behalf_of = lent(actor, &case, &step).filter(|_| !own).map(|held| held.principal);
        allowed(actor, &case, &step).then_some(Work { case, step, on_behalf_of, in_bulk: false })
    });
    let mut work: Vec<Work> = work.collect();
    mark(tx, &mut work).await?;
    Ok(work)
}

/// Finds out which of them may be passed among others; asks nothing where no rule allows it.
async fn mark(tx: &mut TenantTx, work: &mut [Work]) -> Result<(), Storage> {
    let bulk = || work.iter().filter(|work| work.step.bulk);
    let (cases, revisions): (Vec<_>, Vec<_>) = bulk().map(|work| (work.case.id, work.case.revision)).unzip();
    if cases.is_empty() {
        return Ok(());
    }
    let runs = findings::standing(tx, &revisions).await?;
    let verdicts = store::verdicts_of(tx, &cases).await?;
    let revisions = content::revision::by_ids(tx, &revisions).await?;
    let subjects: Vec<uuid::Uuid> = cases.iter().map(|case| case.0).collect();
    let comments = comment::open_on(tx, &subjects).await?;
    for work in work.iter_mut().filter(|work| work.step.bulk) {
        let Some(revision) = revisions.iter().find(|revision| revision.id == work.case.revision) else { continue };
        let run = runs.iter().find(|run| run.revision == revision.id);
        let found = run.map_or_else(|| findings::unfixed(revision), |run| run.findings.clone());
        let open = comments.iter().find(|(case, _)| *case == work.case.id.0).map_or(0, |(_, open)| *open);
        let seen = found.iter().map(|fixed| &fixed.seen);
        work.in_bulk = fits(&work.step, plain(revision), &verdicts, seen, open).is_ok();
    }
    Ok(())
}

/// The policy's word: in the step's own scope, or where a delegation or an override reaches.
fn allowed(actor: &Actor, case: &Case, step: &Step) -> bool {
    actor.may(step.action(), step.scope())
        || actor.may(step.action(), Scope::Department(case.department))
        || actor.may(Action::ReviewOverride, Scope::County)
}
