//! Take a piece back from review: the article is a draft again and its open case ends, in one transaction.

use content::ArticleId;
use content::article::Article;
use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::Actor;

use super::{CaseState, store};

/// Why a piece was not taken back.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// It is not theirs, or neither in review nor approved.
    #[error(transparent)]
    Content(#[from] content::article::WithdrawError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(WithdrawError { Content, Storage });

/// Takes the article back. An approval it had stays on record, and holds for that revision alone.
///
/// # Errors
/// When the actor may not, or there is nothing to take back.
pub async fn withdraw(tx: &mut TenantTx, actor: &Actor, article: ArticleId) -> Result<Article, WithdrawError> {
    // The case before the article: whoever decides locks in this order too.
    let case = store::lock_open_of(tx, article).await?;
    let article = content::article::withdraw(tx, actor, article).await?;
    if let Some(mut case) = case {
        case.state = CaseState::Withdrawn;
        case.closed_at = Some(tx.now());
        store::save(tx, &case).await?;
        tx.audit(Entry::new("review.withdraw", "review_case", case.id.0).of(case.department));
        crate::bridge::look(tx, case.id).await?;
        super::open::announce(tx, &case);
    }
    Ok(article)
}
