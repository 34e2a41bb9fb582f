//! Do what a decision from outside says, by the use cases of a review, or say which of its fields stands in the way.

use platform::webhook::Declined;
use platform::{Storage, TenantTx};
use tenancy::Actor;
use tenancy::second_factor::Unproved;

use super::said::{Decided, Taken};
use crate::case::{self, Case, DecideError, GateVerdict, MayNot, StepState, VerdictError, decide, verdict};
use crate::{CaseId, Verdict, debt};

/// Why a believed message does not count, where no rule of a review says so.
#[derive(Debug, thiserror::Error)]
pub(super) enum Decline {
    #[error("the message id was used for another message")]
    IdUsed,
    #[error("the bridge is not active")]
    Paused,
    #[error("the account is nobody's")]
    UnknownAccount,
    #[error("the step was not sent to this bridge")]
    NotSent,
    #[error("decided in the future")]
    Future,
    #[error("decided before the step opened")]
    TooEarly,
    #[error("the digest is not the case's")]
    OtherText,
    #[error("an override is decided here alone")]
    Override,
}

platform::refusal!(Decline { ;
    IdUsed => Conflict, "MESSAGE_ID_USED", "这个 webhook-id 已用于另一条消息";
    Paused => Conflict, "BRIDGE_PAUSED", "对接已暂停或停用，请在平台内审核";
    UnknownAccount => Forbidden, "ACCOUNT_NOT_LINKED", "这个 OA 账号没有对应的审核人";
    NotSent => NotFound, "STEP_NOT_SENT", "没有把这个步骤送给本系统";
    Future => Invalid, "IN_THE_FUTURE", "决定时间晚于现在，请校准时钟";
    TooEarly => Invalid, "BEFORE_OPENING", "决定时间早于步骤开始";
    OtherText => Conflict, "DIGEST_MISMATCH", "决定所依据的不是送审的版本，请按最新消息重审";
    Override => Forbidden, "OVERRIDE_NOT_BY_BRIDGE", "紧急越步的稿件须本人在平台内办理" });

/// Judges the gates the message judges, one by one, and decides the step.
///
/// # Errors
/// When the database fails; a refusal is the inner result.
pub(super) async fn act(
    tx: &mut TenantTx,
    actor: &Actor,
    decided: &Decided,
) -> Result<Result<Taken, Declined>, Storage> {
    let case = match asked(tx, actor, decided).await? {
        Ok(case) => case,
        Err(declined) => return Ok(Err(declined)),
    };
    let said = case::verdicts_of(tx, &[case.id]).await?;
    for (place, (gate, word, reason)) in decided.verdicts.iter().enumerate() {
        let before = |said: &&GateVerdict| {
            said.step == decided.step && said.gate == *gate && Some(said.person) == actor.person()
        };
        // What they said here before they turned to the other system stands, where it is the same word.
        if said.iter().find(before).is_some_and(|said| said.verdict == *word) {
            continue;
        }
        if let Err(error) = verdict(tx, actor, decided.step, *gate, *word, reason).await {
            return storage_of_verdict(error).map(|error| Err(Declined::at(at_verdict(place, *word, &error), &error)));
        }
    }
    match decide(tx, actor, decided.step, decided.decision, &decided.reason).await {
        Ok(case) => taken(tx, case, decided).await.map(Ok),
        Err(error) => storage_of_decision(error).map(|error| Err(Declined::at(at_decision(&error), &error))),
    }
}

/// What is asked before any gate: the text that was sent (I2), and no override, which nobody takes from outside.
async fn asked(tx: &mut TenantTx, actor: &Actor, decided: &Decided) -> Result<Result<Case, Declined>, Storage> {
    let found = match case::store::find_by_step(tx, decided.step).await? {
        Some(id) => case::store::lock(tx, id).await?,
        None => None,
    };
    let Some(case) = found else { return Ok(Err(Declined::at("step", &DecideError::NotFound))) };
    if case.digest != decided.digest {
        return Ok(Err(Declined::at("digest", &Decline::OtherText)));
    }
    if decided.decided_at + platform::webhook::TOLERANCE < case.opened_at {
        return Ok(Err(Declined::at("decidedAt", &Decline::TooEarly)));
    }
    let overrides = debt::store::overrides_of(tx, &[case.id]).await?;
    if overrides.iter().any(|taken| Some(taken.person) == actor.person()) {
        return Ok(Err(Declined::at("account", &Decline::Override)));
    }
    Ok(Ok(case))
}

async fn taken(tx: &mut TenantTx, case: Case, decided: &Decided) -> Result<Taken, Storage> {
    let id: CaseId = case.id;
    let steps = case::steps_of(tx, &[id]).await?;
    let state = steps.iter().find(|step| step.id == decided.step).map_or(StepState::Open, |step| step.state);
    Ok(Taken {
        case: id,
        step: decided.step,
        step_state: state.as_str().to_owned(),
        case_state: case.state.as_str().to_owned(),
        recorded_at: tx.now().replace_nanosecond(0).unwrap_or(tx.now()),
    })
}

fn storage_of_verdict(error: VerdictError) -> Result<VerdictError, Storage> {
    match error {
        VerdictError::Storage(error) => Err(error),
        other => Ok(other),
    }
}

fn storage_of_decision(error: DecideError) -> Result<DecideError, Storage> {
    match error {
        DecideError::Storage(error) | DecideError::Unproved(Unproved::Storage(error)) => Err(error),
        other => Ok(other),
    }
}

fn at_verdict(place: usize, word: Verdict, error: &VerdictError) -> String {
    let name = match error {
        VerdictError::MayNot(may_not) => return at_person(may_not).to_owned(),
        VerdictError::NotFound => return "step".to_owned(),
        VerdictError::ReasonMissing => "reason",
        VerdictError::Blocked if word == Verdict::Pass => "verdict",
        _ => "gate",
    };
    format!("verdicts.{place}.{name}")
}

fn at_decision(error: &DecideError) -> &'static str {
    match error {
        DecideError::MayNot(may_not) => at_person(may_not),
        DecideError::Unproved(_) => "decision",
        DecideError::GatesOpen => "verdicts",
        DecideError::ReasonMissing => "reason",
        DecideError::WrongDecision => "decision",
        _ => "step",
    }
}

/// A step that is over is the step's matter; all else is the person's.
fn at_person(may_not: &MayNot) -> &'static str {
    if *may_not == MayNot::NotOpen { "step" } else { "account" }
}
