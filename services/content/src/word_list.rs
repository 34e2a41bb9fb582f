//! 词库: the words a county stops at or lets pass, on lists of four levels. A county and its departments keep their own; those of
//! the province and the deployment are read from above (C16). A row is never rewritten: a change ends it and adds another.

mod add;
mod change;
mod end;
mod import;
mod list;
pub(crate) mod store;

use checks::{Entry, Level};
use platform::{CountyId, DepartmentId};
use tenancy::Scope;
use time::OffsetDateTime;

pub use add::{AddWordError, add};
pub use change::change;
pub use end::{EndWordError, end};
pub use import::{Import, ImportError, apply, export, preview, read};
pub use list::{Filter, Whose, list};
pub use store::{Held, all, by_ids, history, lists};

platform::id_type! {
    /// A word of a list.
    WordId
}

/// The code under which the deployment's own list stands.
pub const DEPLOYMENT: CountyId = CountyId(100_000);

/// A row of a list.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Word {
    pub id: WordId,
    /// Whose list it is on.
    pub county: CountyId,
    /// The department whose list it is on; none for the county's, or for one from above.
    pub department: Option<DepartmentId>,
    pub entry: Entry,
    pub added_name: String,
    pub added_at: OffsetDateTime,
    /// When it was taken off, or replaced.
    pub ended_at: Option<OffsetDateTime>,
    pub ended_name: Option<String>,
}

/// Whose a list is, told from where it stands.
#[must_use]
pub fn level(county: CountyId, department: Option<DepartmentId>) -> Level {
    match (county.0, department) {
        (_, Some(_)) => Level::Department,
        (100_000, None) => Level::Deployment,
        (code, None) if code % 100 == 0 => Level::Province,
        (_, None) => Level::County,
    }
}

/// Where one must hold the right to keep a list.
#[must_use]
pub fn scope(department: Option<DepartmentId>) -> Scope {
    department.map_or(Scope::County, Scope::Department)
}

#[cfg(test)]
mod tests {
    use checks::Level;
    use platform::{CountyId, DepartmentId};

    #[test]
    fn a_list_is_as_wide_as_the_place_it_stands_at() {
        let department = Some(DepartmentId(uuid::Uuid::nil()));
        for (code, department, wanted) in [
            (100_000, None, Level::Deployment),
            (410_000, None, Level::Province),
            (411_300, None, Level::Province),
            (411_325, None, Level::County),
            (411_325, department, Level::Department),
        ] {
            assert_eq!(super::level(CountyId(code), department), wanted);
        }
    }
}
