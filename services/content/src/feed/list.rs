//! The county's feeds, and where what they bring goes.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Feed, Route, store};

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

/// Every feed, by its name.
///
/// # Errors
/// When the actor reads no pieces and manages no sources.
pub async fn list(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Feed>, ListError> {
    require(actor)?;
    Ok(store::list(tx).await?)
}

/// Every route.
///
/// # Errors
/// When the actor reads no pieces and manages no sources.
pub async fn routes(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Route>, ListError> {
    require(actor)?;
    Ok(store::routes(tx).await?)
}

fn require(actor: &Actor) -> Result<(), Refused> {
    if actor.may(Action::SourceManage, Scope::County) {
        return Ok(());
    }
    actor.require(Action::ArticleRead, Scope::Any)
}
