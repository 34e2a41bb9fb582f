//! Secrets as the standard writes them (`whsec_`), sealed where they are kept, two of them for a day while one is rotated.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::{Duration, OffsetDateTime};

use crate::secrets::{Vault, VaultError};

/// Bytes of a signing key; the standard asks for 24 to 64.
const KEY_BYTES: usize = 32;

/// How long the old secret still holds, so that the other side has time to take the new one.
const OVERLAP: Duration = Duration::days(1);

/// A new secret as it is shown once, and as it is kept.
pub struct NewSecret {
    /// `whsec_…`.
    pub text: String,
    /// Sealed to its place.
    pub sealed: Vec<u8>,
}

impl std::fmt::Debug for NewSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewSecret")
    }
}

impl NewSecret {
    /// Draws one for a place, such as `411325/outlet/<id>`.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn draw(vault: &Vault, place: &str) -> Result<Self, VaultError> {
        let key = vault.random::<KEY_BYTES>()?;
        let sealed = vault.seal(place, &key)?;
        Ok(Self { text: format!("whsec_{}", STANDARD.encode(key)), sealed })
    }
}

/// The keys of a place that hold now, of the sealed secrets kept (newest first).
///
/// # Errors
/// When one was sealed under another key or moved here from another place.
pub fn keys_in_force(
    vault: &Vault,
    place: &str,
    sealed: Vec<Vec<u8>>,
    rotated_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<Vec<Vec<u8>>, VaultError> {
    in_force(sealed, rotated_at, now).iter().map(|secret| vault.open(place, secret)).collect()
}

fn in_force(mut sealed: Vec<Vec<u8>>, rotated_at: OffsetDateTime, now: OffsetDateTime) -> Vec<Vec<u8>> {
    if rotated_at + OVERLAP < now {
        sealed.truncate(1);
    }
    sealed
}

#[cfg(test)]
mod tests {
    use super::in_force;
    use time::Duration;
    use time::macros::datetime;

    #[test]
    fn the_old_secret_holds_for_a_day_and_no_longer() {
        let rotated = datetime!(2026-03-09 08:00 UTC);
        let both = vec![vec![2], vec![1]];
        assert_eq!(in_force(both.clone(), rotated, rotated + Duration::hours(23)).len(), 2);
        assert_eq!(in_force(both, rotated, rotated + Duration::hours(25)), [vec![2]]);
    }
}
