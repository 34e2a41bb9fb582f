//! 采编计划: what the county means to cover and when, and the assignments to departments that cover it.

mod advance;
mod assign;
mod due;
mod item;
mod link;
mod list;
mod reassign;
mod store;

use platform::{DepartmentId, PersonId};
use tenancy::{Action, Actor, Scope};
use time::{Date, OffsetDateTime};

use crate::{ArticleId, ColumnId};

pub use advance::{AdvanceError, advance};
pub(crate) use advance::{close_with_release, follow};
pub use assign::{AssignError, NewAssignment, assign};
pub use due::{Due, SOON_HOURS, due, for_desk};
pub use item::{ItemError, NewItem, add, drop_item, edit};
pub use link::{LinkError, link};
pub use list::{Filter, ListError, get, list};
pub use reassign::reassign;
pub use store::{articles_of, assignments_by_ids, assignments_of};

platform::id_type! {
    /// An item of the editorial plan (采编计划).
    PlanItemId
}

platform::id_type! {
    /// An assignment (任务).
    AssignmentId
}

word_type! {
    /// Where an assignment stands.
    AssignmentState {
        /// Given, not begun.
        Assigned = "assigned",
        /// The department is at it.
        InProgress = "in_progress",
        /// The department handed something in.
        Delivered = "delivered",
        /// The desk has what it wanted.
        Covered = "covered",
        /// Not to be done any more.
        Dropped = "dropped",
    }
}

/// What moves an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The department begins.
    Start,
    /// The department hands in.
    Deliver,
    /// The desk has what it wanted.
    Cover,
    /// The desk wants more.
    SendBack,
    /// The desk gives it up.
    Drop,
    /// The desk takes it up again.
    Reopen,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 6] = [Self::Start, Self::Deliver, Self::Cover, Self::SendBack, Self::Drop, Self::Reopen];

    /// Whether it is the department's to do; the others are the desk's.
    #[must_use]
    pub fn is_the_departments(self) -> bool {
        matches!(self, Self::Start | Self::Deliver)
    }

    /// Its name in the audit trail.
    fn entry(self) -> &'static str {
        match self {
            Self::Start => "assignment.start",
            Self::Deliver => "assignment.deliver",
            Self::Cover => "assignment.cover",
            Self::SendBack => "assignment.send_back",
            Self::Drop => "assignment.drop",
            Self::Reopen => "assignment.reopen",
        }
    }
}

impl AssignmentState {
    /// The machine: where an act leads from here; none where it does not fit.
    #[must_use]
    pub fn after(self, act: Act) -> Option<Self> {
        use AssignmentState::{Assigned, Covered, Delivered, Dropped, InProgress};
        match (self, act) {
            (Assigned, Act::Start) | (Delivered | Covered, Act::SendBack) => Some(InProgress),
            (Assigned | InProgress, Act::Deliver) => Some(Delivered),
            (Assigned | InProgress | Delivered, Act::Cover) => Some(Covered),
            (Assigned | InProgress | Delivered, Act::Drop) => Some(Dropped),
            (Dropped, Act::Reopen) => Some(Assigned),
            _ => None,
        }
    }

    /// Whether the department still owes something.
    #[must_use]
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Assigned | Self::InProgress)
    }
}

word_type! {
    /// How far an item of the plan is covered.
    Coverage {
        /// Nobody has it.
        Unassigned = "unassigned",
        /// Given, not begun.
        Assigned = "assigned",
        /// Someone is at it.
        InProgress = "in_progress",
        /// Something was handed in.
        Delivered = "delivered",
        /// Done.
        Covered = "covered",
        /// Not to be done any more.
        Dropped = "dropped",
    }
}

