//! Begin to close an account. It may still publish, for its last notice goes out on it.

use platform::audit::Entry;
use platform::{Invalid, TenantTx, mask};
use tenancy::Actor;

use super::{Closing, ClosingError, held, store};
use crate::AccountId;
use crate::account::{AccountState, changed};

/// Begins it, for a reason.
///
/// # Errors
/// When the actor may not, gives no reason, or it was begun before.
pub async fn begin(tx: &mut TenantTx, actor: &Actor, id: AccountId, reason: &str) -> Result<Closing, ClosingError> {
    let (account, closing) = held(tx, actor, id).await?;
    let mut invalid = Invalid::default();
    let length = reason.trim().chars().count();
    invalid.check((1..=200).contains(&length), "reason", "LENGTH", "请填写 1 至 200 字的关停原因");
    invalid.into_result()?;
    if closing.is_some() || account.state == AccountState::Closed {
        return Err(ClosingError::Order);
    }
    let reason = mask::staff(reason.trim());
    store::insert(tx, id, &reason, actor.person()).await?;
    tx.audit(Entry::new("account.begin_closing", "account", id.0).of(account.department).with("reason", &reason));
    tx.announce(changed(id, account.department));
    store::of_accounts(tx, &[id]).await?.pop().ok_or(ClosingError::NotFound)
}
