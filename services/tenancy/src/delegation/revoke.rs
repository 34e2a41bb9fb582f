//! Take a delegation back before its end: its principal does, or the security administrator.

use platform::audit::Entry;
use platform::{Storage, TenantTx};

use super::{Delegation, DelegationId, give, store};
use crate::{Action, Actor, Refused, Scope};

/// Why it is not taken back.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum RevokeError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("no such delegation, or it ended")]
    NotFound,
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RevokeError { Refused, Storage; NotFound => NotFound, "DELEGATION_NOT_FOUND", "没有这项委托，或其已结束" });

/// Takes it back, from now on. What was signed off under it stands.
///
/// # Errors
/// When it is not theirs, or has ended.
pub async fn revoke(tx: &mut TenantTx, actor: &Actor, id: DelegationId) -> Result<Delegation, RevokeError> {
    let found = store::find_many(tx, &[id.0]).await?.pop().ok_or(RevokeError::NotFound)?;
    if actor.person() != Some(found.principal) || !actor.may(Action::DelegationGive, Scope::County) {
        actor.require(Action::DelegationEnd, Scope::County)?;
    }
    if !store::revoke(tx, id).await? {
        return Err(RevokeError::NotFound);
    }
    tx.audit(Entry::new("delegation.revoke", "delegation", id.0).with("delegate", found.delegate));
    give::announce(tx, found.delegate);
    store::find_many(tx, &[id.0]).await?.pop().ok_or(RevokeError::NotFound)
}
