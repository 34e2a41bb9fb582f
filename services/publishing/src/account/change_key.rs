//! Change an account's EncodingAESKey (更换消息加解密密钥), as it was changed at the platform. Messages may still come under the key
//! before it, so that one is kept beside it until the next change.

use platform::audit::Entry;
use platform::secrets::Vault;
use platform::{Invalid, TenantTx};
use secrecy::{ExposeSecret as _, SecretString};
use tenancy::{Action, Actor, Scope};

use super::credentials::{NewSecret, credentials, is_key, seal};
use super::custody::ReplaceError;
use super::open::NOT_A_KEY;
use super::{Account, changed, store};
use crate::AccountId;

/// Puts a new key in force.
///
/// # Errors
/// When the actor may not, it is no key, or the account has no credentials.
pub async fn change_key(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    id: AccountId,
    key: SecretString,
) -> Result<Account, ReplaceError> {
    let account = store::find(tx, id).await?.ok_or(ReplaceError::NotFound)?;
    actor.require(Action::AccountManage, Scope::County)?;
    store::hold(tx, id).await?;
    let now = credentials(tx, vault, id).await?;
    let mut invalid = Invalid::default();
    invalid.check(is_key(key.expose_secret()), "key", "NOT_A_KEY", NOT_A_KEY);
    // Told twice it would push out the key that messages still come under.
    let new = key.expose_secret() != now.encoding_aes_key.expose_secret();
    invalid.check(new, "key", "KEY_IN_FORCE", "这就是现用的密钥");
    invalid.into_result()?;
    let secret = NewSecret {
        app_secret: now.app_secret,
        token: now.token,
        encoding_aes_key: key,
        previous_aes_key: now.encoding_aes_key,
    };
    let sealed = seal(vault, tx.county(), id, &secret)?;
    store::set_secret(tx, id, &sealed).await?;
    tx.audit(Entry::new("account.change_key", "account", id.0).of(account.department));
    tx.announce(changed(id, account.department));
    Ok(account)
}
