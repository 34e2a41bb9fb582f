//! Lift a limit.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::store;
use crate::{Article, ArticleId, article};

/// Why a limit was not lifted.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum LiftError {
    #[error("no such article")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(LiftError { Refused, Storage; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在" });

/// Shows the piece to its whole department and the county's desk again. Lifting what is not limited changes nothing.
///
/// # Errors
/// When there is no such piece, or it is not the actor's.
pub async fn lift(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Article, LiftError> {
    let piece = article::lock(tx, id).await?.ok_or(LiftError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(piece.department))?;
    if store::remove(tx, id).await? {
        tx.audit(Entry::new("article.lift_limit", "article", id.0).of(piece.department));
        tx.announce(article::changed(&piece));
    }
    Ok(piece)
}

/// What is out is everybody's to see.
pub(crate) async fn lift_with_release(tx: &mut TenantTx, piece: &Article) -> Result<(), Storage> {
    if store::remove(tx, piece.id).await? {
        tx.audit(Entry::new("article.lift_limit", "article", piece.id.0).of(piece.department).with("by", "release"));
    }
    Ok(())
}
