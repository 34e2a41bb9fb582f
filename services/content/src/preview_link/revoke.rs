//! Revoke a preview link.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{PreviewLink, PreviewLinkId, store};

/// Why a link was not revoked.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum RevokeError {
    #[error("no such link")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RevokeError { Refused, Storage; NotFound => NotFound, "LINK_NOT_FOUND", "预览链接不存在" });

/// Ends a link at once. Ending one that no longer opens changes nothing.
///
/// # Errors
/// When there is none, or its piece is not the actor's.
pub async fn revoke(tx: &mut TenantTx, actor: &Actor, id: PreviewLinkId) -> Result<PreviewLink, RevokeError> {
    let mut link = store::by_ids(tx, &[id]).await?.pop().ok_or(RevokeError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(link.department))?;
    if end(tx, id).await? {
        link.revoked_at = Some(tx.now());
        let entry = Entry::new("preview.revoke", "article", link.article.0).of(link.department);
        tx.audit(entry.with("link", id));
    }
    Ok(link)
}

/// True when it was open.
pub(crate) async fn end(tx: &mut TenantTx, id: PreviewLinkId) -> Result<bool, Storage> {
    store::revoke(tx, id).await
}
