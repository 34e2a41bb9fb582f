//! The words of the lists a person reads, page by page.

use checks::{Gate, Severity, Usage};
use platform::page::{Cursor, Page};
use platform::{DepartmentId, Storage, TenantTx};

use super::{Word, store};

/// Whose lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// All that are read here.
    #[default]
    All,
    /// The county's and its departments'.
    Own,
    /// The county's alone.
    County,
    /// One department's.
    Department(DepartmentId),
    /// The province's and the deployment's.
    Above,
}

/// Which words.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Filter {
    pub whose: Whose,
    /// Found in the word, however it is written, or in its category.
    pub search: Option<String>,
    pub gate: Option<Gate>,
    pub usage: Option<Usage>,
    pub severity: Option<Severity>,
    /// Those taken off instead of those that stand.
    pub ended: bool,
}

/// The latest first, `first` of them after a cursor. Every colleague may read the lists they are checked by.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    tx: &mut TenantTx,
    filter: &Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Word>, Storage> {
    Ok(Page::cut(store::list(tx, filter, after, i64::from(first) + 1).await?, first))
}
