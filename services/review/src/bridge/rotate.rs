//! Issue a bridge's secret, the first or the next: the new one holds at once, the old one beside it for a day.

use platform::TenantTx;
use platform::audit::Entry;
use platform::secrets::Vault;
use platform::webhook::NewSecret;
use tenancy::{Action, Actor, Scope};

use super::accounts::LinkError;
use super::{Bridge, BridgeId, changed, place, store, tell};

/// A secret just issued, to be shown once.
#[derive(Debug)]
pub struct BridgeSecret {
    /// Whose it is.
    pub bridge: Bridge,
    /// `whsec_…`.
    pub secret: String,
}

/// Issues a secret; it is told here and never again. A second one inside the overlap ends the oldest.
///
/// # Errors
/// When there is no such bridge, it is not the actor's to do, or no secret could be made.
pub async fn rotate(tx: &mut TenantTx, actor: &Actor, vault: &Vault, id: BridgeId) -> Result<BridgeSecret, LinkError> {
    actor.require(Action::BridgeLink, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(LinkError::NotFound);
    }
    let secret = NewSecret::draw(vault, &place(tx.county(), id)).map_err(LinkError::Vault)?;
    store::rotate(tx, id, &secret.sealed).await?;
    tell::look_at_all(tx).await?;
    tx.audit(Entry::new("oa.issue_secret", "oa_bridge", id.0));
    tx.announce(changed(id));
    let bridge = store::find(tx, id).await?.ok_or(LinkError::NotFound)?;
    Ok(BridgeSecret { bridge, secret: secret.text })
}
