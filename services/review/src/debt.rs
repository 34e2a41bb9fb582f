//! 紧急越步: an emergency taken through its chain by one person, and the debt it leaves until a second has looked.

mod escalate;
mod list;
mod owe;
mod settle;
pub(crate) mod store;
mod take;

use platform::{DepartmentId, PersonId};
use time::OffsetDateTime;

use crate::CaseId;

pub use escalate::{DEBT, escalate};
pub use list::{Owed, list_owed};
pub use owe::DEBT_HOURS;
pub(crate) use owe::owe;
pub use settle::{MayNotSettle, SettleError, Settlement, may_settle, settle};
pub use take::{OverrideError, may_override, take};

platform::id_type! {
    /// An override (越步).
    OverrideId
}
platform::id_type! {
    /// The debt of an override (补审).
    DebtId
}

/// An override: who took an emergency through, when and why.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Override {
    pub id: OverrideId,
    pub case: CaseId,
    pub department: DepartmentId,
    pub person: PersonId,
    pub reason: String,
    pub taken_at: OffsetDateTime,
}

/// Whether a second person has looked, and what they found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DebtState {
    /// 待补审: nobody has.
    Open,
    /// 补审无异议: it stands.
    Upheld,
    /// 补审有异议: it should not have gone out so.
    Objected,
}

impl DebtState {
    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Upheld => "upheld",
            Self::Objected => "objected",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Open, Self::Upheld, Self::Objected].into_iter().find(|state| state.as_str() == word)
    }
}

/// The debt of an override.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Debt {
    pub id: DebtId,
    pub case: CaseId,
    pub department: DepartmentId,
    pub overrider: PersonId,
    pub writers: Vec<PersonId>,
    pub owed_at: OffsetDateTime,
    pub due_at: OffsetDateTime,
    pub state: DebtState,
    /// Since when it is overdue, once the alarm was raised.
    pub overdue_at: Option<OffsetDateTime>,
    pub settled_by: Option<PersonId>,
    pub settled_at: Option<OffsetDateTime>,
    pub opinion: String,
}

impl Debt {
    /// Whether its day has passed and nobody has looked.
    #[must_use]
    pub fn overdue(&self, now: OffsetDateTime) -> bool {
        self.state == DebtState::Open && self.due_at <= now
    }
}
