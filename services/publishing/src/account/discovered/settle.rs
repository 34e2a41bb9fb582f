//! Say what became of an account that was found.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Discovery, DiscoveryId, Outcome, store};
use crate::AccountId;

/// Why it stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// It is not on the list.
    #[error("the account is not on the list")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields break rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It was settled before.
    #[error("it was settled before")]
    Settled,
    /// No such account in the register.
    #[error("the account does not exist")]
    NoAccount,
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for SettleError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("discovered_account_account_fkey") => Self::NoAccount,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(SettleError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_DISCOVERY", "清单中没有这个账号";
    Settled => Conflict, "DISCOVERY_SETTLED", "该账号已经处置";
    NoAccount => NotFound, "NO_ACCOUNT", "账号不存在"
});

/// Settles it; who was asked to close one may be settled again.
///
/// # Errors
/// When the actor may not, a field breaks a rule, or it was settled before.
pub async fn settle(
    tx: &mut TenantTx,
    actor: &Actor,
    id: DiscoveryId,
    outcome: Outcome,
    note: &str,
    account: Option<AccountId>,
) -> Result<Discovery, SettleError> {
    actor.require(Action::AccountManage, Scope::County)?;
    let found = store::lock(tx, id).await?.ok_or(SettleError::NotFound)?;
    let mut invalid = Invalid::default();
    invalid.check(note.trim().chars().count() <= 200, "note", "LENGTH", "说明不超过 200 字");
    let named = (outcome == Outcome::Registered) == account.is_some();
    invalid.check(named, "accountId", "REQUIRED", "纳入登记的，请选择登记后的账号");
    invalid.into_result()?;
    if found.outcome.is_some_and(|outcome| outcome != Outcome::AskedToClose) {
        return Err(SettleError::Settled);
    }
    let note = mask::staff(note.trim());
    store::settle(tx, id, outcome, &note, account, actor.person()).await?;
    tx.audit(
        Entry::new("discovery.settle", "discovered_account", id.0)
            .with("outcome", outcome.as_str())
            .with("account", account)
            .with("note", &note),
    );
    store::find(tx, id).await?.ok_or(SettleError::NotFound)
}
