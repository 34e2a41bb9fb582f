//! The county's accounts.

use platform::{Storage, TenantTx};

use super::{Account, store};
use crate::AccountId;

/// Every account of the county that is not closed, by department, channel and name. The gateway asks for the right first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Account>, Storage> {
    store::list(tx).await
}

/// The same with those that are closed, for the register.
///
/// # Errors
/// When the database fails.
pub async fn list_with_closed(tx: &mut TenantTx) -> Result<Vec<Account>, Storage> {
    store::list_with_closed(tx).await
}

/// The accounts of these ids, for those who see what was released on them.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(tx: &mut TenantTx, ids: &[AccountId]) -> Result<Vec<Account>, Storage> {
    store::find_all(tx, ids).await
}
