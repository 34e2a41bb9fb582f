//! 查询码: ten digits that open one inquiry to whoever holds them.

use platform::secrets::{Vault, VaultError};

/// A citizen's query code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryCode(String);

impl QueryCode {
    /// Draws one at random.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn draw(vault: &Vault) -> Result<Self, VaultError> {
        let number = u64::from_be_bytes(vault.random::<8>()?) % 10_000_000_000;
        Ok(Self(format!("{number:010}")))
    }

    /// Reads what a citizen typed; none unless it is ten digits, spaces aside.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        (digits.len() == 10 && digits.chars().all(|c| c.is_ascii_digit())).then_some(Self(digits))
    }

    /// The ten digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::QueryCode;

    #[test]
    fn only_ten_digits_are_a_code() {
        assert_eq!(QueryCode::parse(" 01234 56789 ").unwrap().as_str(), "0123456789");
        assert_eq!(QueryCode::parse("123456789"), None);
        assert_eq!(QueryCode::parse("12345678９0"), None);
    }
}
