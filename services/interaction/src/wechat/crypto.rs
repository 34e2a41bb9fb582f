//! Safe mode: AES-256-CBC over 16 random bytes, the length, the message and the appid, padded to blocks of 32.

use aes::Aes256;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt as _, BlockModeEncrypt as _, KeyIvInit as _};

/// The 43rd character of a key may carry spare bits, which a strict decoder refuses.
const KEY_FORM: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

const BLOCK: usize = 32;

/// The cipher of one account.
pub struct Cipher {
    key: [u8; 32],
    appid: String,
}

/// Why a message cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// The account's key is not 43 characters of base64.
    #[error("the account's EncodingAESKey cannot be used")]
    Key,
    /// Not made with this key, or not whole.
    #[error("decrypt the message")]
    Text,
    /// Made for another account.
    #[error("the message is for another appid")]
    AppId,
}

impl Cipher {
    /// Reads an account's EncodingAESKey.
    ///
    /// # Errors
    /// When it is not one.
    pub fn new(encoding_aes_key: &str, appid: &str) -> Result<Self, CryptoError> {
        let bytes = KEY_FORM.decode(encoding_aes_key.trim()).map_err(|_| CryptoError::Key)?;
        let key = bytes.try_into().map_err(|_| CryptoError::Key)?;
        Ok(Self { key, appid: appid.to_owned() })
    }

    fn iv(&self) -> [u8; 16] {
        let mut iv = [0; 16];
        iv.iter_mut().zip(self.key).for_each(|(to, from)| *to = from);
        iv
    }

    /// Opens what stands in `<Encrypt>`. Every byte of the padding, the length and the appid are checked.
    ///
    /// # Errors
    /// When any of them does not fit.
    pub fn decrypt(&self, encrypted: &str) -> Result<String, CryptoError> {
        let bytes = KEY_FORM.decode(encrypted.trim()).map_err(|_| CryptoError::Text)?;
        if bytes.is_empty() || !bytes.len().is_multiple_of(BLOCK) {
            return Err(CryptoError::Text);
        }
        let plain = cbc::Decryptor::<Aes256>::new(&self.key.into(), &self.iv().into())
            .decrypt_padded_vec::<NoPadding>(&bytes)
            .map_err(|_| CryptoError::Text)?;
        let body = unpadded(&plain).ok_or(CryptoError::Text)?;
        let (_, rest) = body.split_first_chunk::<16>().ok_or(CryptoError::Text)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(CryptoError::Text)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| CryptoError::Text)?;
        let (message, appid) = rest.split_at_checked(length).ok_or(CryptoError::Text)?;
        if appid != self.appid.as_bytes() {
            return Err(CryptoError::AppId);
        }
        String::from_utf8(message.to_vec()).map_err(|_| CryptoError::Text)
    }

    /// Seals an answer behind 16 random bytes.
    ///
    /// # Errors
    /// When it is longer than its length can tell.
    pub fn encrypt(&self, random: [u8; 16], message: &str) -> Result<String, CryptoError> {
        let length = u32::try_from(message.len()).map_err(|_| CryptoError::Text)?;
        let mut plain = random.to_vec();
        plain.extend_from_slice(&length.to_be_bytes());
        plain.extend_from_slice(message.as_bytes());
        plain.extend_from_slice(self.appid.as_bytes());
        let pad = BLOCK - plain.len() % BLOCK;
        let byte = u8::try_from(pad).map_err(|_| CryptoError::Text)?;
        plain.resize(plain.len() + pad, byte);
        let sealed =
            cbc::Encryptor::<Aes256>::new(&self.key.into(), &self.iv().into()).encrypt_padded_vec::<NoPadding>(&plain);
        Ok(KEY_FORM.encode(sealed))
    }
}

/// Cuts the padding: 1 to 32 bytes, each telling how many.
fn unpadded(plain: &[u8]) -> Option<&[u8]> {
    let last = *plain.last()?;
    let pad = usize::from(last);
    let (body, padding) = plain.split_at_checked(plain.len().checked_sub(pad)?)?;
    ((1..=BLOCK).contains(&pad) && padding.iter().all(|byte| *byte == last)).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::{Cipher, CryptoError, KEY_FORM, unpadded};
    use crate::wechat::signature;
    use base64::Engine as _;
    use serde_json::Value;

    fn vectors() -> Value {
        serde_json::from_str(include_str!("../../tests/data/wechat_crypto_vectors.json")).unwrap()
    }

    fn cipher(vectors: &Value) -> Cipher {
        Cipher::new(vectors["encoding_aes_key"].as_str().unwrap(), vectors["appid"].as_str().unwrap()).unwrap()
    }

    #[test]
    fn the_known_answers_are_met_both_ways() {
        let vectors = vectors();
        let cipher = cipher(&vectors);
        let random: [u8; 16] = vectors["random16"].as_str().unwrap().as_bytes().try_into().unwrap();
        for vector in vectors["vectors"].as_array().unwrap() {
            let (plain, encrypt) = (vector["plain"].as_str().unwrap(), vector["encrypt"].as_str().unwrap());
            assert_eq!(cipher.encrypt(random, plain).unwrap(), encrypt, "{}", vector["name"]);
            assert_eq!(cipher.decrypt(encrypt).unwrap(), plain, "{}", vector["name"]);
            let words = ["token", "timestamp", "nonce"].map(|key| vectors[key].as_str().unwrap());
            let signed = signature::sign(&[words[0], words[1], words[2], encrypt]);
            assert_eq!(signed, vector["msg_signature"].as_str().unwrap(), "{}", vector["name"]);
        }
    }

    #[test]
    fn another_accounts_message_is_refused() {
        let vectors = vectors();
        let other = Cipher::new(vectors["encoding_aes_key"].as_str().unwrap(), "wx0000000000000000").unwrap();
        let encrypt = vectors["vectors"][0]["encrypt"].as_str().unwrap();
        assert_eq!(other.decrypt(encrypt), Err(CryptoError::AppId));
    }

    #[test]
    fn every_byte_of_the_padding_counts() {
        assert_eq!(unpadded(&[7, 7, 3, 3, 3]), Some([7, 7].as_slice()));
        assert_eq!(unpadded(&[7, 7, 2, 3, 3]), None);
        assert_eq!(unpadded(&[33; 64]), None);
        assert_eq!(unpadded(&[0; 32]), None);
        assert_eq!(unpadded(&[]), None);
    }

    #[test]
    fn a_cut_or_changed_message_is_refused() {
        let vectors = vectors();
        let cipher = cipher(&vectors);
        let mut bytes = KEY_FORM.decode(vectors["vectors"][4]["encrypt"].as_str().unwrap()).unwrap();
        bytes.truncate(bytes.len() - 32);
        assert_eq!(cipher.decrypt(&KEY_FORM.encode(&bytes)), Err(CryptoError::Text));
        assert_eq!(cipher.decrypt("not base64!"), Err(CryptoError::Text));
        assert_eq!(cipher.decrypt(""), Err(CryptoError::Text));
        assert!(matches!(Cipher::new("short", "wx"), Err(CryptoError::Key)));
    }
}
