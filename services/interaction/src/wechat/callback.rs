//! One delivery of the platform: proved, read, taken once, answered.

use platform::secrets::Vault;
use platform::settings::Setting;
use platform::{Storage, TenantTx};
use publishing::AccountId;
use publishing::account::{Credentials, CredentialsError, credentials};
use secrecy::ExposeSecret as _;

use super::answer::{self, Answer};
use super::crypto::{Cipher, CryptoError};
use super::message::{Message, MessageError};
use super::{receive, signature};
use crate::inquiry::ActError;

/// The largest body a delivery may have; ample for any message.
pub const MAX_BODY: usize = 64 * 1024;

/// How far a delivery's time may be from ours, in seconds.
const SKEW_SECONDS: Setting<i64> = Setting { key: "wechat.callback_skew_seconds", default: 600 };

/// What stands in the address of a delivery.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each field is the platform's own")]
pub struct Delivery {
    pub signature: String,
    pub timestamp: String,
    pub nonce: String,
    pub echostr: Option<String>,
    pub encrypt_type: Option<String>,
    pub msg_signature: Option<String>,
}

/// Why a delivery is not taken. Nothing of it is stored.
#[derive(Debug, thiserror::Error)]
pub enum CallbackError {
    /// The signature is not the account's, or there is no such account: the two are not told apart.
    #[error("the signature does not match")]
    Forged,
    /// Signed at another time.
    #[error("the timestamp is too far from now")]
    Stale,
    /// Larger than any message.
    #[error("the body is too large")]
    TooLarge,
    /// Not a message.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// It could not be decrypted, though it was signed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// Receiving failed.
    #[error(transparent)]
    Receive(#[from] ActError),
    /// The event of a publication could not be taken.
    #[error("take the event of a publication: {0}")]
    Publish(String),
    /// The account's secrets cannot be opened.
    #[error(transparent)]
    Credentials(CredentialsError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

/// Answers the verification of a callback address.
///
/// # Errors
/// When the signature or the time is not right.
pub async fn verify(
    tx: &mut TenantTx,
    vault: &Vault,
    account: AccountId,
    delivery: &Delivery,
) -> Result<Answer, CallbackError> {
    let credentials = open(tx, vault, account).await?;
    prove(tx, &credentials, delivery).await?;
    Ok(Answer::Word(delivery.echostr.clone().unwrap_or_default()))
}

/// Takes a delivery. The transaction's caller is the platform on the callback path; the gateway commits.
///
/// # Errors
/// When it is forged, stale, no message, or cannot be stored.
pub async fn take(
    tx: &mut TenantTx,
    vault: &Vault,
    public_url: &str,
    account: AccountId,
    delivery: &Delivery,
    body: &[u8],
) -> Result<Answer, CallbackError> {
    if MAX_BODY < body.len() {
        return Err(CallbackError::TooLarge);
    }
    let credentials = open(tx, vault, account).await?;
    prove(tx, &credentials, delivery).await?;
    let body = std::str::from_utf8(body).map_err(|_| MessageError("not utf-8"))?;
    let outer = Message::read(body)?;
    let (message, cipher) = opened(&credentials, delivery, outer)?;
    let Some(said) = receive::receive(tx, vault, public_url, account, &message).await? else {
        return Ok(Answer::success());
    };
    let at = tx.now().unix_timestamp();
    let [to, from] = ["FromUserName", "ToUserName"].map(|name| message.get(name).unwrap_or_default());
    let xml = answer::text(to, from, at, &said);
    match &cipher {
        None => Ok(Answer::Xml(xml)),
        Some(cipher) => answer::sealed(vault, cipher, credentials.token.expose_secret(), at, &xml)
            .map(Answer::Xml)
            .ok_or(CallbackError::Crypto(CryptoError::Text)),
    }
}

async fn open(tx: &mut TenantTx, vault: &Vault, account: AccountId) -> Result<Credentials, CallbackError> {
    credentials(tx, vault, account).await.map_err(|error| match error {
        CredentialsError::NotFound | CredentialsError::Missing => CallbackError::Forged,
        CredentialsError::Storage(storage) => CallbackError::Storage(storage),
        other @ CredentialsError::Vault(_) => CallbackError::Credentials(other),
    })
}

/// The signature first, then the time it signs.
async fn prove(tx: &mut TenantTx, credentials: &Credentials, delivery: &Delivery) -> Result<(), CallbackError> {
    let token = credentials.token.expose_secret();
    let words = [token, delivery.timestamp.as_str(), delivery.nonce.as_str()];
    if token.is_empty() || !signature::matches(&words, &delivery.signature) {
        return Err(CallbackError::Forged);
    }
    let skew = SKEW_SECONDS.get(tx).await?;
    let signed_at: i64 = delivery.timestamp.parse().map_err(|_| CallbackError::Stale)?;
    if tx.now().unix_timestamp().abs_diff(signed_at) <= skew.unsigned_abs() {
        Ok(())
    } else {
        Err(CallbackError::Stale)
    }
}

/// The message, and the cipher it came under: its answer is sealed by the same.
fn opened(
    credentials: &Credentials,
    delivery: &Delivery,
    outer: Message,
) -> Result<(Message, Option<Cipher>), CallbackError> {
    let keys = [&credentials.encoding_aes_key, &credentials.previous_aes_key];
    let [current, previous] = keys.map(|key| key.expose_secret());
    // An account with a key speaks safe mode alone: a plain message would be a downgrade.
    if current.is_empty() {
        return Ok((outer, None));
    }
    let encrypted = proved(credentials, delivery, &outer)?;
    let cipher = Cipher::new(current, &credentials.appid)?;
    match cipher.decrypt(encrypted) {
        Ok(text) => Ok((Message::read(&text)?, Some(cipher))),
        // While the key changes at the platform, messages still come under the one before it.
        Err(_) if !previous.is_empty() => {
            let cipher = Cipher::new(previous, &credentials.appid)?;
            Ok((Message::read(&cipher.decrypt(encrypted)?)?, Some(cipher)))
        }
        Err(error) => Err(error.into()),
    }
}

/// What is encrypted, once its own signature is proved.
fn proved<'a>(credentials: &Credentials, delivery: &Delivery, outer: &'a Message) -> Result<&'a str, CallbackError> {
    let encrypted = outer.get("Encrypt").ok_or(CallbackError::Forged)?;
    let token = credentials.token.expose_secret();
    let words = [token, delivery.timestamp.as_str(), delivery.nonce.as_str(), encrypted];
    if signature::matches(&words, delivery.msg_signature.as_deref().unwrap_or_default()) {
        Ok(encrypted)
    } else {
        Err(CallbackError::Forged)
    }
}
