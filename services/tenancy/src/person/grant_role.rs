//! Give a role. Roles are given by the security administrator, never to oneself (三员分立).

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{DepartmentId, PersonId, Storage, TenantTx};

use super::store;
use crate::{Action, Actor, Refused, Role, Scope};

/// Why a role cannot be given.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum GrantRoleError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("nobody gives themselves a role")]
    Oneself,
    #[error("the role is lent by a delegation, never given")]
    Lent,
    #[error("the person holds it already")]
    Held,
    #[error("one person holds one of the three administrations")]
    SecondAdministration,
    #[error("no such person or department")]
    NotFound,
    #[error(transparent)]
    Storage(Storage),
}

platform::refusal!(GrantRoleError { Refused, Storage;
    Oneself => Forbidden, "ONESELF", "不能给自己授予角色";
    Lent => Conflict, "ROLE_IS_LENT", "受托签发由签发领导委托，不能作为角色授予";
    Held => Conflict, "ROLE_HELD", "此人已有该角色";
    SecondAdministration => Conflict, "THREE_ADMINISTRATIONS", "系统、安全、审计管理员须由三人分任";
    NotFound => NotFound, "PERSON_OR_DEPARTMENT_NOT_FOUND", "没有这个人或部门" });

impl From<Storage> for GrantRoleError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("membership_open_key") => Self::Held,
            Some("membership_administration_key") => Self::SecondAdministration,
            Some("membership_county_id_person_id_fkey" | "membership_county_id_department_id_fkey") => Self::NotFound,
            _ => Self::Storage(error),
        }
    }
}

/// Gives it.
///
/// # Errors
/// When the actor may not, it is the actor themselves, or it breaks the separation of the administrations.
pub async fn grant_role(
    tx: &mut TenantTx,
    actor: &Actor,
    person: PersonId,
    role: Role,
    department: Option<DepartmentId>,
) -> Result<(), GrantRoleError> {
    actor.require(Action::RoleAssign, Scope::County)?;
    if actor.person() == Some(person) {
        return Err(GrantRoleError::Oneself);
    }
    if role == Role::Delegate {
        return Err(GrantRoleError::Lent);
    }
    store::insert_membership(tx, person, role, department).await?;
    tx.audit(Entry::new("role.grant", "person", person.0).with("role", role).with("department", department));
    tx.announce(Event { kind: "person.changed", subject: person.0, department: None, person: Some(person) });
    Ok(())
}
