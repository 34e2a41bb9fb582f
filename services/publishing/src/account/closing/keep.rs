//! Keep an account after all, as long as its last notice is not out.

use platform::TenantTx;
use platform::audit::Entry;
use tenancy::Actor;

use super::{ClosingError, held, store};
use crate::AccountId;
use crate::account::{Account, changed};

/// Gives its closing up.
///
/// # Errors
/// When the actor may not, it is not being closed, or the public was told already.
pub async fn keep(tx: &mut TenantTx, actor: &Actor, id: AccountId) -> Result<Account, ClosingError> {
    let (account, closing) = held(tx, actor, id).await?;
    if closing.is_none_or(|closing| closing.noticed.is_some()) {
        return Err(ClosingError::Order);
    }
    store::delete(tx, id).await?;
    tx.audit(Entry::new("account.keep", "account", id.0).of(account.department));
    tx.announce(changed(id, account.department));
    Ok(account)
}