/// How far an item is covered by its assignments: as far as the one that is furthest behind.
#[must_use]
pub fn coverage(dropped: bool, states: impl IntoIterator<Item = AssignmentState>) -> Coverage {
    if dropped {
        return Coverage::Dropped;
    }
    let rank = |state| match state {
        AssignmentState::Assigned => Some((0, Coverage::Assigned)),
        AssignmentState::InProgress => Some((1, Coverage::InProgress)),
        AssignmentState::Delivered => Some((2, Coverage::Delivered)),
        AssignmentState::Covered => Some((3, Coverage::Covered)),
        AssignmentState::Dropped => None,
    };
    let behind = states.into_iter().filter_map(rank).min_by_key(|(rank, _)| *rank);
    behind.map_or(Coverage::Unassigned, |(_, coverage)| coverage)
}

/// An item of the plan.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct PlanItem {
    pub id: PlanItemId,
    pub theme: String,
    pub starts_on: Date,
    /// Its last day; the first for what takes a day.
    pub ends_on: Date,
    pub column: Option<ColumnId>,
    pub topic: Option<String>,
    pub note: String,
    pub planned_by: PersonId,
    pub created_at: OffsetDateTime,
    pub dropped_at: Option<OffsetDateTime>,
    pub dropped_reason: Option<String>,
}

/// An assignment.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Assignment {
    pub id: AssignmentId,
    pub item: PlanItemId,
    pub department: DepartmentId,
    pub person: Option<PersonId>,
    pub due_at: OffsetDateTime,
    pub note: String,
    pub state: AssignmentState,
    /// What was said at its last change of state.
    pub remark: String,
    pub assigned_by: PersonId,
    pub created_at: OffsetDateTime,
    pub state_at: OffsetDateTime,
}

impl Assignment {
    /// Whether its time is over and something is still owed.
    #[must_use]
    pub fn is_late(&self, now: OffsetDateTime) -> bool {
        self.state.is_owed() && self.due_at < now
    }

    /// What an actor may do with it as it stands.
    #[must_use]
    pub fn acts(&self, actor: &Actor) -> Vec<Act> {
        // An editor of the whole county could act for any department, and does for their own alone.
        let home = actor.department() == Some(self.department);
        let own = home && actor.may(Action::PlanCover, Scope::Department(self.department));
        let desk = actor.may(Action::PlanManage, Scope::County);
        let may = |act: &Act| if act.is_the_departments() { own } else { desk };
        // A release covers what was never handed in; a person has nothing to look at before it was.
        let fits = |act: &Act| *act != Act::Cover || self.state == AssignmentState::Delivered;
        Act::ALL.into_iter().filter(|act| may(act) && fits(act) && self.state.after(*act).is_some()).collect()
    }
}

/// A piece that covers an assignment.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Cover {
    pub assignment: AssignmentId,
    pub article: ArticleId,
}

#[cfg(test)]
mod tests {
    use super::AssignmentState::{Assigned, Covered, Delivered, Dropped, InProgress};
    use super::{Act, AssignmentState, Coverage, coverage};

    #[test]
    fn what_is_over_moves_only_by_the_desk() {
        for state in [Covered, Dropped] {
            for act in Act::ALL.into_iter().filter(|act| act.is_the_departments()) {
                assert_eq!(state.after(act), None, "{state:?} {act:?}");
            }
        }
        assert_eq!(Dropped.after(Act::Reopen), Some(Assigned));
        assert_eq!(Covered.after(Act::Drop), None);
    }

    #[test]
    fn every_state_is_reached_and_none_but_by_an_act() {
        let reached = |wanted: AssignmentState| {
            AssignmentState::ALL.iter().any(|from| Act::ALL.iter().any(|act| from.after(*act) == Some(wanted)))
        };
        assert!(AssignmentState::ALL.iter().all(|state| reached(*state)));
    }

    #[test]
    fn an_item_is_as_far_as_the_assignment_furthest_behind() {
        assert_eq!(coverage(false, []), Coverage::Unassigned);
        assert_eq!(coverage(false, [Dropped]), Coverage::Unassigned);
        assert_eq!(coverage(false, [Covered, InProgress, Dropped]), Coverage::InProgress);
        assert_eq!(coverage(false, [Covered, Covered]), Coverage::Covered);
        assert_eq!(coverage(false, [Delivered, Covered]), Coverage::Delivered);
        assert_eq!(coverage(true, [InProgress]), Coverage::Dropped);
    }
}
