//! 暂停发布: the brake on what goes out, of an account, a department, the county or the deployment. Whoever is about to act on a
//! platform asks it in the statement that notes the act, so it holds for every worker from the moment it stands. What is live
//! can still be taken down, and what was sent is still looked for.

mod begin;
pub mod deployment;
mod late;
mod resume;
pub(crate) mod store;

use platform::outbox::Event;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use crate::{AccountId, PauseId};

pub use begin::{PauseError, begin};
pub use late::late;
pub use resume::{Late, ResumeError, resume};

/// Why a target waits that nothing else keeps from going out.
pub(crate) const PAUSED: &str = "PAUSED";

/// What a pause is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Every county here.
    Deployment,
    /// The county.
    County,
    /// What belongs to a department, and what goes out on its accounts.
    Department(DepartmentId),
    /// What goes out on an account.
    Account(AccountId),
}

/// A pause.
#[derive(Clone, Debug)]
pub struct Pause {
    /// Its id.
    pub id: PauseId,
    /// What it is over.
    pub over: Over,
    /// The department it belongs to: that of an account, too.
    pub department: Option<DepartmentId>,
    /// Why.
    pub reason: String,
    /// Who; none where the operator of the deployment did.
    pub by: Option<PersonId>,
    /// Since when.
    pub at: OffsetDateTime,
    /// Until when, once it ended.
    pub resumed_at: Option<OffsetDateTime>,
}

impl Pause {
    /// Whether an actor may end it.
    #[must_use]
    pub fn resumable_by(&self, actor: &Actor) -> bool {
        self.over != Over::Deployment && actor.may(Action::ReleasePause, self.scope())
    }

    /// Where the right to end it is asked for.
    fn scope(&self) -> Scope {
        self.department.map_or(Scope::County, Scope::Department)
    }
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The actor may not see releases.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ListError { Refused, Storage });

/// What is paused now, the widest first.
///
/// # Errors
/// When the actor may not see releases.
pub async fn list(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Pause>, ListError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    Ok(store::open(tx).await?)
}

/// What tells every page of the county that something was paused, or goes on.
fn changed(pause: PauseId, department: Option<DepartmentId>) -> Event {
    Event { kind: "pause.changed", subject: pause.0, department, person: None }
}
