//! Shares for lists and desks; row security leaves a department those that it gives or is given.

use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Share, store};
use crate::ArticleId;

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those given to the actor's department.
    In,
    /// Those of the actor's department.
    Out,
    /// Every one that the actor sees.
    All,
}

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

/// The latest begun first.
///
/// # Errors
/// When the actor reads no pieces.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    which: Side,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Share>, ListError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    let own = actor.department();
    let (to, from) = match which {
        Side::In => (own, None),
        Side::Out => (None, own),
        Side::All => (None, None),
    };
    let rows = store::list(tx, (to, from), after, i64::from(first) + 1).await?;
    Ok(Page::cut(rows, first))
}

/// What waits for the actor's department: offered to it, or asked of it.
///
/// # Errors
/// When the rows cannot be read.
pub async fn waiting(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Share>, Storage> {
    let Some(own) = actor.department() else { return Ok(Vec::new()) };
    if !actor.may(Action::ArticleDraft, Scope::Department(own)) {
        return Ok(Vec::new());
    }
    store::waiting(tx, own, limit).await
}

/// The shares of these pieces that the caller sees, the latest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Share>, Storage> {
    store::of_articles(tx, articles).await
}
