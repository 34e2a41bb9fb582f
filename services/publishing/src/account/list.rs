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

/// One account.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut TenantTx, id: AccountId) -> Result<Option<Account>, Storage> {
    store::find(tx, id).await
}
