//! Take a grant back; the next look finds nothing.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use uuid::Uuid;

use super::store;
use crate::{Action, Actor, Refused, Scope};

/// Why it cannot be taken back.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum RevokeError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("no such grant in force")]
    NotFound,
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RevokeError { Refused, Storage; NotFound => NotFound, "GRANT_NOT_FOUND", "没有这项授权" });

/// Takes it back.
///
/// # Errors
/// When the actor may not, or it is not there.
pub async fn revoke(tx: &mut TenantTx, actor: &Actor, id: Uuid) -> Result<(), RevokeError> {
    actor.require(Action::GrantManage, Scope::County)?;
    if !store::revoke(tx, id).await? {
        return Err(RevokeError::NotFound);
    }
    tx.audit(Entry::new("grant.revoke", "oversight_grant", id));
    Ok(())
}
