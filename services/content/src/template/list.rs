//! The templates one may use.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Template, store};

/// Why nothing is listed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum ListError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ListError { Refused, Storage });

/// The actor's department's templates and the county's, by name. There are never more than can be chosen from.
///
/// # Errors
/// When the actor may not read pieces.
pub async fn list(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Template>, ListError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    Ok(store::list(tx).await?)
}
