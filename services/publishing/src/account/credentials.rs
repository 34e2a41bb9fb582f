//! The secret half of an account: sealed in the database, opened for a call or a callback, never shown.

use platform::secrets::{Vault, VaultError};
use platform::{CountyId, Storage, TenantTx};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use super::{AccountSettings, store};
use crate::AccountId;

/// What a person enters for a WeChat account.
#[derive(Clone, Debug)]
pub struct NewSecret {
    /// The platform's secret of the account.
    pub app_secret: SecretString,
    /// Signs callbacks.
    pub token: SecretString,
    /// Encrypts callbacks: 43 characters, or empty in plain mode.
    pub encoding_aes_key: SecretString,
    /// The key before it, under which messages may still come; empty where there is none.
    pub previous_aes_key: SecretString,
}

/// What a call or a callback needs.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Of which county the account is.
    pub county: CountyId,
    /// Whose they are.
    pub account: AccountId,
    /// The platform's name of the account.
    pub appid: String,
    /// Where the platform answers.
    pub base_url: String,
    /// The platform's secret of the account.
    pub app_secret: SecretString,
    /// Signs callbacks.
    pub token: SecretString,
    /// Encrypts callbacks; empty in plain mode.
    pub encoding_aes_key: SecretString,
    /// The key before it, under which messages may still come; empty where there is none.
    pub previous_aes_key: SecretString,
}

/// Why the credentials cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    /// No such account.
    #[error("the account does not exist")]
    NotFound,
    /// It was opened without a secret or without the platform's name of it.
    #[error("the account has no credentials")]
    Missing,
    /// They cannot be opened with this deployment's key.
    #[error("open the account's credentials")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

/// As sealed.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sealed {
    app_secret: String,
    token: String,
    encoding_aes_key: String,
    #[serde(default)]
    previous_aes_key: String,
}

pub(crate) fn seal(
    vault: &Vault,
    county: CountyId,
    account: AccountId,
    secret: &NewSecret,
) -> Result<Vec<u8>, VaultError> {
    let sealed = Sealed {
        app_secret: secret.app_secret.expose_secret().to_owned(),
        token: secret.token.expose_secret().to_owned(),
        encoding_aes_key: secret.encoding_aes_key.expose_secret().to_owned(),
        previous_aes_key: secret.previous_aes_key.expose_secret().to_owned(),
    };
    let plain = serde_json::to_vec(&sealed).map_err(|_| VaultError::Seal)?;
    vault.seal(&place(county, account), &plain)
}

/// Opens an account's credentials: for the worker and the callback, under system reach, and to change one of them.
///
/// # Errors
/// When there is no such account, it has none, or they cannot be opened.
pub async fn credentials(tx: &mut TenantTx, vault: &Vault, id: AccountId) -> Result<Credentials, CredentialsError> {
    let stored = store::secret(tx, id).await?.ok_or(CredentialsError::NotFound)?;
    let (Some(appid), Some(sealed)) = (stored.external_id, stored.secret) else {
        return Err(CredentialsError::Missing);
    };
    let plain = vault.open(&place(tx.county(), id), &sealed)?;
    let secret: Sealed = serde_json::from_slice(&plain).map_err(|_| VaultError::Open)?;
    let settings: AccountSettings = serde_json::from_value(stored.settings).unwrap_or_default();
    Ok(Credentials {
        county: tx.county(),
        account: id,
        appid,
        base_url: settings.base_url.trim_end_matches('/').to_owned(),
        app_secret: secret.app_secret.into(),
        token: secret.token.into(),
        encoding_aes_key: secret.encoding_aes_key.into(),
        previous_aes_key: secret.previous_aes_key.into(),
    })
}

/// 43 letters or digits.
pub(super) fn is_key(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn place(county: CountyId, account: AccountId) -> String {
    format!("{county}/account/{account}")
}

#[cfg(test)]
mod tests {
    use super::{Credentials, NewSecret};
    use crate::AccountId;
    use crate::account::custody::Revealed;
    use platform::CountyId;
    use uuid::Uuid;

    #[test]
    fn i7_none_of_them_is_in_what_is_printed_of_the_types_that_hold_them() {
        let secret = || "Zq8VerySecretMark7x".to_owned().into();
        let new =
            NewSecret { app_secret: secret(), token: secret(), encoding_aes_key: secret(), previous_aes_key: secret() };
        let opened = Credentials {
            county: CountyId(411_325),
            account: AccountId(Uuid::nil()),
            appid: "wx".to_owned(),
            base_url: String::new(),
            app_secret: secret(),
            token: secret(),
            encoding_aes_key: secret(),
            previous_aes_key: secret(),
        };
        let seen = Revealed { app_secret: secret(), token: secret(), encoding_aes_key: secret() };
        let printed = format!("{new:#?} {opened:#?} {seen:#?}");
        assert!(printed.contains("REDACTED") && !printed.contains("Mark"), "{printed}");
    }
}
