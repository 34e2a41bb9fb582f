//! The county's stories, and one of them.

use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Story, StoryId, store};

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

/// Stories, the latest opened first, `first` of them after a cursor; without those that are closed where `open` asks for it.
///
/// # Errors
/// When the actor reads no pieces.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    open: Option<bool>,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Story>, ListError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    let rows = store::list(tx, open, after, i64::from(first) + 1).await?;
    Ok(Page::cut(rows, first))
}

/// One story, none where there is none.
///
/// # Errors
/// When the actor reads no pieces.
pub async fn get(tx: &mut TenantTx, actor: &Actor, id: StoryId) -> Result<Option<Story>, ListError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    Ok(store::by_ids(tx, &[id]).await?.pop())
}
