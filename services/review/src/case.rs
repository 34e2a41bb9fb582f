//! 审核件: one submitted revision on its way through its chain, who said what of it, and how it ended.

mod bulk;
mod decide;
mod flow;
mod list;
mod may;
mod open;
pub(crate) mod plan;
#[cfg(test)]
mod property;
mod recount;
mod sheet;
pub(crate) mod store;
mod verdict;
mod withdraw;
mod work;

use content::{ArticleId, Digest, RevisionId};
use platform::{DepartmentId, PersonId};
use tenancy::Role;
use tenancy::delegation::DelegationId;
use time::OffsetDateTime;

use crate::Gate;
use crate::debt::OverrideId;
use crate::findings::Seen;
use crate::rule::RuleId;

pub use bulk::{BulkError, MOST_IN_BULK, NotInBulk, pass_in_bulk};
pub use decide::{DecideError, decide};
pub use list::{ListError, list};
pub use may::{MayNot, may_decide};
pub(crate) use open::announce;
pub use open::{OpenError, open};
pub(crate) use recount::recount;
pub use sheet::{Sheet, findings_in, sheets};
pub use store::{Able, able};
pub use store::{
    by_ids, decisions_of, find, known_steps, latest_of as latest_of_articles, of_revisions, steps_of, verdicts_of,
};
pub use verdict::{VerdictError, verdict};
pub use withdraw::{WithdrawError, withdraw};
pub use work::{Work, list_work};

platform::id_type! {
    /// A case (审核件).
    CaseId
}
platform::id_type! {
    /// A step of a case.
    StepId
}

/// Declares a closed set of stored words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$note])* $variant,)+ }

        impl $name {
            /// As stored.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Reads a stored word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// Where a case stands.
    CaseState {
        /// A step is open.
        Open = "open",
        /// It ended with an approval.
        Approved = "approved",
        /// It went back to the desk it came from.
        Returned = "returned",
        /// The department took it back.
        Withdrawn = "withdrawn",
    }
}
words! {
    /// Where a step stands.
    StepState {
        /// Its turn has not come.
        Waiting = "waiting",
        /// It waits for a decision.
        Open = "open",
        /// Its quorum passed it.
        Passed = "passed",
        /// Someone sent the piece back here.
        Returned = "returned",
    }
}
words! {
    /// One person's word on a gate.
    Verdict {
        /// 通过.
        Pass = "pass",
        /// 退回, with a reason.
        Return = "return",
    }
}
words! {
    /// One person's decision on a step.
    Decision {
        /// 通过.
        Pass = "pass",
        /// 退回修改, with a reason.
        Return = "return",
        /// 签发.
        SignOff = "sign_off",
    }
}

/// A case.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Case {
    pub id: CaseId,
    pub article: ArticleId,
    pub revision: RevisionId,
    pub digest: Digest,
    pub department: DepartmentId,
    pub author: PersonId,
    /// Everyone who wrote on the piece: none of them decides (I3).
    pub writers: Vec<PersonId>,
    pub rule: RuleId,
    pub rule_version: i32,
    pub state: CaseState,
    pub current_step: i32,
    /// Departments that co-sign it.
    pub co_signers: Vec<DepartmentId>,
    pub opened_at: OffsetDateTime,
    pub closed_at: Option<OffsetDateTime>,
}

/// A step of a case.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Step {
    pub id: StepId,
    pub case: CaseId,
    pub position: i32,
    /// Steps of one stage are open together.
    pub stage: i32,
    pub name: String,
    pub name_en: String,
    pub role: Role,
    /// The department whose reviewers decide; none for the county's.
    pub department: Option<DepartmentId>,
    pub quorum: i32,
    pub quorum_of_all: bool,
    pub gates: Vec<Gate>,
    pub sign_off: bool,
    pub repeat_allowed: bool,
    /// 会签: its department decides on a piece that touches it.
    pub co_sign: bool,
    /// 批量通过: several pieces may be passed at it at once.
    pub bulk: bool,
    pub deadline_minutes: i32,
    pub deadline_working: bool,
    pub state: StepState,
    pub opened_at: Option<OffsetDateTime>,
    pub due_at: Option<OffsetDateTime>,
    pub closed_at: Option<OffsetDateTime>,
    /// Working minutes it took, once it is over and where the calendar says.
    pub worked_minutes: Option<i32>,
    /// Since when those who decide were reminded.
    pub reminded_at: Option<OffsetDateTime>,
    /// Since when it stands before the level above.
    pub escalated_at: Option<OffsetDateTime>,
    /// Since when too few people are left to decide it.
    pub stuck_at: Option<OffsetDateTime>,
}

/// One person's word on one gate, with what the checks showed them.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct GateVerdict {
    pub step: StepId,
    pub gate: Gate,
    pub person: PersonId,
    pub verdict: Verdict,
    pub reason: String,
    pub findings: Vec<Seen>,
    pub decided_at: OffsetDateTime,
}

/// One person's decision on a step.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct StepDecision {
    pub step: StepId,
    pub person: PersonId,
    pub role: Role,
    pub decision: Decision,
    pub reason: String,
    pub decided_at: OffsetDateTime,
    /// The delegation it was taken under, and the principal in whose name.
    pub delegated: Option<(DelegationId, PersonId)>,
    /// The override it was taken by.
    pub by_override: Option<OverrideId>,
}

impl Step {
    fn scope(&self) -> tenancy::Scope {
        self.department.map_or(tenancy::Scope::County, tenancy::Scope::Department)
    }

    fn action(&self) -> tenancy::Action {
        if self.sign_off { tenancy::Action::ReviewSignOff } else { tenancy::Action::ReviewDecide }
    }
}
