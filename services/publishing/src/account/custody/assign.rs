//! Give an account's credentials into someone's care (指定保管人).

use platform::audit::Entry;
use platform::{PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::store;
use crate::AccountId;
use crate::account::{Account, changed, store as accounts};

/// Why nobody else has the care of it.
#[derive(Debug, thiserror::Error)]
pub enum AssignError {
    /// No such account.
    #[error("the account does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// No such person.
    #[error("the person does not exist")]
    NoPerson,
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for AssignError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("account_custodian_fkey") => Self::NoPerson,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(AssignError {
    Refused, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    NoPerson => NotFound, "NO_PERSON", "没有这个人"
});

/// Names the custodian.
///
/// # Errors
/// When the actor may not, or there is no such account or person.
pub async fn assign(tx: &mut TenantTx, actor: &Actor, id: AccountId, person: PersonId) -> Result<Account, AssignError> {
    actor.require(Action::AccountManage, Scope::County)?;
    let account = accounts::find(tx, id).await?.ok_or(AssignError::NotFound)?;
    store::set_custodian(tx, id, person).await?;
    tx.audit(Entry::new("account.custodian", "account", id.0).of(account.department).with("person", person));
    tx.announce(changed(id, account.department));
    accounts::find(tx, id).await?.ok_or(AssignError::NotFound)
}
