//! Report an account's credentials as lost or told to somebody (挂失). Nothing goes out on it until they were replaced.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::store;
use crate::AccountId;
use crate::account::{Account, AccountState, changed, set_state, store as accounts};

/// Why nothing was reported.
#[derive(Debug, thiserror::Error)]
pub enum LoseError {
    /// No such account.
    #[error("the account does not exist")]
    NotFound,
    /// The actor may not: neither the custodian nor an administrator of accounts.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// How is missing.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It has none to lose.
    #[error("the account has no credentials")]
    Missing,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(LoseError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    Missing => Conflict, "NO_CREDENTIALS", "账号没有填写密钥"
});

/// Notes the loss and stops the account.
///
/// # Errors
/// When the actor may not, or says not how.
pub async fn lose(tx: &mut TenantTx, actor: &Actor, id: AccountId, how: &str) -> Result<Account, LoseError> {
    actor.require(Action::AccountManage, Scope::County)?;
    accounts::hold(tx, id).await?;
    let account = accounts::find(tx, id).await?.ok_or(LoseError::NotFound)?;
    let mut invalid = Invalid::default();
    let length = how.trim().chars().count();
    invalid.check((1..=200).contains(&length), "reason", "LENGTH", "请用 1 至 200 字写明如何遗失或泄露");
    invalid.into_result()?;
    if !account.custody.held {
        return Err(LoseError::Missing);
    }
    let how = mask::staff(how.trim());
    store::set_lost(tx, id, &how).await?;
    if account.state == AccountState::Active {
        set_state(tx, &account, AccountState::Paused, Some("密钥已挂失，更换后恢复")).await?;
    }
    tx.audit(Entry::new("account.lose_secret", "account", id.0).of(account.department).with("reason", &how));
    tx.announce(changed(id, account.department));
    accounts::find(tx, id).await?.ok_or(LoseError::NotFound)
}
