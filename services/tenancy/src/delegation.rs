//! 委托签发: a principal lends the sign-off to another person, from a day to a day, for the county's pieces or one department's.

mod give;
mod revoke;
pub(crate) mod store;

use platform::{DepartmentId, PersonId};
use time::OffsetDateTime;

pub use give::{DelegateError, MAX_DAYS, NewDelegation, give};
pub use revoke::{RevokeError, revoke};
pub use store::{find_many, holds, list};

platform::id_type! {
    /// A delegation (委托).
    DelegationId
}

/// A delegation, as it is administered.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Delegation {
    pub id: DelegationId,
    pub principal: PersonId,
    pub delegate: PersonId,
    /// Whose pieces; none for the whole county's.
    pub department: Option<DepartmentId>,
    pub reason: String,
    pub starts_at: OffsetDateTime,
    pub ends_at: OffsetDateTime,
    pub created_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
    /// Whether it holds now.
    pub in_force: bool,
}

/// A delegation in force, as its delegate carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub id: DelegationId,
    /// In whose name.
    pub principal: PersonId,
    /// Whose pieces; none for the whole county's.
    pub department: Option<DepartmentId>,
}

impl Held {
    /// Whether it is for pieces of this department.
    #[must_use]
    pub fn covers(&self, department: DepartmentId) -> bool {
        self.department.is_none_or(|own| own == department)
    }
}
