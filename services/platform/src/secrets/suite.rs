//! The two ways to seal: AES-256-GCM, and SM4-GCM (RFC 8998) where a deployment must keep to the state's own ciphers.

use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{AesGcm, KeyInit as _};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::Deserialize;

use super::VaultError;

type Sm4Gcm = AesGcm<sm4::Sm4, U12>;

/// A way to seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Suite {
    /// AES-256-GCM.
    Aes,
    /// SM4-GCM.
    Sm4,
}

impl Suite {
    pub(super) fn mark(self) -> u8 {
        match self {
            Self::Aes => 1,
            Self::Sm4 => 2,
        }
    }

    pub(super) fn of_mark(mark: u8) -> Option<Self> {
        [Self::Aes, Self::Sm4].into_iter().find(|suite| suite.mark() == mark)
    }

    /// Bytes of its key.
    pub(super) fn key_length(self) -> usize {
        match self {
            Self::Aes => 32,
            Self::Sm4 => 16,
        }
    }

    /// What the key of a wrapping key is derived for.
    pub(super) fn purpose(self) -> &'static [u8] {
        match self {
            Self::Aes => b"wrap aes",
            Self::Sm4 => b"wrap sm4",
        }
    }

    pub(super) fn seal(
        self,
        key: &[u8],
        nonce: [u8; NONCE_LEN],
        place: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        match self {
            Self::Aes => {
                let mut sealed = plain.to_vec();
                let nonce = Nonce::assume_unique_for_key(nonce);
                aes(key)?
                    .seal_in_place_append_tag(nonce, Aad::from(place), &mut sealed)
                    .map_err(|_| VaultError::Seal)?;
                Ok(sealed)
            }
            Self::Sm4 => {
                let cipher = Sm4Gcm::new_from_slice(key).map_err(|_| VaultError::Key)?;
                let payload = Payload { msg: plain, aad: place };
                cipher.encrypt(&nonce.into(), payload).map_err(|_| VaultError::Seal)
            }
        }
    }

    pub(super) fn open(
        self,
        key: &[u8],
        nonce: [u8; NONCE_LEN],
        place: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        match self {
            Self::Aes => {
                let mut body = sealed.to_vec();
                let nonce = Nonce::assume_unique_for_key(nonce);
                let plain =
                    aes(key)?.open_in_place(nonce, Aad::from(place), &mut body).map_err(|_| VaultError::Open)?;
                Ok(plain.to_vec())
            }
            Self::Sm4 => {
                let cipher = Sm4Gcm::new_from_slice(key).map_err(|_| VaultError::Key)?;
                let payload = Payload { msg: sealed, aad: place };
                cipher.decrypt(&nonce.into(), payload).map_err(|_| VaultError::Open)
            }
        }
    }
}

fn aes(key: &[u8]) -> Result<LessSafeKey, VaultError> {
    UnboundKey::new(&AES_256_GCM, key).map(LessSafeKey::new).map_err(|_| VaultError::Key)
}

#[cfg(test)]
mod tests {
    use super::Suite;

    /// RFC 8998, A.1.
    #[test]
    fn sm4_gcm_agrees_with_the_rfc() {
        let bytes = |text: &str| hex::decode(text).unwrap();
        let key = bytes("0123456789abcdeffedcba9876543210");
        let nonce: [u8; 12] = bytes("00001234567800000000abcd").try_into().unwrap();
        let place = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let plain = bytes(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
        );
        let sealed = Suite::Sm4.seal(&key, nonce, &place, &plain).unwrap();
        let expected = "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d\
                        83de3541e4c2b58177e065a9bf7b62ec";
        assert_eq!(hex::encode(&sealed), expected);
        assert_eq!(Suite::Sm4.open(&key, nonce, &place, &sealed).unwrap(), plain);
    }
}
