//! Take one word off a list. Its row stays, for the history.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused};

use super::add::told;
use super::{Word, WordId, scope, store};

/// Why a word was not taken off.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum EndWordError {
    #[error("no such word")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EndWordError { Refused, Storage; NotFound => NotFound, "WORD_NOT_FOUND", "词语不存在，或已停用" });

/// Takes it off from now on. What was found by it before stays found.
///
/// # Errors
/// When there is none on a list of the county, the actor may not keep the list, or it was taken off before.
pub async fn end(tx: &mut TenantTx, actor: &Actor, id: WordId) -> Result<Word, EndWordError> {
    let word = store::by_ids(tx, &[id]).await?.pop().ok_or(EndWordError::NotFound)?;
    actor.require(Action::WordManage, scope(word.department))?;
    if store::end(tx, &[id], (actor.person().map(|person| person.0), actor.caller().name())).await? != 1 {
        return Err(EndWordError::NotFound);
    }
    store::raise(tx, word.department).await?;
    tx.audit(told("word.end", id, word.department, &word.entry));
    store::by_ids(tx, &[id]).await?.pop().ok_or(EndWordError::NotFound)
}
