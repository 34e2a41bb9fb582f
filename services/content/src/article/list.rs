//! Pages of pieces, without their bodies.

use platform::page::{Cursor, Page};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Article, ArticleState, store};
use crate::ColumnId;

/// What to list; what is none does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the article")]
pub struct Filter {
    pub state: Option<ArticleState>,
    pub department: Option<DepartmentId>,
    pub column: Option<ColumnId>,
    pub author: Option<PersonId>,
    /// Words in the title.
    pub search: Option<String>,
}

/// Why nothing is listed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum ListError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ListError { Refused, Storage });

/// Pieces the actor may see, the latest changed first, `first` of them after a cursor.
///
/// # Errors
/// When the actor may not read pieces.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    filter: &Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Article>, ListError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    let pattern = filter.search.as_deref().map(str::trim).filter(|words| !words.is_empty()).map(pattern);
    let rows = store::list(tx, filter, pattern.as_deref(), after, i64::from(first) + 1).await?;
    Ok(Page::cut(rows, first))
}

/// Words as a pattern that matches only themselves.
fn pattern(words: &str) -> String {
    let escaped = words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_search_word_is_never_a_pattern() {
        assert_eq!(super::pattern(r"50%_\"), r"%50\%\_\\%");
    }
}
