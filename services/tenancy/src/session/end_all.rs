//! End every session of a person: a lost machine, a suspected password.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{PersonId, Storage, TenantTx};

use super::store;
use crate::{Action, Actor, Refused, Scope};

/// Why they cannot be ended.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum EndAllError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EndAllError { Refused, Storage });

/// Ends them all.
///
/// # Errors
/// When the actor may not.
pub async fn end_all(tx: &mut TenantTx, actor: &Actor, person: PersonId) -> Result<(), EndAllError> {
    actor.require(Action::SessionEnd, Scope::County)?;
    let ended = store::end_all(tx, person).await?;
    tx.audit(Entry::new("session.end_all", "person", person.0).with("ended", ended));
    tx.announce(Event { kind: "person.changed", subject: person.0, department: None, person: Some(person) });
    Ok(())
}
