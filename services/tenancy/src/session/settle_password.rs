//! Set a password that counts as chosen, for people of a demo, whose password everyone knows.

use platform::audit::Entry;
use platform::{PersonId, Storage, TenantTx};

use super::store;

/// Sets a hash made by [`crate::password::hash`]. The caller must reach the system; row security holds it to that.
///
/// # Errors
/// When the database fails.
pub async fn settle_password(tx: &mut TenantTx, person: PersonId, hash: &str) -> Result<(), Storage> {
    store::set_password(tx, person, hash).await?;
    tx.audit(Entry::new("session.settle_password", "person", person.0));
    Ok(())
}
