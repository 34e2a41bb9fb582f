//! Take a role away.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::store;
use crate::{Action, Actor, Refused, Scope};

/// Why a role cannot be taken away.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum EndRoleError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("no such role is held")]
    NotFound,
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EndRoleError { Refused, Storage; NotFound => NotFound, "ROLE_NOT_HELD", "没有这项角色" });

/// Takes it away; returns whose it was.
///
/// # Errors
/// When the actor may not, or it is not held.
pub async fn end_role(tx: &mut TenantTx, actor: &Actor, membership: Uuid) -> Result<PersonId, EndRoleError> {
    actor.require(Action::RoleAssign, Scope::County)?;
    let (person, role) = store::end_membership(tx, membership).await?.ok_or(EndRoleError::NotFound)?;
    tx.audit(Entry::new("role.end", "person", person.0).with("role", role));
    tx.announce(Event { kind: "person.changed", subject: person.0, department: None, person: Some(person) });
    Ok(person)
}
