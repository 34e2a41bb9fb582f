//! Give an item to a department, and to one person of it where one is named.

use platform::audit::Entry;
use platform::{DepartmentId, Invalid, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Role, Scope, person};
use time::OffsetDateTime;

use super::advance::changed;
use super::{Assignment, AssignmentId, AssignmentState, PlanItemId, store};

/// An assignment as the desk fills it in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the assignment")]
pub struct NewAssignment {
    pub department: DepartmentId,
    pub person: Option<PersonId>,
    pub due_at: OffsetDateTime,
    pub note: String,
}

/// Why nothing was assigned.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum AssignError {
    #[error("no such item of the plan, or assignment")]
    NotFound,
    #[error("the item was dropped")]
    Dropped,
    /// Nothing is owed any more.
    #[error("the assignment is over")]
    Over,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AssignError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "PLAN_ITEM_NOT_FOUND", "计划选题或任务不存在"
    ; Dropped => Conflict, "PLAN_ITEM_DROPPED", "该选题已取消"
    ; Over => Conflict, "ASSIGNMENT_OVER", "任务已交稿或已结束，不能再改派"
});

/// Assigns an item. A department may have several assignments of one item.
///
/// # Errors
/// When there is no such item or it was dropped, the actor does not plan for the county, or a field breaks a rule.
pub async fn assign(
    tx: &mut TenantTx,
    actor: &Actor,
    item: PlanItemId,
    new: NewAssignment,
) -> Result<Assignment, AssignError> {
    actor.require(Action::PlanManage, Scope::County)?;
    let assigned_by = actor.person().ok_or(Refused(Action::PlanManage))?;
    let item = store::lock_item(tx, item).await?.ok_or(AssignError::NotFound)?;
    if item.dropped_at.is_some() {
        return Err(AssignError::Dropped);
    }
    let note = check(tx, &new).await?;
    let assignment = Assignment {
        id: AssignmentId(tx.new_id()),
        item: item.id,
        department: new.department,
        person: new.person,
        due_at: new.due_at,
        note,
        state: AssignmentState::Assigned,
        remark: String::new(),
        assigned_by,
        created_at: tx.now(),
        state_at: tx.now(),
    };
    store::insert_assignment(tx, &assignment).await?;
    tx.audit(
        Entry::new("assignment.give", "assignment", assignment.id.0)
            .of(assignment.department)
            .with("item", item.id)
            .with("due_at", assignment.due_at.unix_timestamp()),
    );
    tx.announce(changed(&assignment));
    Ok(assignment)
}

/// Notes every fault. Returns the note without space around it.
pub(super) async fn check(tx: &mut TenantTx, new: &NewAssignment) -> Result<String, AssignError> {
    let note = new.note.trim();
    let mut faults = Invalid::default();
    faults.check(note.chars().count() <= 1000, "note", "TOO_LONG", "要求不超过 1000 字");
    faults.check(tx.now() < new.due_at, "dueAt", "PAST", "交稿时限须在现在之后");
    let known = tenancy::region::departments(tx).await?.iter().any(|row| row.id == new.department);
    faults.check(known, "departmentId", "UNKNOWN_DEPARTMENT", "部门不存在或已停用");
    if let Some(person) = new.person {
        faults.check(
            writes(tx, person, new.department).await?,
            "personId",
            "NOT_AN_EDITOR",
            "此人不是该部门的编辑，或已停用",
        );
    }
    faults.into_result()?;
    Ok(note.to_owned())
}

/// Whether the person writes for the department: it is their home, and they hold an editor's role that reaches it.
async fn writes(tx: &mut TenantTx, person: PersonId, department: DepartmentId) -> Result<bool, Storage> {
    let home = person::find_many(tx, &[person.0]).await?.pop().is_some_and(|row| row.department == department);
    Ok(home && person::holders(tx, Role::Editor, Some(department)).await?.contains(&person))
}
