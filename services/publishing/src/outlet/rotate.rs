//! Rotate an outlet's secret: the new one signs at once, the old one beside it for a day.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::webhook::NewSecret;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{OutletSecret, changed, place, store};
use crate::OutletId;

/// Why a secret is not rotated.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    /// No such outlet.
    #[error("no such outlet")]
    NotFound,
    /// Not the caller's to do.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// No secret could be made.
    #[error("make a secret")]
    Vault(#[source] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RotateError { Refused, Storage; NotFound => NotFound, "OUTLET_NOT_FOUND", "没有这家媒体"; Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

/// Makes a new secret; it is told here and never again. A second rotation inside the overlap ends the oldest secret.
///
/// # Errors
/// See [`RotateError`].
pub async fn rotate(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    id: OutletId,
) -> Result<OutletSecret, RotateError> {
    actor.require(Action::OutletManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(RotateError::NotFound);
    }
    let secret = NewSecret::draw(vault, &place(tx.county(), id)).map_err(RotateError::Vault)?;
    store::rotate(tx, id, &secret.sealed).await?;
    tx.audit(Entry::new("outlet.rotate_secret", "outlet", id.0));
    tx.announce(changed(id));
    let outlet = store::find(tx, id).await?.ok_or(RotateError::NotFound)?;
    Ok(OutletSecret { outlet, secret: secret.text })
}
