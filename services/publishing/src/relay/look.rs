//! Record what a look at a drawn copy found.

use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Found, Look, store, told};
use crate::{AccountId, DrawId};

/// Why it was not recorded.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum LookError {
    /// No such draw, or the account was not drawn.
    #[error("no such draw or account")]
    NotFound,
    #[error("somebody looked already")]
    Looked,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for LookError {
    fn from(error: Storage) -> Self {
        if error.constraint() == Some("relay_look_pkey") { Self::Looked } else { Self::Storage(error) }
    }
}

platform::refusal!(LookError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "DRAW_NOT_FOUND", "没有这次抽查，或这个账号没有被抽中"
    ; Looked => Conflict, "ALREADY_LOOKED", "这个账号的抽查结果已经登记"
});

/// Records it, once for each account drawn. What is not as ordered wants a word.
///
/// # Errors
/// When the actor does not look after relays for the county, the account was not drawn or was looked at, or the note breaks a rule.
pub async fn look(
    tx: &mut TenantTx,
    actor: &Actor,
    id: DrawId,
    account: AccountId,
    (found, note): (Found, &str),
) -> Result<Look, LookError> {
    actor.require(Action::RelayLook, Scope::County)?;
    let looked_by = actor.person().ok_or(Refused(Action::RelayLook))?;
    let draw = store::draw::find(tx, id).await?.filter(|draw| draw.drawn.contains(&account));
    let draw = draw.ok_or(LookError::NotFound)?;
    let note = note.trim().to_owned();
    let mut faults = Invalid::default();
    faults.check(found == Found::AsOrdered || !note.is_empty(), "note", "REQUIRED", "请写明看到了什么");
    faults.check(note.chars().count() <= 300, "note", "TOO_LONG", "说明不超过 300 字");
    faults.into_result()?;
    let look = Look { draw: id, account, found, note, looked_by, looked_at: tx.now() };
    store::draw::insert_look(tx, &look).await?;
    let entry = told("relay.look", draw.task).with("draw", id).with("account", account).with("found", found.as_str());
    tx.audit(entry.with("note", mask::staff(&look.note)));
    Ok(look)
}
