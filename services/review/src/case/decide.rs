//! Decide an open step: pass, return for rework, or sign off. The last pass writes the approval.

use content::article::{AdvanceError, mark_approved, mark_returned};
use platform::audit::Entry;
use platform::{Storage, TenantTx, mask};
use serde_json::{Value, json};
use tenancy::Actor;
use tenancy::second_factor::Unproved;
use uuid::Uuid;

use super::may::{MayNot, Standing, ask, confirm};
use super::{Case, CaseState, Decision, GateVerdict, Step, StepDecision, StepId, StepState, flow, store};
use crate::debt::{self, Override};
use crate::{deadline, proof};

/// Why a decision was not taken.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// No such step, or not visible.
    #[error("no such step")]
    NotFound,
    /// Not theirs to decide.
    #[error(transparent)]
    MayNot(#[from] MayNot),
    /// A gate of the step is not passed yet, or someone returned it.
    #[error("not every gate of the step is passed")]
    GatesOpen,
    /// A sign-off step is signed off, any other is passed.
    #[error("the step is not decided so")]
    WrongDecision,
    /// To return needs a reason.
    #[error("a return needs a reason")]
    ReasonMissing,
    /// The table refused the approval: the case did not go the whole way.
    #[error("the case is not passed")]
    NotPassed,
    /// An emergency asks for a code of the person's phone first.
    #[error(transparent)]
    Unproved(#[from] Unproved),
    /// The piece is no longer where the case left it.
    #[error(transparent)]
    Advance(#[from] AdvanceError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(DecideError { MayNot, Unproved, Advance, Storage;
    NotFound => NotFound, "STEP_NOT_FOUND", "没有这个审核步骤";
    GatesOpen => Conflict, "GATES_OPEN", "还有关口未通过，不能放行";
    WrongDecision => Invalid, "WRONG_DECISION", "签发步骤请选“签发”，其他步骤请选“通过”";
    ReasonMissing => Invalid, "REASON_REQUIRED", "退回须写明理由";
    NotPassed => Conflict, "CASE_NOT_PASSED", "审核流程尚未走完，不能批准" });

/// Decides a step. The case is locked first, so of two who decide at once the second finds the step as the first left it.
///
/// # Errors
/// When the step is not open to them, a gate is not passed, or the piece moved on.
pub async fn decide(
    tx: &mut TenantTx,
    actor: &Actor,
    step: StepId,
    decision: Decision,
    reason: &str,
) -> Result<Case, DecideError> {
    let opened = Opened::lock(tx, actor, step).await?;
    let verdicts = store::verdicts_of(tx, &[opened.case.id]).await?;
    allowed(&opened.step, &verdicts, decision, reason)?;
    proof::before(tx, actor, &opened.case, &opened.step, decision).await?;
    opened.take(tx, decision, reason, None).await
}

/// A case locked for somebody who may decide its open step.
pub(super) struct Opened {
    pub(super) case: Case,
    pub(super) step: Step,
    pub(super) standing: Standing,
    steps: Vec<Step>,
    index: usize,
    decisions: Vec<StepDecision>,
}

impl Opened {
    pub(super) async fn lock(tx: &mut TenantTx, actor: &Actor, step: StepId) -> Result<Self, DecideError> {
        let case = store::find_by_step(tx, step).await?.ok_or(DecideError::NotFound)?;
        let case = store::lock(tx, case).await?.ok_or(DecideError::NotFound)?;
        let steps = store::steps_of(tx, &[case.id]).await?;
        let index = steps.iter().position(|candidate| candidate.id == step).ok_or(DecideError::NotFound)?;
        let step = steps.get(index).cloned().ok_or(DecideError::NotFound)?;
        let decisions = store::decisions_of(tx, &[case.id]).await?;
        let taken = debt::store::overrides_of(tx, &[case.id]).await?.pop();
        let standing = ask(actor, &case, &step, &decisions, taken.as_ref())?;
        if let Some(over) = confirm(tx, &standing).await? {
            return Err(over.into());
        }
        Ok(Self { case, step, standing, steps, index, decisions })
    }

    /// Takes the decision, and moves the case on; `bulk` is the act it is one of.
    pub(super) async fn take(
        self,
        tx: &mut TenantTx,
        decision: Decision,
        reason: &str,
        bulk: Option<Uuid>,
    ) -> Result<Case, DecideError> {
        let Self { mut case, step, standing, mut steps, index, mut decisions } = self;
        let said = say(tx, &case, &step, standing, (decision, reason, bulk)).await?;
        decisions.push(said);
        match decision {
            Decision::Return => send_back(tx, &mut case, &mut steps, index).await?,
            Decision::Pass | Decision::SignOff if flow::quorum_reached(&step, &decisions) => {
                passed(tx, &mut case, steps, index, &decisions).await?;
            }
            Decision::Pass | Decision::SignOff => {}
        }
        crate::bridge::look(tx, case.id).await?;
        super::open::announce(tx, &case);
        Ok(case)
    }
}

/// Writes the decision down with the right it was taken by.
async fn say(
    tx: &mut TenantTx,
    case: &Case,
    step: &Step,
    standing: Standing,
    (decision, reason, bulk): (Decision, &str, Option<Uuid>),
) -> Result<StepDecision, DecideError> {
    let said = StepDecision {
        step: step.id,
        person: standing.person,
        role: step.role,
        decision,
        reason: mask::staff(reason.trim()),
        decided_at: tx.now(),
        delegated: standing.delegated,
        by_override: standing.by_override,
    };
    store::insert_decision(tx, case, step, &said, bulk).await.map_err(refused_by_table)?;
    let mut entry = Entry::new("review.decide", "review_case", case.id.0)
        .of(case.department)
        .with("step", step.position)
        .with("decision", decision.as_str())
        .with("reason", &said.reason);
    if let Some((delegation, principal)) = said.delegated {
        entry = entry.with("delegation", delegation).with("on_behalf_of", principal);
    }
    if let Some(taken) = said.by_override {
        entry = entry.with("override", taken);
    }
    if let Some(bulk) = bulk {
        entry = entry.with("bulk", bulk);
    }
    tx.audit(entry);
    Ok(said)
}

/// What the step itself asks of a decision.
pub(super) fn allowed(
    step: &Step,
    verdicts: &[GateVerdict],
    decision: Decision,
    reason: &str,
) -> Result<(), DecideError> {
    match (decision, step.sign_off) {
        (Decision::Return, _) if reason.trim().is_empty() => return Err(DecideError::ReasonMissing),
        (Decision::Return, _) => return Ok(()),
        (Decision::Pass, true) | (Decision::SignOff, false) => return Err(DecideError::WrongDecision),
        _ => {}
    }
    if flow::gates_passed(step, verdicts) { Ok(()) } else { Err(DecideError::GatesOpen) }
}

/// A step has its quorum: it is closed, and what follows begins.
pub(super) async fn passed(
    tx: &mut TenantTx,
    case: &mut Case,
    mut steps: Vec<Step>,
    index: usize,
    decisions: &[StepDecision],
) -> Result<(), DecideError> {
    if let Some(step) = steps.get_mut(index) {
        step.state = StepState::Passed;
        step.stuck_at = None;
        close(tx, step).await?;
    }
    match flow::next(&steps) {
        flow::Next::Wait => {}
        flow::Next::Stage(stage) => {
            super::open::open_stage(tx, case, &mut steps, stage).await?;
            let first = steps.iter().filter(|step| step.stage == stage).map(|step| step.position).min();
            case.current_step = first.unwrap_or(case.current_step);
            store::save(tx, case).await?;
        }
        flow::Next::Approve => {
            let taken = debt::store::overrides_of(tx, &[case.id]).await?.pop();
            approve(tx, case, decisions, taken.as_ref()).await?;
        }
    }
    Ok(())
}

/// The piece goes back to its desk; others who were asked at the same time need not answer any more. The case ends last: whoever
/// co-signs moves the piece on only while it is open.
async fn send_back(tx: &mut TenantTx, case: &mut Case, steps: &mut [Step], index: usize) -> Result<(), DecideError> {
    for (place, step) in steps.iter_mut().enumerate().filter(|(_, step)| step.state == StepState::Open) {
        if place == index {
            step.state = StepState::Returned;
            close(tx, step).await?;
        } else {
            step.state = StepState::Waiting;
            store::save_step(tx, step).await?;
        }
    }
    mark_returned(tx, case.article, case.revision).await?;
    end(tx, case, CaseState::Returned).await?;
    Ok(())
}

/// Ends a step, with the working time it took.
async fn close(tx: &mut TenantTx, step: &mut Step) -> Result<(), Storage> {
    step.closed_at = Some(tx.now());
    step.worked_minutes = match step.opened_at {
        Some(opened) => deadline::worked(tx, opened).await?,
        None => None,
    };
    store::save_step(tx, step).await
}

async fn approve(
    tx: &mut TenantTx,
    case: &mut Case,
    decisions: &[StepDecision],
    taken: Option<&Override>,
) -> Result<(), DecideError> {
    if let Some(taken) = taken.filter(|taken| decisions.iter().any(|said| said.by_override == Some(taken.id))) {
        debt::owe(tx, case, taken).await?;
    }
    mark_approved(tx, case.article, case.revision).await?;
    end(tx, case, CaseState::Approved).await?;
    let record: Vec<Value> = decisions.iter().map(recorded).collect();
    store::insert_approval(tx, case, &Value::Array(record)).await.map_err(|error| match error.constraint() {
        Some("approval_passed_case" | "approval_co_signed" | "approval_signed_off" | "approval_override_debt") => {
            DecideError::NotPassed
        }
        _ => DecideError::Storage(error),
    })?;
    tx.audit(
        Entry::new("review.approve", "review_case", case.id.0)
            .of(case.department)
            .with("revision", case.revision)
            .with("digest", case.digest.to_string())
            .with("rule_version", case.rule_version),
    );
    Ok(())
}

async fn end(tx: &mut TenantTx, case: &mut Case, state: CaseState) -> Result<(), Storage> {
    case.state = state;
    case.closed_at = Some(tx.now());
    store::save(tx, case).await
}

fn recorded(said: &StepDecision) -> Value {
    json!({
        "step": said.step,
        "person": said.person,
        "role": said.role,
        "decision": said.decision.as_str(),
        "reason": said.reason,
        "at": said.decided_at.unix_timestamp(),
        "delegation": said.delegated.map(|(delegation, _)| delegation),
        "on_behalf_of": said.delegated.map(|(_, principal)| principal),
        "override": said.by_override,
    })
}

fn refused_by_table(error: Storage) -> DecideError {
    match error.constraint() {
        Some("review_decision_not_author") => DecideError::MayNot(MayNot::Writer),
        Some("review_decision_once_key") => DecideError::MayNot(MayNot::Twice),
        Some("review_decision_one_step_key") => DecideError::MayNot(MayNot::OtherStep),
        Some("review_decision_delegated") => DecideError::MayNot(MayNot::DelegationOver),
        Some("review_decision_return_reason") => DecideError::ReasonMissing,
        _ => DecideError::Storage(error),
    }
}
