//! See an account's credentials (查看密钥): once, by the one who asked, within the minutes that another allowed.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{Storage, TenantTx};
use secrecy::SecretString;
use tenancy::second_factor::{self, Unproved};
use tenancy::{Action, Actor, Refused, Scope};

use super::{RequestId, Standing, store};
use crate::account::credentials::{CredentialsError, credentials};
use crate::account::store as accounts;
use crate::fault::{self, Point};

/// What is seen. It leaves this process in one answer and is written nowhere.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Revealed {
    pub app_secret: SecretString,
    pub token: SecretString,
    pub encoding_aes_key: SecretString,
}

/// Why nothing is seen.
#[derive(Debug, thiserror::Error)]
pub enum RevealError {
    /// No such request of theirs.
    #[error("the request does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A code of the phone is wanted first.
    #[error(transparent)]
    Unproved(#[from] Unproved),
    /// Nobody allowed it yet, or somebody refused.
    #[error("the request is not allowed")]
    NotAllowed,
    /// They were seen, or nobody looked in time.
    #[error("the request is used up")]
    Ended,
    /// There are none any more.
    #[error("the account has no credentials")]
    Missing,
    /// They cannot be opened.
    #[error("open the account's credentials")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

impl From<CredentialsError> for RevealError {
    fn from(error: CredentialsError) -> Self {
        match error {
            CredentialsError::NotFound => Self::NotFound,
            CredentialsError::Missing => Self::Missing,
            CredentialsError::Vault(error) => Self::Vault(error),
            CredentialsError::Storage(error) => Self::Storage(error),
        }
    }
}

platform::refusal!(RevealError {
    Refused, Unproved, Storage;
    NotFound => NotFound, "NO_REQUEST", "查看申请不存在";
    NotAllowed => Conflict, "REQUEST_NOT_ALLOWED", "申请尚未批准";
    Ended => Conflict, "REQUEST_ENDED", "已经查看过，或已过查看时限；需要再看请重新申请";
    Missing => Conflict, "NO_CREDENTIALS", "账号没有填写密钥";
    Vault => Internal, "SECRETS", "系统繁忙，请稍后重试"
});

/// Opens them once.
///
/// # Errors
/// When the actor did not ask, nobody allowed it, the minutes are over, or no code was given lately.
pub async fn reveal(tx: &mut TenantTx, actor: &Actor, vault: &Vault, id: RequestId) -> Result<Revealed, RevealError> {
    actor.require(Action::AccountManage, Scope::County)?;
    let request = store::lock(tx, id).await?.filter(|request| Some(request.asked_by) == actor.person());
    let request = request.ok_or(RevealError::NotFound)?;
    match request.standing(tx.now()) {
        Standing::Allowed => {}
        Standing::Asked | Standing::Refused => return Err(RevealError::NotAllowed),
        Standing::Revealed | Standing::Ended => return Err(RevealError::Ended),
    }
    second_factor::require(tx, actor).await?;
    let found = credentials(tx, vault, request.account).await?;
    fault::reached(Point::Revealed);
    let account = accounts::find(tx, request.account).await?.ok_or(RevealError::NotFound)?;
    store::set_revealed(tx, id).await?;
    tx.audit(Entry::new("credential.reveal", "account", account.id.0).of(account.department).with("request", id));
    Ok(Revealed { app_secret: found.app_secret, token: found.token, encoding_aes_key: found.encoding_aes_key })
}
