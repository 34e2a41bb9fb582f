//! Change who of the department has an assignment, when it is due, or what is wanted.

use platform::audit::Entry;
use platform::{PersonId, TenantTx};
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use super::advance::changed;
use super::assign::check;
use super::{AssignError, Assignment, AssignmentId, NewAssignment, store};

/// Changes an assignment that is still owed. Another department gets an assignment of its own.
///
/// # Errors
/// When there is none or it is over, the actor does not plan for the county, or a field breaks a rule.
pub async fn reassign(
    tx: &mut TenantTx,
    actor: &Actor,
    id: AssignmentId,
    person: Option<PersonId>,
    due_at: OffsetDateTime,
    note: String,
) -> Result<Assignment, AssignError> {
    actor.require(Action::PlanManage, Scope::County)?;
    let mut assignment = store::lock_assignment(tx, id).await?.ok_or(AssignError::NotFound)?;
    if !assignment.state.is_owed() {
        return Err(AssignError::Over);
    }
    let new = NewAssignment { department: assignment.department, person, due_at, note };
    assignment.note = check(tx, &new).await?;
    assignment.person = person;
    assignment.due_at = due_at;
    store::save_assignment(tx, &assignment).await?;
    tx.audit(
        Entry::new("assignment.change", "assignment", id.0)
            .of(assignment.department)
            .with("due_at", due_at.unix_timestamp()),
    );
    tx.announce(changed(&assignment));
    Ok(assignment)
}
