//! Pages of pieces, without their bodies.

use platform::page::{Cursor, Page};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::{Article, ArticleState, Kind, store};
use crate::{ColumnId, search};

/// What to list; what is none does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the article")]
pub struct Filter {
    pub state: Option<ArticleState>,
    pub department: Option<DepartmentId>,
    pub column: Option<ColumnId>,
    pub author: Option<PersonId>,
    /// Words that all stand in its title, summary or text.
    pub search: Option<String>,
    pub kind: Option<Kind>,
    /// Changed at this moment or later.
    pub since: Option<OffsetDateTime>,
    /// Changed before this moment.
    pub until: Option<OffsetDateTime>,
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
    let words = filter.search.as_deref().filter(|asked| !asked.trim().is_empty()).map(search::query);
    let rows = match words {
        // Something was asked that holds no word: nothing has it.
        Some(None) => Vec::new(),
        words => store::list(tx, filter, words.flatten().as_deref(), after, i64::from(first) + 1).await?,
    };
    Ok(Page::cut(rows, first))
}
