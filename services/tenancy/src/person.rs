//! People on the staff: named, in one home department, with roles given by someone else.

mod acting;
mod create;
mod deactivate;
mod end_role;
mod grant_role;
pub(crate) mod store;

use platform::{DepartmentId, PersonId};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::Role;

pub use acting::acting;
pub use create::{CreateError, NewPerson, create};
pub use deactivate::{DeactivateError, deactivate};
pub use end_role::{EndRoleError, end_role};
pub use grant_role::{GrantRoleError, grant_role};
pub use store::{find_many, holders, list, memberships_of};

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// What they sign in with; unique in the county.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub department: DepartmentId,
    /// False once they left: they cannot sign in.
    pub active: bool,
    /// When they were entered.
    pub created_at: OffsetDateTime,
}

/// A role someone holds, as people administer it.
#[derive(Clone, Debug)]
pub struct HeldRole {
    /// The membership's id.
    pub id: Uuid,
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub role: Role,
    /// In one department, or the county.
    pub department: Option<DepartmentId>,
    /// Since when.
    pub granted_at: OffsetDateTime,
}
