//! End a person's access the moment they leave: no sign-in, no open session.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{PersonId, Storage, TenantTx};

use super::store;
use crate::{Action, Actor, Refused, Scope, session};

/// Why access cannot be ended.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum DeactivateError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("no such person")]
    NotFound,
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(DeactivateError { Refused, Storage; NotFound => NotFound, "PERSON_NOT_FOUND", "没有这个人" });

/// Ends it.
///
/// # Errors
/// When the actor may not, or the person is not there.
pub async fn deactivate(tx: &mut TenantTx, actor: &Actor, id: PersonId) -> Result<(), DeactivateError> {
    actor.require(Action::PersonManage, Scope::County)?;
    if !store::set_inactive(tx, id).await? {
        return Err(DeactivateError::NotFound);
    }
    session::store::end_all(tx, id).await?;
    tx.audit(Entry::new("person.deactivate", "person", id.0));
    tx.announce(Event { kind: "person.changed", subject: id.0, department: None, person: Some(id) });
    Ok(())
}
