//! Take a token back.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use uuid::Uuid;

use super::{ApiToken, store};
use crate::{Action, Actor, Refused, Scope};

/// Why it cannot be taken back.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum RevokeTokenError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("no such token of the caller")]
    NotFound,
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RevokeTokenError { Refused, Storage; NotFound => NotFound, "TOKEN_NOT_FOUND", "没有这个令牌" });

/// Takes one of the caller's own tokens back.
///
/// # Errors
/// When the actor may not, or it is not theirs.
pub async fn revoke(tx: &mut TenantTx, actor: &Actor, id: Uuid) -> Result<ApiToken, RevokeTokenError> {
    actor.require(Action::TokenManage, Scope::County)?;
    let row = store::revoke(tx, id).await?.ok_or(RevokeTokenError::NotFound)?;
    tx.audit(Entry::new("token.revoke", "api_token", id));
    Ok(row)
}
