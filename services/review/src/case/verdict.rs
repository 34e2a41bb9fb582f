//! Judge one gate of one piece. Secrecy is judged nowhere else (保密审查逐项进行); other gates of plain pieces may be passed in bulk, where a
//! rule allows it.

use platform::audit::Entry;
use platform::{Storage, TenantTx, mask};
use tenancy::Actor;

use super::may::{MayNot, ask, confirm};
use super::{Case, GateVerdict, StepId, Verdict, store};
use crate::Gate;
use crate::findings::{self, Seen};

/// Why a verdict was not taken.
#[derive(Debug, thiserror::Error)]
pub enum VerdictError {
    /// No such step, or not visible.
    #[error("no such step")]
    NotFound,
    /// Not theirs to judge.
    #[error(transparent)]
    MayNot(#[from] MayNot),
    /// The gate is judged at another step.
    #[error("the gate does not belong to the step")]
    NotOfStep,
    /// They judged it before; a word once given stands.
    #[error("the gate was judged by this person")]
    Twice,
    /// To return needs a reason.
    #[error("a return needs a reason")]
    ReasonMissing,
    /// A check found what blocks, such as a secret mark, and nobody let it stand.
    #[error("a blocking finding stands")]
    Blocked,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(VerdictError { MayNot, Storage;
    NotFound => NotFound, "STEP_NOT_FOUND", "没有这个审核步骤";
    NotOfStep => Invalid, "GATE_NOT_OF_STEP", "这一步不设这一关";
    Twice => Conflict, "GATE_ALREADY_JUDGED", "您已对这一关作出判断";
    ReasonMissing => Invalid, "REASON_REQUIRED", "不通过须写明理由";
    Blocked => Conflict, "BLOCKING_FINDING", "存在阻断问题（如密级标志），未写明理由保留，此关不能通过" });

/// Gives one person's verdict on one gate of an open step, with the findings they saw.
///
/// # Errors
/// When the step is not open to them, the gate is not its, or the gate cannot be passed.
pub async fn verdict(
    tx: &mut TenantTx,
    actor: &Actor,
    step: StepId,
    gate: Gate,
    verdict: Verdict,
    reason: &str,
) -> Result<Case, VerdictError> {
    let case = store::find_by_step(tx, step).await?.ok_or(VerdictError::NotFound)?;
    let case = store::lock(tx, case).await?.ok_or(VerdictError::NotFound)?;
    let steps = store::steps_of(tx, &[case.id]).await?;
    let step = steps.iter().find(|candidate| candidate.id == step).ok_or(VerdictError::NotFound)?;
    let decisions = store::decisions_of(tx, &[case.id]).await?;
    let taken = crate::debt::store::overrides_of(tx, &[case.id]).await?.pop();
    let standing = ask(actor, &case, step, &decisions, taken.as_ref())?;
    if let Some(over) = confirm(tx, &standing).await? {
        return Err(over.into());
    }
    if !step.gates.contains(&gate) {
        return Err(VerdictError::NotOfStep);
    }
    if verdict == Verdict::Return && reason.trim().is_empty() {
        return Err(VerdictError::ReasonMissing);
    }
    let findings = seen(tx, &case, gate).await?;
    if verdict == Verdict::Pass && findings.iter().any(Seen::stops) {
        return Err(VerdictError::Blocked);
    }
    let said = GateVerdict {
        step: step.id,
        gate,
        person: standing.person,
        verdict,
        // The sheet is read by many and kept for good: a number of a person has no place there (I7).
        reason: mask::staff(reason.trim()),
        findings,
        decided_at: tx.now(),
    };
    store::insert_verdict(tx, &case, &said, None).await.map_err(refused_by_table)?;
    tx.audit(
        Entry::new("review.verdict", "review_case", case.id.0)
            .of(case.department)
            .with("step", step.position)
            .with("gate", gate)
            .with("verdict", verdict.as_str())
            .with("reason", &said.reason)
            .with("findings", said.findings.len()),
    );
    super::open::announce(tx, &case);
    Ok(case)
}

/// What the gate's person saw: what was found at the submission or since, and who let what stand.
async fn seen(tx: &mut TenantTx, case: &Case, gate: Gate) -> Result<Vec<Seen>, Storage> {
    let Some(revision) = content::revision::by_ids(tx, &[case.revision]).await?.pop() else { return Ok(Vec::new()) };
    let found = findings::of_revision(tx, &revision).await?;
    Ok(found.into_iter().map(|fixed| fixed.seen).filter(|seen| seen.gate == gate).collect())
}

fn refused_by_table(error: Storage) -> VerdictError {
    match error.constraint() {
        Some("gate_verdict_once_key") => VerdictError::Twice,
        Some("gate_verdict_not_author") => VerdictError::MayNot(MayNot::Writer),
        Some("gate_verdict_return_reason") => VerdictError::ReasonMissing,
        _ => VerdictError::Storage(error),
    }
}
