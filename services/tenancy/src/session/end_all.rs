//! End every session of a person: a lost machine, a suspected password.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{PersonId, Storage, TenantTx};

use super::store;
use crate::{Action, Actor, Refused, Scope, person};

/// Why they cannot be ended.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum EndAllError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("no such person")]
    NotFound,
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EndAllError { Refused, Storage; NotFound => NotFound, "PERSON_NOT_FOUND", "没有这个人" });

/// Ends them all.
///
/// # Errors
/// When the actor may not, or the person is not there.
pub async fn end_all(tx: &mut TenantTx, actor: &Actor, id: PersonId) -> Result<(), EndAllError> {
    actor.require(Action::SessionEnd, Scope::County)?;
    if person::find_many(tx, &[id.0]).await?.is_empty() {
        return Err(EndAllError::NotFound);
    }
    let ended = store::end_all(tx, id).await?;
    tx.audit(Entry::new("session.end_all", "person", id.0).with("ended", ended));
    tx.announce(Event { kind: "person.changed", subject: id.0, department: None, person: Some(id) });
    Ok(())
}
