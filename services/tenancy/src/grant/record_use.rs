//! Record that a region looked, with every county whose grant it used.

use platform::{Storage, TenantTx};

use super::store;

/// Records one use of every grant in force to the caller's region, in the transaction that reads under them.
///
/// # Errors
/// When the database fails.
pub async fn record_use(tx: &mut TenantTx, operation: &'static str) -> Result<(), Storage> {
    store::insert_uses(tx, operation).await
}
