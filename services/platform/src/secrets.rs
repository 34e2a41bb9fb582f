//! Sealing what must not be readable in a dump: personal data and channel secrets, under the deployment's key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf;
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use secrecy::{ExposeSecret, SecretString};

/// The deployment's key, 32 bytes in base64, from which every other is derived.
pub struct Vault {
    sealing: LessSafeKey,
    mac: hmac::Key,
    random: SystemRandom,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

/// Why a value cannot be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The configured key is not 32 bytes of base64.
    #[error("the secret key must be 32 bytes in base64")]
    Key,
    /// Cut short, of another key, or moved to another row.
    #[error("open a sealed value")]
    Open,
    /// The system gave no randomness, or the value is too long.
    #[error("seal a value")]
    Seal,
}

/// Names the key that sealed a value, so that keys can be rotated.
pub const KEY_ID: &str = "k1";

impl Vault {
    /// Derives the working keys.
    ///
    /// # Errors
    /// When the key is not 32 bytes in base64.
    pub fn new(key: &SecretString) -> Result<Self, VaultError> {
        let bytes = STANDARD.decode(key.expose_secret().trim()).map_err(|_| VaultError::Key)?;
        if bytes.len() != 32 {
            return Err(VaultError::Key);
        }
        let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"juzhen").extract(&bytes);
        let sealing = UnboundKey::new(&AES_256_GCM, &derive(&root, b"seal")?).map_err(|_| VaultError::Key)?;
        let mac = hmac::Key::new(hmac::HMAC_SHA256, &derive(&root, b"mac")?);
        Ok(Self { sealing: LessSafeKey::new(sealing), mac, random: SystemRandom::new() })
    }

    /// Seals a value to its place (such as `411325/inquiry/<id>`): moved elsewhere it will not open.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0_u8; NONCE_LEN];
        self.random.fill(&mut nonce).map_err(|_| VaultError::Seal)?;
        let mut sealed = plain.to_vec();
        self.sealing
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()), &mut sealed)
            .map_err(|_| VaultError::Seal)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens a value sealed to the same place.
    ///
    /// # Errors
    /// When it was cut, changed, moved, or sealed under another key.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(VaultError::Open)?;
        let mut body = body.to_vec();
        let plain = self
            .sealing
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(place.as_bytes()), &mut body)
            .map_err(|_| VaultError::Open)?;
        Ok(plain.to_vec())
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
mod tests {
    use super::Vault;

    #[test]
    fn a_sealed_value_opens_only_in_its_place() {
        let vault = Vault::new(&"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".into()).unwrap();
        let sealed = vault.seal("411325/inquiry/1", "13800000000".as_bytes()).unwrap();
        assert_eq!(vault.open("411325/inquiry/1", &sealed).unwrap(), b"13800000000");
        assert!(vault.open("411325/inquiry/2", &sealed).is_err());
    }
}
