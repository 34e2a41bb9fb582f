//! The list of accounts that were found, the latest first.

use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Discovery, store};

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum ListError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ListError { Refused, Storage });

/// A page of them; of those that wait alone, if asked.
///
/// # Errors
/// When the actor may not read accounts.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    waiting: bool,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Discovery>, ListError> {
    actor.require(Action::AccountRead, Scope::Any)?;
    Ok(Page::cut(store::list(tx, waiting, after, i64::from(first) + 1).await?, first))
}
