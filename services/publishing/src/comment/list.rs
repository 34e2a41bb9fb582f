//! The comments under an account's pieces.

use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Comment, store};
use crate::{AccountId, TargetId};

/// Which of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Under the pieces of this account.
    pub account: Option<AccountId>,
    /// Under this piece on its account.
    pub target: Option<TargetId>,
    /// Those that readers see, or those that they do not.
    pub elected: Option<bool>,
}

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

/// Those that stand, the latest first.
///
/// # Errors
/// When the actor may not read releases.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    filter: Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Comment>, ListError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    Ok(store::list(tx, filter, after, first).await?)
}
