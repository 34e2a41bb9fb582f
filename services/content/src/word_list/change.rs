//! Change a word: its row ends and another takes its place.

use checks::Entry as Listed;
use platform::TenantTx;
use tenancy::{Action, Actor};

use super::add::{AddWordError, insert, sound, told};
use super::{Word, WordId, scope, store};

/// Replaces a word of a list by what it shall read from now on.
///
/// # Errors
/// When there is none that stands, the actor may not keep the list, or a field breaks a rule.
pub async fn change(tx: &mut TenantTx, actor: &Actor, id: WordId, entry: Listed) -> Result<Word, AddWordError> {
    let word = store::by_ids(tx, &[id]).await?.pop().ok_or(AddWordError::NotFound)?;
    actor.require(Action::WordManage, scope(word.department))?;
    let entry = sound(tx, word.department, entry)?;
    if store::end(tx, &[id], (actor.person().map(|person| person.0), actor.caller().name())).await? != 1 {
        return Err(AddWordError::NotFound);
    }
    let added = insert(tx, actor, word.department, &entry).await?;
    tx.audit(told("word.change", added, word.department, &entry).with("before", id));
    store::by_ids(tx, &[added]).await?.pop().ok_or(AddWordError::NotFound)
}
