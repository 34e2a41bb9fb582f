//! 批量通过: one of several pieces that a person passes at once, where the rule of the step allows it. Each piece is decided as if
//! alone: its own lock, verdicts, decision, reason and audit rows, in its own transaction; that one is refused undoes no other.
//! What needs a person's eye for itself is never among them.

use content::{Revision, Sensitivity};
use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::Actor;
use uuid::Uuid;

use super::decide::{self, DecideError, Opened};
use super::{Case, Decision, GateVerdict, Step, StepId, Verdict, store};
use crate::comment;
use crate::findings::{self, Seen};
use crate::{Gate, Severity};

/// The most pieces of one act.
pub const MOST_IN_BULK: usize = 50;

/// Why a piece is not passed among others. It can still be decided by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotInBulk {
    /// The rule of the step does not allow it, or the step holds the gate of secrecy or signs off.
    #[error("the step is not decided in bulk")]
    Step,
    /// It is sensitive or urgent.
    #[error("the piece is sensitive or urgent")]
    Class,
    /// The checks found what blocks or warns, and nobody let it stand.
    #[error("findings are open")]
    Findings,
    /// A reviewer's comment on its words is not settled.
    #[error("comments are open")]
    Comments,
    /// Someone returned a gate of it.
    #[error("a gate was returned")]
    Returned,
}

platform::refusal!(NotInBulk {;
    Step => Conflict, "NOT_IN_BULK", "这一步不允许批量通过，请逐件审核";
    Class => Conflict, "CLASS_NOT_IN_BULK", "敏感或突发稿件须逐件审核";
    Findings => Conflict, "FINDINGS_OPEN", "有未处理的检查问题，请打开逐件审核";
    Comments => Conflict, "COMMENTS_OPEN", "有未处理的批注，请打开逐件审核";
    Returned => Conflict, "GATE_RETURNED", "有关口被判不通过，请打开逐件审核" });

/// Why one of several pieces was not passed.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// It is for one person's eye alone.
    #[error(transparent)]
    NotInBulk(#[from] NotInBulk),
    /// It would not be passed alone either.
    #[error(transparent)]
    Decide(#[from] DecideError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(BulkError { NotInBulk, Decide, Storage });

/// Whether a piece may be passed among others at a step, whoever asks.
///
/// # Errors
/// With what stands in the way.
pub(super) fn fits<'a>(
    step: &Step,
    plain: bool,
    verdicts: &[GateVerdict],
    found: impl IntoIterator<Item = &'a Seen>,
    comments: i64,
) -> Result<(), NotInBulk> {
    if !step.bulk || step.sign_off || step.gates.contains(&Gate::Secrecy) {
        return Err(NotInBulk::Step);
    }
    if !plain {
        return Err(NotInBulk::Class);
    }
    let open = |seen: &Seen| seen.severity != Severity::Note && seen.accepted.is_none();
    if found.into_iter().any(open) {
        return Err(NotInBulk::Findings);
    }
    if 0 < comments {
        return Err(NotInBulk::Comments);
    }
    let returned = verdicts.iter().any(|said| said.step == step.id && said.verdict == Verdict::Return);
    if returned { Err(NotInBulk::Returned) } else { Ok(()) }
}

/// Neither sensitive nor urgent.
pub(super) fn plain(revision: &Revision) -> bool {
    revision.sensitivity == Sensitivity::Plain && !revision.emergency
}

/// Passes one piece of an act that passes several; `bulk` is the act's id. The gates of the step get the person's verdicts too.
///
/// # Errors
/// When the step is not open to them, or the piece is not one to be passed among others.
pub async fn pass_in_bulk(
    tx: &mut TenantTx,
    actor: &Actor,
    step: StepId,
    bulk: Uuid,
    reason: &str,
) -> Result<Case, BulkError> {
    let opened = Opened::lock(tx, actor, step).await?;
    let revision = content::revision::by_ids(tx, &[opened.case.revision]).await?.pop().ok_or(DecideError::NotFound)?;
    let found = findings::of_revision(tx, &revision).await?;
    let mut verdicts = store::verdicts_of(tx, &[opened.case.id]).await?;
    let comments: i64 = comment::open_on(tx, &[opened.case.id.0]).await?.iter().map(|(_, open)| open).sum();
    fits(&opened.step, plain(&revision), &verdicts, found.iter().map(|fixed| &fixed.seen), comments)?;
    for gate in opened.step.gates.clone() {
        if let Some(said) = judge(tx, &opened, &verdicts, gate, &found, bulk).await? {
            verdicts.push(said);
        }
    }
    decide::allowed(&opened.step, &verdicts, Decision::Pass, reason)?;
    Ok(opened.take(tx, Decision::Pass, reason, Some(bulk)).await?)
}

/// The person's verdict on one gate, with what the checks showed there; none where they gave it before.
async fn judge(
    tx: &mut TenantTx,
    opened: &Opened,
    verdicts: &[GateVerdict],
    gate: Gate,
    found: &[findings::Fixed],
    bulk: Uuid,
) -> Result<Option<GateVerdict>, Storage> {
    let (case, step, person) = (&opened.case, &opened.step, opened.standing.person);
    if verdicts.iter().any(|said| (said.step, said.gate, said.person) == (step.id, gate, person)) {
        return Ok(None);
    }
    let findings = found.iter().map(|fixed| fixed.seen.clone()).filter(|seen| seen.gate == gate).collect();
    let (verdict, reason, decided_at) = (Verdict::Pass, String::new(), tx.now());
    let said = GateVerdict { step: step.id, gate, person, verdict, reason, findings, decided_at };
    store::insert_verdict(tx, case, &said, Some(bulk)).await?;
    tx.audit(
        Entry::new("review.verdict", "review_case", case.id.0)
            .of(case.department)
            .with("step", step.position)
            .with("gate", gate)
            .with("verdict", verdict.as_str())
            .with("findings", said.findings.len())
            .with("bulk", bulk),
    );
    Ok(Some(said))
}
