//! 审核: which chain a piece goes through, the cases that carry it there, six gates, decisions, and the approval at the end.

pub mod bridge;
mod case;
pub mod comment;
mod deadline;
pub mod debt;
pub mod findings;
pub mod numbers;
pub mod print;
pub mod proof;
pub mod rule;
pub mod watch;

pub use case::{
    Able, BulkError, Case, CaseId, CaseState, DecideError, Decision, GateVerdict, ListError, MOST_IN_BULK, MayNot,
    NotInBulk, OpenError, Sheet, Step, StepDecision, StepId, StepState, Verdict, VerdictError, WithdrawError, Work,
    able, by_ids, decide, decisions_of, find, findings_in, known_steps, latest_of_articles, list, list_work,
    may_decide, of_revisions, open, pass_in_bulk, sheets, steps_of, verdict, verdicts_of, withdraw,
};
pub use checks::{Finding, Gate, Place, Severity};
pub use deadline::{OFFICE_HOURS, OfficeHours, WorkClock};
