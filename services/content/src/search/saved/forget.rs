//! Forget a saved search.

use platform::audit::Entry;
use platform::{Storage, TenantTx};

use super::{SavedSearchId, store};

/// Why a saved search was not forgotten.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variant is the refusal it holds")]
pub enum ForgetError {
    #[error("no such search")]
    NotFound,
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ForgetError { Storage; NotFound => NotFound, "SEARCH_NOT_FOUND", "没有这条检索" });

/// Forgets one of the caller's own.
///
/// # Errors
/// When they have none of this id.
pub async fn forget(tx: &mut TenantTx, id: SavedSearchId) -> Result<(), ForgetError> {
    if !store::delete(tx, id).await? {
        return Err(ForgetError::NotFound);
    }
    tx.audit(Entry::new("search.forget", "saved_search", id.0));
    Ok(())
}
