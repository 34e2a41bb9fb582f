//! 模板: blocks kept under a name, to begin a piece with or to insert into one; of a department, or of the whole county.

mod list;
mod remove;
mod save;
mod store;

use platform::{DepartmentId, PersonId};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use crate::Block;

pub use list::{ListError, list};
pub use remove::{RemoveError, remove};
pub use save::{SaveError, TemplateInput, add, change};

platform::id_type! {
    /// A template (模板).
    TemplateId
}

/// Blocks under a name.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Template {
    pub id: TemplateId,
    /// None: for the whole county.
    pub department: Option<DepartmentId>,
    pub name: String,
    pub blocks: Vec<Block>,
    pub created_by: PersonId,
    pub updated_at: OffsetDateTime,
}

/// What keeping a template takes: a department's own is its writers' matter, one for all is the county's.
#[must_use]
pub fn right(department: Option<DepartmentId>) -> (Action, Scope) {
    match department {
        Some(department) => (Action::ArticleDraft, Scope::Department(department)),
        None => (Action::ColumnManage, Scope::County),
    }
}
