//! Let an outlet's own programs in: by a token it keeps, or by the signature of its secret.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use content::Digest;
use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::webhook::{self, Disbelief, Signed};
use platform::{Caller, CountyId, Database, Path, Storage, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::{Format, Outlet, RotateError, changed, place, store};
use crate::OutletId;

/// What a program shows to be let in.
#[derive(Clone, Copy, Debug)]
pub enum Shown<'a> {
    /// The outlet's access token.
    Token(&'a str),
    /// A message signed with the outlet's secret.
    Signed(&'a Signed, &'a [u8]),
}

/// An outlet's program, let in: it reaches what is offered to that outlet.
#[derive(Clone, Debug)]
pub struct Access {
    /// Whose it is.
    pub outlet: OutletId,
    /// The outlet's name.
    pub name: String,
    /// To open transactions with.
    pub caller: Caller,
    /// The form the outlet is handed documents in.
    pub format: Format,
}

/// Why it is not let in.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// Nobody is told which outlet there is.
    #[error(transparent)]
    Disbelieved(#[from] Disbelief),
    /// The keys could not be opened.
    #[error("open the keys of an outlet")]
    Vault(#[from] VaultError),
    /// The form it is kept with is none.
    #[error(transparent)]
    Storage(#[from] Storage),
}

/// A token just made, to be shown once.
#[derive(Debug)]
pub struct AccessToken {
    /// Whose it is.
    pub outlet: Outlet,
    /// The token.
    pub token: String,
}

/// Lets a program in, or not. An outlet that is not there costs what a wrong token costs.
///
/// # Errors
/// When it is not to be believed.
pub async fn admit(
    database: &Database,
    vault: &Vault,
    county: CountyId,
    outlet: OutletId,
    shown: Shown<'_>,
) -> Result<Access, AccessError> {
    let mut tx = database.begin_read(&Caller::system(county, "媒体接入", Path::Api)).await?;
    let now = tx.now();
    let receiver = store::receiver(&mut tx, outlet).await?.ok_or(Disbelief::Forged)?;
    match shown {
        Shown::Token(token) => {
            let known = receiver.token_hash.as_deref();
            if known != Some(Digest::of(token.as_bytes()).0.as_slice()) {
                return Err(Disbelief::Forged.into());
            }
        }
        Shown::Signed(signed, body) => {
            let keys =
                webhook::keys_in_force(vault, &place(county, outlet), receiver.secrets, receiver.rotated_at, now)?;
            webhook::verify(&keys, signed, body, now)?;
        }
    }
    let format = receiver.format.try_into().map_err(Storage)?;
    let caller = Caller::outlet(county, outlet.0, &receiver.name);
    Ok(Access { outlet, name: receiver.name, caller, format })
}

/// Makes a new access token; it is told here and never again, and the one before it ends at once.
///
/// # Errors
/// See [`RotateError`].
pub async fn renew_token(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    id: OutletId,
) -> Result<AccessToken, RotateError> {
    actor.require(Action::OutletManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(RotateError::NotFound);
    }
    let drawn = vault.random::<32>().map_err(RotateError::Vault)?;
    let token = format!("jzo_{}", URL_SAFE_NO_PAD.encode(drawn));
    store::set_token(tx, id, &Digest::of(token.as_bytes()).0).await?;
    tx.audit(Entry::new("outlet.renew_token", "outlet", id.0));
    tx.announce(changed(id));
    let outlet = store::find(tx, id).await?.ok_or(RotateError::NotFound)?;
    Ok(AccessToken { outlet, token })
}
