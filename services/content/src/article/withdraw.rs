//! Take a piece back from review, or after its approval, to write on.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::create::changed;
use super::{Article, ArticleId, ArticleState, store};

/// Why a piece was not taken back.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum WithdrawError {
    #[error("no such article")]
    NotFound,
    /// It is a draft already, or it is out: a released piece is withdrawn by its releases.
    #[error("the article is neither in review nor approved")]
    NotInReview,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(WithdrawError {
    Refused, Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在"
    ; NotInReview => Conflict, "NOT_IN_REVIEW", "稿件不在审核中，无需撤回"
});

/// Makes it a draft again. The caller closes its review case, or its planned releases, in the same transaction.
///
/// # Errors
/// When it is not visible or not theirs, or is neither in review nor approved.
pub async fn withdraw(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Article, WithdrawError> {
    let mut article = store::lock(tx, id).await?.ok_or(WithdrawError::NotFound)?;
    actor.require(Action::ArticleWithdraw, Scope::Department(article.department))?;
    if !matches!(article.state, ArticleState::InReview | ArticleState::Approved) {
        return Err(WithdrawError::NotInReview);
    }
    article.state = ArticleState::Draft;
    article.version += 1;
    article.updated_at = tx.now();
    store::save_state(tx, &article).await?;
    tx.audit(Entry::new("article.withdraw", "article", id.0).of(article.department));
    tx.announce(changed(&article));
    Ok(article)
}
