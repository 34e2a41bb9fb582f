//! Who may decide a step: the holder of its role in its scope, never a writer of the piece, and nobody for two steps unless the
//! rule says so (I3).

use platform::{Code, PersonId, Refusal};
use tenancy::{Actor, Refused};

use super::{Case, CaseState, Step, StepDecision, StepState};

/// Why someone may not decide.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MayNot {
    /// No person: robots decide nothing.
    #[error("only a person decides")]
    NoPerson,
    /// They wrote on the piece.
    #[error("a writer of the piece may not decide on it")]
    Writer,
    /// They do not hold the step's role where it is asked for.
    #[error("the step asks for another role")]
    NotInRole,
    /// The policy does not let their roles act so.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// They decided another step of the case.
    #[error("they decided another step of this case")]
    OtherStep,
    /// They decided this step.
    #[error("they decided this step")]
    Twice,
    /// The case has ended, or the step's turn has not come or is over.
    #[error("the step is not open")]
    NotOpen,
}

impl Refusal for MayNot {
    fn code(&self) -> Code {
        match self {
            Self::OtherStep | Self::Twice | Self::NotOpen => Code::Conflict,
            Self::NoPerson | Self::Writer | Self::NotInRole | Self::Refused(_) => Code::Forbidden,
        }
    }
    fn reason(&self) -> &'static str {
        match self {
            Self::NoPerson => "PERSON_REQUIRED",
            Self::Writer => "AUTHOR_MAY_NOT_DECIDE",
            Self::NotInRole => "NOT_IN_STEP_ROLE",
            Self::Refused(refused) => refused.reason(),
            Self::OtherStep => "DECIDED_ANOTHER_STEP",
            Self::Twice => "ALREADY_DECIDED",
            Self::NotOpen => "STEP_NOT_OPEN",
        }
    }
    fn message(&self) -> String {
        match self {
            Self::NoPerson => "只有工作人员本人可以审核".to_owned(),
            Self::Writer => "不能审核自己撰写的稿件".to_owned(),
            Self::NotInRole => "您不是这一步的审核人".to_owned(),
            Self::Refused(refused) => refused.message(),
            Self::OtherStep => "您已审过本稿的另一步，同一人不能审两步".to_owned(),
            Self::Twice => "您已对这一步作出决定".to_owned(),
            Self::NotOpen => "这一步已经结束或尚未开始，请刷新".to_owned(),
        }
    }
}

/// Asks whether the actor may decide the step now; gives back who they are.
pub(super) fn ask(actor: &Actor, case: &Case, step: &Step, decisions: &[StepDecision]) -> Result<PersonId, MayNot> {
    let person = actor.person().ok_or(MayNot::NoPerson)?;
    if case.writers.contains(&person) || case.author == person {
        return Err(MayNot::Writer);
    }
    if !actor.holds(step.role, step.scope()) {
        return Err(MayNot::NotInRole);
    }
    actor.require(step.action(), step.scope())?;
    let theirs = || decisions.iter().filter(|decision| decision.person == person);
    if theirs().any(|decision| decision.step == step.id) {
        return Err(MayNot::Twice);
    }
    if !step.repeat_allowed && theirs().next().is_some() {
        return Err(MayNot::OtherStep);
    }
    if case.state != CaseState::Open || step.state != StepState::Open {
        return Err(MayNot::NotOpen);
    }
    Ok(person)
}

/// True when the actor may decide the step now, gates aside.
#[must_use]
pub fn may_decide(actor: &Actor, case: &Case, step: &Step, decisions: &[StepDecision]) -> bool {
    ask(actor, case, step, decisions).is_ok()
}
