//! Take a question back.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::ask::told;
use super::{FactCheck, FactCheckId, FactCheckState, store};
use crate::{article, preview_link};

/// Why a check was not taken back.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum RecallError {
    #[error("no such fact check")]
    NotFound,
    #[error("it waits no longer")]
    Answered,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RecallError {
    Refused, Storage
    ; NotFound => NotFound, "FACT_CHECK_NOT_FOUND", "核稿不存在"
    ; Answered => Conflict, "DOES_NOT_FIT", "核稿已答复或已撤回"
});

/// Takes back a check that waits; its link opens nothing any more.
///
/// # Errors
/// When there is none, it is not the actor's, or it waits no longer.
pub async fn recall(tx: &mut TenantTx, actor: &Actor, id: FactCheckId) -> Result<FactCheck, RecallError> {
    let (mut check, _) = store::lock(tx, id).await?.ok_or(RecallError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(check.department))?;
    if check.state != FactCheckState::Asked {
        return Err(RecallError::Answered);
    }
    if let Some(link) = check.link {
        preview_link::end(tx, link).await?;
    }
    (check.state, check.state_at) = (FactCheckState::Recalled, tx.now());
    if !store::save(tx, &check).await? {
        return Err(RecallError::Answered);
    }
    tx.audit(told("fact_check.recall", &check, None));
    tx.announce(article::changed_id(check.article, check.department));
    Ok(check)
}
