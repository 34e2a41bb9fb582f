//! Regions (行政区划) and the departments of a county.

mod store;

use platform::{CountyId, DepartmentId};

pub use store::{add_department, create, departments, even_closed, find, list};

/// A province, city or county by its GB/T 2260 code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The code.
    pub code: CountyId,
    /// province, city or county.
    pub level: String,
    /// In Chinese.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// The region above it.
    pub parent: Option<CountyId>,
}

/// A department (部门) of a county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Short name for addresses.
    pub slug: String,
    /// In Chinese.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// `information_office`, `bureau`, `township` or `oversight_office`.
    pub kind: String,
}
