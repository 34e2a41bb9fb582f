//! Rotate a connector's secret: the new one signs at once, the old one beside it for a day.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::webhook::NewSecret;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{ConnectorSecret, changed, place, store};
use crate::ConnectorId;

/// Why a secret is not rotated.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum RotateError {
    #[error("no such connector")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("make a secret")]
    Vault(#[source] VaultError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RotateError { Refused, Storage;
    NotFound => NotFound, "CONNECTOR_NOT_FOUND", "没有这个对接程序";
    Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

/// Makes a new secret; it is told here and never again. A second rotation inside the overlap ends the oldest secret.
///
/// # Errors
/// See [`RotateError`].
pub async fn rotate(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    id: ConnectorId,
) -> Result<ConnectorSecret, RotateError> {
    actor.require(Action::AccountManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(RotateError::NotFound);
    }
    let secret = NewSecret::draw(vault, &place(tx.county(), id)).map_err(RotateError::Vault)?;
    store::rotate(tx, id, &secret.sealed).await?;
    tx.audit(Entry::new("connector.rotate_secret", "connector", id.0));
    tx.announce(changed(id));
    let connector = store::find(tx, id).await?.ok_or(RotateError::NotFound)?;
    Ok(ConnectorSecret { connector, secret: secret.text })
}
