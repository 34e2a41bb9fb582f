//! Sealing what must not be readable in a dump: personal data and channel secrets. Each value has a key of its own, wrapped by a key of
//! the deployment's ring, so that the ring can be renewed without touching what was sealed (ADR 0030).

mod envelope;
mod keys;
mod suite;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::NONCE_LEN;
use ring::hkdf;
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use secrecy::{ExposeSecret, SecretString};

use self::envelope::Envelope;
use self::keys::Listed;
use crate::config;

pub use suite::Suite;

/// The deployment's keys: 32 bytes in base64 from which the digests' and the first wrapping key are derived, and a ring of wrapping
/// keys beside it.
pub struct Vault {
    /// Sealed directly, before there were envelopes.
    base: [u8; 32],
    mac: hmac::Key,
    suite: Suite,
    /// The first is in force; each still opens what it wrapped.
    ring: Vec<WrapKey>,
    random: SystemRandom,
}

/// A key that wraps others.
struct WrapKey {
    id: String,
    root: hkdf::Prk,
}

impl WrapKey {
    /// The key by which it wraps under a suite.
    fn of(&self, suite: Suite) -> Result<Vec<u8>, VaultError> {
        let mut key = derive(&self.root, suite.purpose())?.to_vec();
        key.truncate(suite.key_length());
        Ok(key)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

/// Why a value cannot be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// A configured key is not 32 bytes of base64.
    #[error("a secret key must be 32 bytes in base64")]
    Key,
    /// The list of wrapping keys cannot be read.
    #[error("the list of wrapping keys must be lines of name:key, each name once")]
    List,
    /// The KMS did not open a wrapping key.
    #[error("have the key management system open a wrapping key")]
    Keeper,
    /// Cut short, of another key, or moved to another row.
    #[error("open a sealed value")]
    Open,
    /// The system gave no randomness, or the value is too long.
    #[error("seal a value")]
    Seal,
}

/// Names the wrapping key that is derived from the deployment's key itself: in force where no other is configured.
pub const KEY_ID: &str = "k1";

impl Vault {
    /// Derives the working keys of the deployment's key alone.
    ///
    /// # Errors
    /// When the key is not 32 bytes in base64.
    pub fn new(key: &SecretString) -> Result<Self, VaultError> {
        Self::with(key, Suite::Aes, Vec::new())
    }

    /// Reads the wrapping keys that are configured too: from a file, the environment, or opened by a KMS.
    ///
    /// # Errors
    /// When a key or the list cannot be read, or the KMS does not open one.
    pub async fn load(secrets: &config::Secrets) -> Result<Self, VaultError> {
        Self::with(&secrets.key, secrets.suite, keys::load(secrets).await?)
    }

    fn with(key: &SecretString, suite: Suite, listed: Vec<Listed>) -> Result<Self, VaultError> {
        let bytes = STANDARD.decode(key.expose_secret().trim()).map_err(|_| VaultError::Key)?;
        if bytes.len() != 32 {
            return Err(VaultError::Key);
        }
        let extract = |bytes: &[u8]| hkdf::Salt::new(hkdf::HKDF_SHA256, b"juzhen").extract(bytes);
        let root = extract(&bytes);
        let mac = hmac::Key::new(hmac::HMAC_SHA256, &derive(&root, b"mac")?);
        let base = derive(&root, b"seal")?;
        let mut ring: Vec<WrapKey> =
            listed.into_iter().map(|key| WrapKey { id: key.id, root: extract(&key.bytes) }).collect();
        if ring.iter().any(|key| key.id == KEY_ID) {
            return Err(VaultError::List);
        }
        ring.push(WrapKey { id: KEY_ID.to_owned(), root: extract(&derive(&root, b"wrap")?) });
        Ok(Self { base, mac, suite, ring, random: SystemRandom::new() })
    }

    /// Seals a value to its place (such as `411325/inquiry/<id>`): moved elsewhere it will not open.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut key = vec![0_u8; self.suite.key_length()];
        self.random.fill(&mut key).map_err(|_| VaultError::Seal)?;
        let nonce = self.random::<NONCE_LEN>()?;
        let body = self.suite.seal(&key, nonce, place.as_bytes(), plain)?;
        self.wrapped(self.suite, &key, nonce, &body)
    }

    /// Opens a value sealed to the same place.
    ///
    /// # Errors
    /// When it was cut, changed, moved, or sealed under a key that is not in the ring.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        if let Some(envelope) = Envelope::read(sealed)
            && let Ok(key) = self.key_of(&envelope)
        {
            return envelope.suite.open(&key, envelope.nonce, place.as_bytes(), envelope.body);
        }
        let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(VaultError::Open)?;
        Suite::Aes.open(&self.base, *nonce, place.as_bytes(), body)
    }

    /// The same value under the key and the suite in force; none where it stands so already. Where only the wrapping key is another,
    /// the value itself is not opened.
    ///
    /// # Errors
    /// When it does not open in its place.
    pub fn renewed(&self, place: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>, VaultError> {
        let envelope = Envelope::read(sealed).filter(|envelope| self.key_of(envelope).is_ok());
        match envelope {
            Some(envelope) if envelope.suite == self.suite => {
                if self.ring.first().is_some_and(|first| first.id == envelope.id) {
                    return Ok(None);
                }
                let key = self.key_of(&envelope)?;
                self.wrapped(envelope.suite, &key, envelope.nonce, envelope.body).map(Some)
            }
            _ => self.seal(place, &self.open(place, sealed)?).map(Some),
        }
    }

    /// An envelope around a body, whose key is wrapped by the key in force.
    fn wrapped(&self, suite: Suite, key: &[u8], nonce: [u8; NONCE_LEN], body: &[u8]) -> Result<Vec<u8>, VaultError> {
        let by = self.ring.first().ok_or(VaultError::Key)?;
        let wrap_nonce = self.random::<NONCE_LEN>()?;
        let wrapped = suite.seal(&by.of(suite)?, wrap_nonce, by.id.as_bytes(), key)?;
        Envelope { suite, id: &by.id, wrap_nonce, wrapped: &wrapped, nonce, body }.write()
    }

    /// The key of an envelope.
    fn key_of(&self, envelope: &Envelope<'_>) -> Result<Vec<u8>, VaultError> {
        let by = self.ring.iter().find(|key| key.id == envelope.id).ok_or(VaultError::Open)?;
        let key = by.of(envelope.suite)?;
        envelope.suite.open(&key, envelope.wrap_nonce, envelope.id.as_bytes(), envelope.wrapped)
    }

    /// A keyed digest that finds equal values without telling them.
    #[must_use]
    pub fn mac(&self, value: &str) -> Vec<u8> {
        hmac::sign(&self.mac, value.as_bytes()).as_ref().to_vec()
    }

    /// Random bytes.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn random<const N: usize>(&self) -> Result<[u8; N], VaultError> {
        let mut bytes = [0_u8; N];
        self.random.fill(&mut bytes).map_err(|_| VaultError::Seal)?;
        Ok(bytes)
    }
}

fn derive(root: &hkdf::Prk, purpose: &[u8]) -> Result<[u8; 32], VaultError> {
    let mut key = [0_u8; 32];
    let info = [purpose];
    let expanded = root.expand(&info, hkdf::HKDF_SHA256).map_err(|_| VaultError::Key)?;
    expanded.fill(&mut key).map_err(|_| VaultError::Key)?;
    Ok(key)
}

#[cfg(test)]
mod tests;
