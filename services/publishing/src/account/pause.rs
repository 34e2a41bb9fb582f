//! Pause an account with a reason, and let it go on. The platform pauses one itself when the channel says the account is at fault.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Account, AccountState, changed, store};
use crate::AccountId;

/// Why an account was not paused or resumed.
#[derive(Debug, thiserror::Error)]
pub enum PauseError {
    /// No such account.
    #[error("the account does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// No reason was given.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It is in a state in which this makes no sense.
    #[error("the account is in another state")]
    State,
    /// It has no filing (C1).
    #[error("the account has no filing")]
    Unfiled,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(PauseError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    State => Conflict, "ACCOUNT_STATE", "账号当前状态不允许这项操作";
    Unfiled => Conflict, "ACCOUNT_UNFILED", "账号未备案，不得启用"
});

/// Stops an active account from publishing.
///
/// # Errors
/// When the actor may not, gave no reason, or the account is not active.
pub async fn pause(tx: &mut TenantTx, actor: &Actor, id: AccountId, reason: &str) -> Result<Account, PauseError> {
    let account = store::find(tx, id).await?.ok_or(PauseError::NotFound)?;
    actor.require(Action::AccountManage, Scope::County)?;
    let mut invalid = Invalid::default();
    invalid.check(!reason.trim().is_empty(), "reason", "REQUIRED", "请填写暂停原因");
    invalid.into_result()?;
    if account.state != AccountState::Active {
        return Err(PauseError::State);
    }
    set_state(tx, &account, AccountState::Paused, Some(&mask::staff(reason.trim()))).await?;
    store::find(tx, id).await?.ok_or(PauseError::NotFound)
}

/// Lets a paused or newly filed account publish.
///
/// # Errors
/// When the actor may not, the account is not paused, or has no filing.
pub async fn resume(tx: &mut TenantTx, actor: &Actor, id: AccountId) -> Result<Account, PauseError> {
    let account = store::find(tx, id).await?.ok_or(PauseError::NotFound)?;
    actor.require(Action::AccountManage, Scope::County)?;
    if account.filing.is_none() {
        return Err(PauseError::Unfiled);
    }
    if account.state != AccountState::Paused {
        return Err(PauseError::State);
    }
    set_state(tx, &account, AccountState::Active, None).await?;
    store::find(tx, id).await?.ok_or(PauseError::NotFound)
}

pub(crate) async fn set_state(
    tx: &mut TenantTx,
    account: &Account,
    state: AccountState,
    reason: Option<&str>,
) -> Result<(), Storage> {
    store::set_state(tx, account.id, state, reason).await?;
    let action = if state == AccountState::Active { "account.resume" } else { "account.pause" };
    tx.audit(Entry::new(action, "account", account.id.0).of(account.department).with("reason", reason));
    tx.announce(changed(account.id, account.department));
    Ok(())
}
