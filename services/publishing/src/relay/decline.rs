//! Decline a part of a task with a reason; the county's desk may ask again.

use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::{changed, store, told};
use crate::{AccountId, RelayId};

/// Why it was not declined, or not asked again.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum DeclineError {
    #[error("no such task or account")]
    NotFound,
    /// It is out, was declined, or nobody declined it.
    #[error("the copy is in another state")]
    DoesNotFit,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(DeclineError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "RELAY_NOT_FOUND", "没有这项转载任务，或其中没有这个账号"
    ; DoesNotFit => Conflict, "RELAY_MOVED_ON", "这个账号的转载已有变动，请刷新后查看"
});

/// Says for an account that it will not carry the piece, and why.
///
/// # Errors
/// When the account has no open part of the task, the actor does not write for its department, or gave no reason.
pub async fn decline(
    tx: &mut TenantTx,
    actor: &Actor,
    id: RelayId,
    account: AccountId,
    reason: &str,
) -> Result<(), DeclineError> {
    let copy = store::copy::hold_one(tx, id, account).await?.ok_or(DeclineError::NotFound)?;
    actor.require(Action::RelayCarry, Scope::Department(copy.department))?;
    let reason = reasoned(reason)?;
    if !copy.is_open() {
        return Err(DeclineError::DoesNotFit);
    }
    store::copy::decline(tx, actor, &copy, &reason).await?;
    let entry = told("relay.decline", id).of(copy.department).with("account", account);
    tx.audit(entry.with("reason", mask::staff(&reason)));
    tx.announce(changed(id, Some(copy.department)));
    Ok(())
}

/// Asks again for what was declined.
///
/// # Errors
/// When the actor does not order for the county, the account did not decline, or no reason was given.
pub async fn insist(
    tx: &mut TenantTx,
    actor: &Actor,
    id: RelayId,
    account: AccountId,
    reason: &str,
) -> Result<(), DeclineError> {
    let copy = store::copy::hold_one(tx, id, account).await?.ok_or(DeclineError::NotFound)?;
    actor.require(Action::RelayOrder, Scope::County)?;
    let reason = reasoned(reason)?;
    if copy.declined_at.is_none() || copy.recalled {
        return Err(DeclineError::DoesNotFit);
    }
    store::copy::insist(tx, &copy, &reason).await?;
    let entry = told("relay.insist", id).of(copy.department).with("account", account);
    tx.audit(entry.with("reason", mask::staff(&reason)));
    tx.announce(changed(id, Some(copy.department)));
    Ok(())
}

/// # Errors
/// When it is too short or too long.
pub(super) fn reasoned(reason: &str) -> Result<String, Invalid> {
    let reason = reason.trim();
    let mut faults = Invalid::default();
    let fits = (4..=200).contains(&reason.chars().count());
    faults.check(fits, "reason", "REASON_LENGTH", "请写明理由，4 至 200 字");
    faults.into_result()?;
    Ok(reason.to_owned())
}
