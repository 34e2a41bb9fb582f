//! Cases as the desk looks back on them, newest first.

use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Case, CaseState, store};

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The actor reads no cases.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ListError { Refused, Storage });

/// A page of the cases the actor sees, of one state if given.
///
/// # Errors
/// When the actor may not read them.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    state: Option<CaseState>,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Case>, ListError> {
    actor.require(Action::ReviewRead, Scope::Any)?;
    let rows = store::page(tx, state, after, i64::from(first) + 1).await?;
    Ok(Page::cut(rows, first))
}
