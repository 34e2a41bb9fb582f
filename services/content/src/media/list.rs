//! The files of a library.

use platform::page::{Cursor, Page};
use platform::{DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::{FolderId, LicenceState, Media, MediaKind, store};
use crate::search;

/// Tags that a library offers to pick from.
const TAGS: i64 = 100;

/// Whose files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shelf {
    /// The actor's department's.
    #[default]
    Own,
    /// A department's, as far as the actor sees them: another's released ones, for the county's desk all.
    Department(DepartmentId),
    /// All that the actor sees.
    All,
}

/// What to list; what is none does not narrow.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are those of the file")]
pub struct Filter {
    pub shelf: Shelf,
    pub kind: Option<MediaKind>,
    /// Words that all stand in its name, its tags or its description.
    pub search: Option<String>,
    pub folder: Option<FolderId>,
    /// All of them.
    pub tags: Vec<String>,
    pub licence: Option<LicenceState>,
    /// Uploaded at this moment or later.
    pub since: Option<OffsetDateTime>,
    /// Uploaded before this moment.
    pub until: Option<OffsetDateTime>,
    /// What was put away, in place of what may be used.
    pub deleted: bool,
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

/// Files that may be used, or that were put away; the latest first, `first` of them after a cursor.
///
/// # Errors
/// When the actor may not read pieces there.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    filter: &Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Media>, ListError> {
    let home = actor.department().ok_or(Refused(Action::ArticleRead))?;
    let scope = if filter.shelf == Shelf::Own { Scope::Department(home) } else { Scope::Any };
    actor.require(Action::ArticleRead, scope)?;
    let asked = filter.search.as_deref().filter(|asked| !asked.trim().is_empty());
    if asked.is_some_and(|asked| search::query(asked).is_none()) {
        // Something was asked that holds no word: nothing has it.
        return Ok(Page::cut(Vec::new(), first));
    }
    // A tag's words stand among the file's words, and those have an index that row security lets be used.
    let words = search::query(&format!("{} {}", asked.unwrap_or_default(), filter.tags.join(" ")));
    let rows = store::list(tx, filter, home, words.as_deref(), after, i64::from(first) + 1).await?;
    Ok(Page::cut(rows, first))
}

/// The tags of the actor's department with how many files carry each, the commonest first.
///
/// # Errors
/// When the actor may not read pieces there.
pub async fn tags(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<(String, i64)>, ListError> {
    let home = actor.department().ok_or(Refused(Action::ArticleRead))?;
    actor.require(Action::ArticleRead, Scope::Department(home))?;
    Ok(store::tags(tx, home, TAGS).await?)
}
