//! Put new credentials in the place of an account's (更换密钥, 重新授权): as the day for it comes, or after they were lost. Tokens fetched
//! by those before are good for nothing from then on.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{Invalid, Storage, TenantTx};
use secrecy::ExposeSecret as _;
use tenancy::{Action, Actor, Refused, Scope};

use super::store;
use crate::AccountId;
use crate::account::credentials::{CredentialsError, NewSecret, credentials, seal};
use crate::account::open::check_secret;
use crate::account::{Account, changed, store as accounts};

/// Why those before stay.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// No such account.
    #[error("the account does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields break rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It has none to replace.
    #[error("the account has no credentials")]
    Missing,
    /// They could not be sealed.
    #[error("open or seal the account's credentials")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

impl From<CredentialsError> for ReplaceError {
    fn from(error: CredentialsError) -> Self {
        match error {
            CredentialsError::NotFound => Self::NotFound,
            CredentialsError::Missing => Self::Missing,
            CredentialsError::Vault(error) => Self::Vault(error),
            CredentialsError::Storage(error) => Self::Storage(error),
        }
    }
}

platform::refusal!(ReplaceError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    Missing => Conflict, "NO_CREDENTIALS", "账号没有填写密钥，不能更换";
    Vault => Internal, "SECRETS", "系统繁忙，请稍后重试"
});

/// Puts them in force. The key that messages came under until now is kept beside the new one.
///
/// # Errors
/// When the actor may not, a field breaks a rule, or there are none to replace.
pub async fn replace(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    id: AccountId,
    mut secret: NewSecret,
) -> Result<Account, ReplaceError> {
    actor.require(Action::AccountManage, Scope::County)?;
    accounts::hold(tx, id).await?;
    let account = accounts::find(tx, id).await?.ok_or(ReplaceError::NotFound)?;
    let now = credentials(tx, vault, id).await?;
    let key = secret.encoding_aes_key.expose_secret();
    // In plain mode there is no key, and none before it.
    secret.previous_aes_key = if key.is_empty() {
        key.to_owned().into()
    } else if key == now.encoding_aes_key.expose_secret() {
        now.previous_aes_key
    } else {
        now.encoding_aes_key
    };
    let mut invalid = Invalid::default();
    check_secret(&secret, &mut invalid);
    invalid.into_result()?;
    store::replace(tx, id, &seal(vault, tx.county(), id, &secret)?).await?;
    let lost = account.custody.lost.is_some();
    tx.audit(Entry::new("account.replace_secret", "account", id.0).of(account.department).with("afterLoss", lost));
    tx.announce(changed(id, account.department));
    accounts::find(tx, id).await?.ok_or(ReplaceError::NotFound)
}
