//! One piece with its body.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Article, ArticleId, store};
use crate::Block;

/// Why a piece is not shown.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum GetError {
    #[error("no such article")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(GetError { Refused, Storage; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在" });

/// A piece the actor may see: their department's, the county's for its desk, and what others released.
///
/// # Errors
/// When it is absent or not visible.
pub async fn get(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<(Article, Vec<Block>), GetError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    whole(tx, id).await?.ok_or(GetError::NotFound)
}

/// A piece the caller sees, with its body.
pub(crate) async fn whole(tx: &mut TenantTx, id: ArticleId) -> Result<Option<(Article, Vec<Block>)>, Storage> {
    let Some(article) = store::by_ids(tx, &[id]).await?.pop() else { return Ok(None) };
    let blocks = store::bodies(tx, &[id]).await?.pop().map(|(_, blocks)| blocks).unwrap_or_default();
    Ok(Some((article, blocks)))
}
