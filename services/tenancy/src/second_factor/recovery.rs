//! Recovery codes: ten, for the day the phone is lost. They are shown once; a keyed digest of each is kept.

use platform::PersonId;
use platform::secrets::{Vault, VaultError};

/// How many there are.
const MANY: usize = 10;
/// Letters and digits that nobody takes for one another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Draws ten codes of ten letters each, fifty random bits.
pub(super) fn draw(vault: &Vault) -> Result<Vec<String>, VaultError> {
    (0..MANY).map(|_| one(vault)).collect()
}

fn one(vault: &Vault) -> Result<String, VaultError> {
    let bytes = vault.random::<10>()?;
    let letters: String = bytes
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte & 31)))
        .map(|letter| char::from(*letter))
        .collect();
    let (first, second) = letters.split_at(5);
    Ok(format!("{first}-{second}"))
}

/// What is kept of a code: equal for equal codes of one person, and telling nothing without the deployment's key.
pub(super) fn digest(vault: &Vault, person: PersonId, code: &str) -> Vec<u8> {
    let code: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    vault.mac(&format!("recovery_code/{person}/{code}"))
}

#[cfg(test)]
mod tests {
    use super::{digest, draw};
    use platform::PersonId;
    use platform::secrets::Vault;
    use uuid::Uuid;

    #[test]
    fn ten_codes_differ_and_are_known_again_however_they_are_typed() {
        let vault = Vault::new(&"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".into()).unwrap();
        let codes = draw(&vault).unwrap();
        let unlike: std::collections::HashSet<_> = codes.iter().collect();
        assert_eq!(unlike.len(), 10);
        let (one, other) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let typed = codes[0].to_lowercase().replace('-', " ");
        assert_eq!(digest(&vault, one, &codes[0]), digest(&vault, one, &typed));
        assert_ne!(digest(&vault, one, &codes[0]), digest(&vault, other, &codes[0]));
    }
}
