//! Lay a secret that is known beforehand: for the demo, whose people have no phones.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{PersonId, Storage, TenantTx};

use super::{Secret, place, store};

/// Enrols someone with it, with no recovery codes.
///
/// # Errors
/// When it cannot be sealed or the database fails.
pub async fn settle(tx: &mut TenantTx, vault: &Vault, person: PersonId, secret: &Secret) -> Result<(), SettleError> {
    let sealed = vault.seal(&place(tx.county(), person), secret.bytes())?;
    store::offer(tx, person, &sealed).await?;
    store::enrol(tx, person, 0).await?;
    tx.audit(Entry::new("second_factor.enrol", "person", person.0));
    Ok(())
}

/// Why it is not laid.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// The keys failed.
    #[error("seal a secret")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}
