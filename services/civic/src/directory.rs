//! 办事指南: where people turn to in person, by department.

mod enter;
mod store;

use platform::{DepartmentId, id_type};

pub use enter::{EnterError, NewEntry, enter};
pub use store::list;

id_type! {
    /// An entry of the service directory.
    EntryId
}

/// A place of service.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is its name")]
pub struct ServiceEntry {
    pub id: EntryId,
    pub department: DepartmentId,
    pub name: String,
    pub address: String,
    pub hours: String,
    pub phone: String,
}
