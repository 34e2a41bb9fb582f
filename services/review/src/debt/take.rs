//! Take an emergency through: from here on its steps, gates and sign-off are one principal's. Every gate is still judged by a
//! person, one by one, and the approval still asks for all of them; what is waived is the second pair of eyes, and it is owed.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::second_factor::{self, Unproved};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Override, OverrideId, store};
use crate::case::{self, Case, CaseId, CaseState, Step, StepState};

/// Why it is not taken.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum OverrideError {
    #[error("no such case")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("a writer of the piece may not take it through")]
    Writer,
    #[error("the piece is no emergency, or not under review")]
    NotEmergency,
    #[error("the sign-off alone is left")]
    NotNeeded,
    #[error("someone took it before")]
    Taken,
    #[error("an override needs a reason")]
    ReasonMissing,
    #[error(transparent)]
    Unproved(#[from] Unproved),
    #[error(transparent)]
    Storage(Storage),
}

platform::refusal!(OverrideError { Refused, Unproved, Storage;
    NotFound => NotFound, "CASE_NOT_FOUND", "没有这个审核件";
    Writer => Forbidden, "AUTHOR_MAY_NOT_DECIDE", "不能审核自己撰写的稿件";
    NotEmergency => Conflict, "NOT_EMERGENCY", "只有审核中的突发稿件可以紧急越步";
    NotNeeded => Conflict, "OVERRIDE_NOT_NEEDED", "只剩签发，不需要越步";
    Taken => Conflict, "ALREADY_OVERRIDDEN", "此件已由他人越步办理";
    ReasonMissing => Invalid, "REASON_REQUIRED", "越步须写明理由，4 至 500 字" });

impl From<Storage> for OverrideError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("review_override_case_key") => Self::Taken,
            Some("review_override_not_author") => Self::Writer,
            Some("review_override_emergency") => Self::NotEmergency,
            _ => Self::Storage(error),
        }
    }
}

/// Takes the open case of an emergency.
///
/// # Errors
/// When the actor is no principal or wrote on it, there is no reason, it is no emergency under review, or they gave no code of their
/// phone lately.
pub async fn take(tx: &mut TenantTx, actor: &Actor, id: CaseId, reason: &str) -> Result<Case, OverrideError> {
    let case = case::store::lock(tx, id).await?.ok_or(OverrideError::NotFound)?;
    actor.require(Action::ReviewOverride, Scope::County)?;
    let person = actor.person().ok_or(Refused(Action::ReviewOverride))?;
    let reason = reason.trim();
    if !(4..=500).contains(&reason.chars().count()) {
        return Err(OverrideError::ReasonMissing);
    }
    if case.writers.contains(&person) {
        return Err(OverrideError::Writer);
    }
    let steps = case::steps_of(tx, &[id]).await?;
    if !worth(&steps) {
        return Err(OverrideError::NotNeeded);
    }
    second_factor::require(tx, actor).await?;
    let taken = Override {
        id: OverrideId(tx.new_id()),
        case: id,
        department: case.department,
        person,
        reason: reason.to_owned(),
        taken_at: tx.now(),
    };
    store::insert_override(tx, &case, &taken).await?;
    tx.audit(
        Entry::new("review.override", "review_case", id.0)
            .of(case.department)
            .with("step", case.current_step)
            .with("reason", reason),
    );
    case::announce(tx, &case);
    Ok(case)
}

/// Whether the actor may take this case through; whether the piece is an emergency is asked of its revision.
#[must_use]
pub fn may_override(actor: &Actor, case: &Case, steps: &[Step], taken: Option<&Override>, emergency: bool) -> bool {
    let person = actor.person();
    emergency
        && taken.is_none()
        && case.state == CaseState::Open
        && actor.may(Action::ReviewOverride, Scope::County)
        && person.is_some_and(|person| !case.writers.contains(&person))
        && worth(steps)
}

/// Something other than the sign-off is still open.
fn worth(steps: &[Step]) -> bool {
    steps.iter().any(|step| step.state == StepState::Open && !step.sign_off)
}
