//! Who may decide a step: the holder of its role in its scope, never a writer of the piece, and nobody for two steps unless the
//! rule says so (I3). A principal's delegate signs off within the delegation; whoever took an emergency through decides what
//! is left of it. A department that co-signs does so by its reviewer, or by its principal.

use platform::{Code, PersonId, Refusal, Storage, TenantTx};
use tenancy::delegation::{DelegationId, Held};
use tenancy::{Action, Actor, Refused, Role, Scope};

use super::{Case, CaseState, Step, StepDecision, StepState};
use crate::debt::{Override, OverrideId};

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
    /// The delegation they came with has ended since.
    #[error("the delegation has ended")]
    DelegationOver,
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
            Self::NoPerson | Self::Writer | Self::NotInRole | Self::DelegationOver | Self::Refused(_) => {
                Code::Forbidden
            }
        }
    }
    fn reason(&self) -> &'static str {
        match self {
            Self::NoPerson => "PERSON_REQUIRED",
            Self::Writer => "AUTHOR_MAY_NOT_DECIDE",
            Self::NotInRole => "NOT_IN_STEP_ROLE",
            Self::DelegationOver => "DELEGATION_OVER",
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
            Self::DelegationOver => "您受托签发的期限已过，或委托已收回".to_owned(),
            Self::Refused(refused) => refused.message(),
            Self::OtherStep => "您已审过本稿的另一步，同一人不能审两步".to_owned(),
            Self::Twice => "您已对这一步作出决定".to_owned(),
            Self::NotOpen => "这一步已经结束或尚未开始，请刷新".to_owned(),
        }
    }
}

/// By what right someone decides a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// Who they are.
    pub(super) person: PersonId,
    /// In a principal's name.
    pub(super) delegated: Option<(DelegationId, PersonId)>,
    /// By having taken the case through.
    pub(super) by_override: Option<OverrideId>,
}

/// Asks whether the actor may decide the step now; gives back by what right.
pub(super) fn ask(
    actor: &Actor,
    case: &Case,
    step: &Step,
    decisions: &[StepDecision],
    taken: Option<&Override>,
) -> Result<Standing, MayNot> {
    let person = actor.person().ok_or(MayNot::NoPerson)?;
    if case.writers.contains(&person) || case.author == person {
        return Err(MayNot::Writer);
    }
    let standing = right(actor, case, step, person, taken)?;
    let theirs = || decisions.iter().filter(|decision| decision.person == person);
    if theirs().any(|decision| decision.step == step.id) {
        return Err(MayNot::Twice);
    }
    if !step.repeat_allowed && standing.by_override.is_none() && theirs().next().is_some() {
        return Err(MayNot::OtherStep);
    }
    if case.state != CaseState::Open || step.state != StepState::Open {
        return Err(MayNot::NotOpen);
    }
    Ok(standing)
}

/// The role, an override of theirs, or a delegation that covers the piece, in this order.
fn right(
    actor: &Actor,
    case: &Case,
    step: &Step,
    person: PersonId,
    taken: Option<&Override>,
) -> Result<Standing, MayNot> {
    let own = Standing { person, delegated: None, by_override: None };
    if let Some(taken) = taken.filter(|taken| taken.person == person) {
        actor.require(Action::ReviewOverride, Scope::County)?;
        return Ok(Standing { by_override: Some(taken.id), ..own });
    }
    if actor.holds(step.role, step.scope()) || (step.co_sign && actor.holds(Role::Principal, step.scope())) {
        actor.require(step.action(), step.scope())?;
        return Ok(own);
    }
    let held = lent(actor, case, step).ok_or(MayNot::NotInRole)?;
    actor.require(step.action(), Scope::Department(case.department))?;
    Ok(Standing { delegated: Some((held.id, held.principal)), ..own })
}

/// A delegation of the actor's for this sign-off; none of a principal who wrote on the piece.
pub(super) fn lent<'a>(actor: &'a Actor, case: &Case, step: &Step) -> Option<&'a Held> {
    let signs = step.sign_off && step.role == Role::Principal;
    let fits = |held: &&Held| held.covers(case.department) && !case.writers.contains(&held.principal);
    actor.delegations().iter().find(fits).filter(|_| signs)
}

/// Sees that a delegation still holds: the session that carries it may be some seconds old.
pub(super) async fn confirm(tx: &mut TenantTx, standing: &Standing) -> Result<Option<MayNot>, Storage> {
    let Some((delegation, _)) = standing.delegated else { return Ok(None) };
    let holds = tenancy::delegation::holds(tx, delegation).await?;
    Ok((!holds).then_some(MayNot::DelegationOver))
}

/// True when the actor may decide the step now, gates aside.
#[must_use]
pub fn may_decide(
    actor: &Actor,
    case: &Case,
    step: &Step,
    decisions: &[StepDecision],
    taken: Option<&Override>,
) -> bool {
    ask(actor, case, step, decisions, taken).is_ok()
}
