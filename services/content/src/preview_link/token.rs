//! The token of a preview link: 128 random bits that only its holder has. The database is given a name made of it, and keeps a
//! hash of that name: neither a statement in its log nor a dump opens anything.

use std::fmt;

use platform::secrets::{Vault, VaultError};
use uuid::Uuid;

use crate::Digest;

/// The token of a preview link.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PreviewToken(Uuid);

impl PreviewToken {
    /// Draws one at random.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn draw(vault: &Vault) -> Result<Self, VaultError> {
        Ok(Self(Uuid::from_bytes(vault.random::<16>()?)))
    }

    /// Reads one as an address carries it; none if it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.len() == 32).then(|| Uuid::try_parse(text).ok().map(Self)).flatten()
    }

    /// As an address carries it: 32 hexadecimal digits.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.simple().to_string()
    }

    /// What the transaction of its holder names (`Caller::with_token`).
    #[must_use]
    pub fn name(&self) -> Uuid {
        let mut name = [0_u8; 16];
        let digest = Digest::of(self.0.as_bytes()).0;
        for (to, from) in name.iter_mut().zip(digest) {
            *to = from;
        }
        Uuid::from_bytes(name)
    }

    /// What the database keeps.
    pub(crate) fn hash(&self) -> Digest {
        Digest::of(self.name().as_bytes())
    }
}

impl fmt::Debug for PreviewToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PreviewToken")
    }
}

#[cfg(test)]
mod tests {
    use super::PreviewToken;

    #[test]
    fn i7_a_token_tells_itself_to_nobody_and_its_name_is_another() {
        let token = PreviewToken::parse("0123456789abcdef0123456789abcdef").unwrap();
        assert_eq!(PreviewToken::parse(&token.text()), Some(token));
        assert_eq!(format!("{token:?}"), "PreviewToken");
        assert_ne!(token.name().simple().to_string(), token.text());
        for text in ["", "0123", "zz23456789abcdef0123456789abcdef", "01234567-89ab-cdef-0123-456789abcdef"] {
            assert_eq!(PreviewToken::parse(text), None, "{text}");
        }
    }
}
