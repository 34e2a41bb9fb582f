//! Begin a draft from a piece that is already there.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::create::{CreateError, begin};
use super::{Article, ArticleId, Carry, Draft, store};

/// Why a piece was not copied.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum CopyError {
    #[error("no such article")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Create(#[from] CreateError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(CopyError { Refused, Create, Storage; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在" });

/// Copies what a piece holds now into a new draft of the actor's own department. No revision, approval, release or order comes along;
/// whose piece it was carried from does.
///
/// # Errors
/// When the piece is not visible, or the actor may not draft.
pub async fn copy(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Article, CopyError> {
    let article = store::by_ids(tx, &[id]).await?.pop().ok_or(CopyError::NotFound)?;
    actor.require(Action::ArticleRead, Scope::Any)?;
    let blocks = store::bodies(tx, &[id]).await?.pop().map(|(_, blocks)| blocks).unwrap_or_default();
    let draft = Draft { correction: String::new(), ..Draft::of(&article, &blocks) };
    let carried = article.carried;
    Ok(begin(tx, actor, draft, Carry { from: carried.from, name: carried.name, ..Carry::default() }).await?)
}
