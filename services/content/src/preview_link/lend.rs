//! A view of one revision that the platform itself lends, to the readers of a system the county has set up.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{PersonId, Storage, TenantTx};
use time::OffsetDateTime;

use super::{PreviewLink, PreviewLinkId, PreviewToken, store};
use crate::Revision;

/// Why no view was lent.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum LendError {
    #[error("draw a token")]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

/// Makes a link to a revision in the name of whoever set the system up, for readers called `label`. It stands among the piece's other
/// links, where its department sees it and may end it.
///
/// # Errors
/// When there is no randomness or the database fails.
pub async fn lend(
    tx: &mut TenantTx,
    vault: &Vault,
    revision: &Revision,
    (label, made_by): (&str, PersonId),
    expires_at: OffsetDateTime,
) -> Result<(PreviewLink, PreviewToken), LendError> {
    let token = PreviewToken::draw(vault)?;
    let link = PreviewLink {
        id: PreviewLinkId(tx.new_id()),
        article: revision.article,
        revision: Some(revision.id),
        department: revision.department,
        label: label.chars().take(60).collect(),
        made_by,
        made_at: tx.now(),
        expires_at,
        revoked_at: None,
        opened: 0,
        opened_at: None,
    };
    store::insert(tx, &link, &token.hash()).await?;
    let entry = Entry::new("preview.lend", "article", revision.article.0).of(revision.department);
    tx.audit(entry.with("link", link.id).with("revision", revision.id).with("expires_at", expires_at.unix_timestamp()));
    Ok((link, token))
}

/// Ends links that were lent; one that no longer opens stays as it is.
///
/// # Errors
/// When the database fails.
pub async fn recall(tx: &mut TenantTx, links: &[PreviewLinkId]) -> Result<(), Storage> {
    for link in store::by_ids(tx, links).await? {
        if store::revoke(tx, link.id).await? {
            let entry = Entry::new("preview.revoke", "article", link.article.0).of(link.department);
            tx.audit(entry.with("link", link.id));
        }
    }
    Ok(())
}
