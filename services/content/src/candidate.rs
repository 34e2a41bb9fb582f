//! 转载候选 (C14): what came through feeds and reads nearly alike, as one department is offered it; it is taken as a draft, or
//! dismissed.

mod dismiss;
mod list;
mod store;
mod take;

use platform::outbox::Event;
use platform::{DepartmentId, PersonId};
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use crate::feed::ItemId;
use crate::{ArticleId, SourceId};

pub use dismiss::{dismiss, restore};
pub use list::{Filter, ListError, list};
pub(crate) use store::offer;
pub use take::{SettleError, take};

platform::id_type! {
    /// A reprint candidate (转载候选).
    CandidateId
}

word_type! {
    /// Where a candidate stands.
    CandidateState {
        /// Nobody has decided.
        Waiting = "waiting",
        /// It became a draft.
        Taken = "taken",
        /// It is not wanted.
        Dismissed = "dismissed",
    }
}

/// A candidate.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Candidate {
    pub id: CandidateId,
    pub department: DepartmentId,
    /// What reads nearly alike, by its first.
    pub group: ItemId,
    pub source: SourceId,
    pub state: CandidateState,
    pub found_at: OffsetDateTime,
    pub settled_by: Option<PersonId>,
    pub settled_at: Option<OffsetDateTime>,
    /// The draft it became.
    pub article: Option<ArticleId>,
}

impl Candidate {
    /// Whether an actor may take or dismiss it.
    #[must_use]
    pub fn may_settle(&self, actor: &Actor) -> bool {
        actor.may(Action::ArticleDraft, Scope::Department(self.department))
    }
}

/// The event that lists hear.
fn changed(candidate: &Candidate) -> Event {
    let department = Some(candidate.department);
    Event { kind: "candidate.changed", subject: candidate.id.0, department, person: None }
}
