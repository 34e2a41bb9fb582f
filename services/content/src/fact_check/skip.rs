//! Say why a piece goes without a fact check.

use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::ask::told;
use super::{FactCheck, FactCheckId, FactCheckState, round, store};
use crate::revision::digest_of_text;
use crate::{ArticleId, ArticleState, article};

/// Why it was not skipped.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum SkipError {
    #[error("no such article")]
    NotFound,
    #[error("the piece is no draft")]
    DoesNotFit,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SkipError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在"
    ; DoesNotFit => Conflict, "DOES_NOT_FIT", "只有草稿可以说明不送核稿"
});

/// Records that this revision goes without one, and why. The reviewers read it.
///
/// # Errors
/// When there is no such piece, it is not the actor's or no draft, or no reason is given.
pub async fn skip(tx: &mut TenantTx, actor: &Actor, piece: ArticleId, reason: &str) -> Result<FactCheck, SkipError> {
    let (article, blocks) = article::whole(tx, piece).await?.ok_or(SkipError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(article.department))?;
    let asked_by = actor.person().ok_or(Refused(Action::ArticleDraft))?;
    if article.state != ArticleState::Draft {
        return Err(SkipError::DoesNotFit);
    }
    let reason = reason.trim();
    let mut faults = Invalid::default();
    faults.check(!reason.is_empty(), "reason", "REQUIRED", "请写明不送核稿的理由");
    faults.check(reason.chars().count() <= 500, "reason", "TOO_LONG", "理由不超过 500 字");
    faults.into_result()?;
    let check = FactCheck {
        id: FactCheckId(tx.new_id()),
        article: piece,
        department: article.department,
        round: round(&article),
        asked_of: String::new(),
        question: String::new(),
        link: None,
        state: FactCheckState::Skipped,
        answered_text: None,
        answer: reason.to_owned(),
        asked_by,
        asked_at: tx.now(),
        reminded_at: None,
        state_at: tx.now(),
    };
    let text = digest_of_text(&article, &blocks);
    store::insert(tx, &check, None, &text).await?;
    tx.audit(told("fact_check.skip", &check, None).with("reason", reason));
    tx.announce(article::changed(&article));
    Ok(check)
}
