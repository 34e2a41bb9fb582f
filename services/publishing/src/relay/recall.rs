//! Recall a task: what is out stays out, nothing more is asked of anyone.

use platform::jobs;
use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::decline::reasoned;
use super::remind::REMIND;
use super::{Task, changed, store, told};
use crate::RelayId;

/// Why it was not recalled.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum RecallError {
    #[error("no such task")]
    NotFound,
    #[error("the task was recalled")]
    Recalled,
    /// It is the region's to recall.
    #[error("the task came from above")]
    FromAbove,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RecallError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "RELAY_NOT_FOUND", "没有这项转载任务"
    ; Recalled => Conflict, "RELAY_RECALLED", "任务已撤销"
    ; FromAbove => Conflict, "RELAY_FROM_ABOVE", "上级下达的任务由上级撤销；如不适用，请各账号写明理由后不转"
});

/// Recalls a task of the county's own.
///
/// # Errors
/// When the actor does not order for the county, it came from above, was recalled, or no reason was given.
pub async fn recall(tx: &mut TenantTx, actor: &Actor, id: RelayId, reason: &str) -> Result<Task, RecallError> {
    actor.require(Action::RelayOrder, Scope::County)?;
    let task = store::lock(tx, id).await?.ok_or(RecallError::NotFound)?;
    let reason = reasoned(reason)?;
    if task.region.is_some() {
        return Err(RecallError::FromAbove);
    }
    if task.recalled_at.is_some() {
        return Err(RecallError::Recalled);
    }
    take_back(tx, &task, &reason).await?;
    Ok(Task { recalled_at: Some(tx.now()), recalled_reason: Some(reason), ..task })
}

pub(super) async fn take_back(tx: &mut TenantTx, task: &Task, reason: &str) -> Result<(), Storage> {
    store::recall(tx, task.id, reason).await?;
    jobs::cancel(tx, REMIND, &task.id.to_string()).await?;
    tx.audit(told("relay.recall", task.id).with("reason", mask::staff(reason)));
    tx.announce(changed(task.id, None));
    Ok(())
}
