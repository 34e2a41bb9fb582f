//! 限阅: a draft limited to departments and people by name, until it is released. Row security hides the piece and what hangs on it
//! from everybody else; the reviewers of its case, from its submission on, and the county's administrators see it always.

mod lift;
mod limit;
mod store;

use platform::{DepartmentId, PersonId};
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use crate::ArticleId;

pub(crate) use lift::lift_with_release;
pub use lift::{LiftError, lift};
pub(crate) use limit::open_to_reviewers;
pub use limit::{LimitError, limit};
pub use store::of_articles;

/// Whom a piece is limited to.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Access {
    pub article: ArticleId,
    pub department: DepartmentId,
    pub departments: Vec<DepartmentId>,
    /// Its writers among them.
    pub people: Vec<PersonId>,
    pub set_by: PersonId,
    pub set_at: OffsetDateTime,
}

impl Access {
    /// Whether an actor may change it or lift it.
    #[must_use]
    pub fn may_change(&self, actor: &Actor) -> bool {
        actor.may(Action::ArticleDraft, Scope::Department(self.department))
    }
}
