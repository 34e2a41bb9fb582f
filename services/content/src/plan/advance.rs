//! Move an assignment: the department begins and hands in, the desk takes it, sends it back, gives it up or takes it up again.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Act, Assignment, AssignmentId, AssignmentState, store};
use crate::ArticleId;

/// Why an assignment did not move.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum AdvanceError {
    #[error("no such assignment")]
    NotFound,
    #[error("an assignment that is {} cannot do that", .state.as_str())]
    DoesNotFit { state: AssignmentState },
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AdvanceError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "ASSIGNMENT_NOT_FOUND", "任务不存在"
    ; DoesNotFit => Conflict, "DOES_NOT_FIT", "任务的状态已变，请刷新"
});

/// Moves an assignment by an act; sending back and giving up want a word of why.
///
/// # Errors
/// When there is none, the act is not the actor's to do or does not fit its state, or the word is missing.
pub async fn advance(
    tx: &mut TenantTx,
    actor: &Actor,
    id: AssignmentId,
    act: Act,
    remark: &str,
) -> Result<Assignment, AdvanceError> {
    let known = store::assignments_by_ids(tx, &[id]).await?.pop().ok_or(AdvanceError::NotFound)?;
    if act.is_the_departments() {
        actor.require(Action::PlanCover, Scope::Department(known.department))?;
    } else {
        actor.require(Action::PlanManage, Scope::County)?;
    }
    let assignment = store::lock_assignment(tx, id).await?.ok_or(AdvanceError::NotFound)?;
    let remark = remark.trim();
    let mut faults = Invalid::default();
    let wanted = matches!(act, Act::SendBack | Act::Drop);
    faults.check(!wanted || !remark.is_empty(), "remark", "REQUIRED", "请写明理由");
    faults.check(remark.chars().count() <= 500, "remark", "TOO_LONG", "不超过 500 字");
    faults.into_result()?;
    let state = assignment.state;
    let next = state.after(act).ok_or(AdvanceError::DoesNotFit { state })?;
    Ok(move_to(tx, assignment, act, next, remark).await?)
}

/// Lets an assignment follow what happened to what was handed in for it; one that moved on is left as it is.
pub(crate) async fn follow(tx: &mut TenantTx, id: AssignmentId, act: Act, remark: &str) -> Result<(), Storage> {
    let Some(assignment) = store::lock_assignment(tx, id).await? else { return Ok(()) };
    if let Some(state) = assignment.state.after(act) {
        move_to(tx, assignment, act, state, remark).await?;
    }
    Ok(())
}

/// A piece is out: what it was to cover is covered.
pub(crate) async fn close_with_release(tx: &mut TenantTx, article: ArticleId) -> Result<(), Storage> {
    for assignment in store::lock_covered_by(tx, article).await? {
        if let Some(state) = assignment.state.after(Act::Cover) {
            move_to(tx, assignment, Act::Cover, state, "").await?;
        }
    }
    Ok(())
}

pub(super) async fn move_to(
    tx: &mut TenantTx,
    mut assignment: Assignment,
    act: Act,
    state: AssignmentState,
    remark: &str,
) -> Result<Assignment, Storage> {
    assignment.state = state;
    remark.clone_into(&mut assignment.remark);
    assignment.state_at = tx.now();
    store::save_assignment(tx, &assignment).await?;
    let entry = Entry::new(act.entry(), "assignment", assignment.id.0).of(assignment.department);
    tx.audit(entry.with("state", state.as_str()).with("remark", remark));
    tx.announce(changed(&assignment));
    Ok(assignment)
}

/// The event that the plan and both desks hear: of the item.
pub(super) fn changed(assignment: &Assignment) -> Event {
    Event {
        kind: "plan.changed",
        subject: assignment.item.0,
        department: Some(assignment.department),
        person: assignment.person,
    }
}
