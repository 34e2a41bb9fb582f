//! Change an account's EncodingAESKey (更换消息加解密密钥), as it was changed at the platform. Messages may still come under the key
//! before it, so that one is kept beside it until the next change.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{Invalid, Storage, TenantTx};
use secrecy::{ExposeSecret as _, SecretString};
use tenancy::{Action, Actor, Refused, Scope};

use super::credentials::{CredentialsError, NewSecret, credentials, is_key, seal};
use super::open::NOT_A_KEY;
use super::{Account, changed, store};
use crate::AccountId;

/// Why the key stays.
#[derive(Debug, thiserror::Error)]
pub enum ChangeKeyError {
    /// No such account.
    #[error("the account does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It is no key, or the one in force.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The account has no credentials, so no key either.
    #[error("the account has no credentials")]
    Missing,
    /// The credentials could not be opened or sealed.
    #[error("open or seal the account's credentials")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

impl From<CredentialsError> for ChangeKeyError {
    fn from(error: CredentialsError) -> Self {
        match error {
            CredentialsError::NotFound => Self::NotFound,
            CredentialsError::Missing => Self::Missing,
            CredentialsError::Vault(error) => Self::Vault(error),
            CredentialsError::Storage(error) => Self::Storage(error),
        }
    }
}

platform::refusal!(ChangeKeyError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    Missing => Conflict, "NO_CREDENTIALS", "账号没有填写密钥，不能更换";
    Vault => Internal, "SECRETS", "系统繁忙，请稍后重试"
});

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
) -> Result<Account, ChangeKeyError> {
    let account = store::find(tx, id).await?.ok_or(ChangeKeyError::NotFound)?;
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
