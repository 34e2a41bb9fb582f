//! The files of a department.

use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Media, MediaKind, store};
use crate::search;

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

/// Files of the actor's department that may be used, all of them or those with the words asked for in their name or description;
/// the latest first, `first` of them after a cursor.
///
/// # Errors
/// When the actor may not read pieces there.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    kind: Option<MediaKind>,
    asked: Option<&str>,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Media>, ListError> {
    let department = actor.department().ok_or(Refused(Action::ArticleRead))?;
    actor.require(Action::ArticleRead, Scope::Department(department))?;
    let rows = match asked.filter(|asked| !asked.trim().is_empty()).map(search::query) {
        Some(None) => Vec::new(),
        words => store::list(tx, department, kind, words.flatten().as_deref(), after, i64::from(first) + 1).await?,
    };
    Ok(Page::cut(rows, first))
}
