//! A sealed value as it is stored: under a key of its own, which is wrapped by a key of the ring. What was sealed before there were
//! envelopes is a nonce and a body, and still opens.
//!
//! `mark(4) suite(1) length(1) id wrap_nonce(12) wrapped_key(key + 16) nonce(12) body`

use ring::aead::NONCE_LEN;

use super::{Suite, VaultError};

/// Begins every envelope. A nonce of before begins so once in four thousand million, and then its seal does not fit.
const MARK: [u8; 4] = [0x6a, 0x7a, 0x01, 0x1d];
/// Bytes of an authentication tag.
const TAG: usize = 16;

/// The parts of an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Envelope<'a> {
    pub(super) suite: Suite,
    /// Which key of the ring wraps its own.
    pub(super) id: &'a str,
    pub(super) wrap_nonce: [u8; NONCE_LEN],
    pub(super) wrapped: &'a [u8],
    pub(super) nonce: [u8; NONCE_LEN],
    pub(super) body: &'a [u8],
}

impl<'a> Envelope<'a> {
    /// Reads one; none where the value is not an envelope.
    pub(super) fn read(sealed: &'a [u8]) -> Option<Self> {
        let rest = sealed.strip_prefix(&MARK)?;
        let ([suite, length], rest) = rest.split_first_chunk()?;
        let suite = Suite::of_mark(*suite)?;
        let (id, rest) = rest.split_at_checked(usize::from(*length))?;
        let (wrap_nonce, rest) = rest.split_first_chunk::<NONCE_LEN>()?;
        let (wrapped, rest) = rest.split_at_checked(suite.key_length() + TAG)?;
        let (nonce, body) = rest.split_first_chunk::<NONCE_LEN>()?;
        let id = std::str::from_utf8(id).ok()?;
        Some(Self { suite, id, wrap_nonce: *wrap_nonce, wrapped, nonce: *nonce, body })
    }

    /// As it is stored.
    pub(super) fn write(&self) -> Result<Vec<u8>, VaultError> {
        let length = u8::try_from(self.id.len()).map_err(|_| VaultError::Seal)?;
        let parts: [&[u8]; 7] = [
            &MARK,
            &[self.suite.mark(), length],
            self.id.as_bytes(),
            &self.wrap_nonce,
            self.wrapped,
            &self.nonce,
            self.body,
        ];
        Ok(parts.concat())
    }
}
