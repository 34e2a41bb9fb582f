//! The files of a department.

use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Media, MediaKind, store};

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

/// Files of the actor's department that may be used, the latest first, `first` of them after a cursor.
///
/// # Errors
/// When the actor may not read pieces there.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    kind: Option<MediaKind>,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Media>, ListError> {
    let department = actor.department().ok_or(Refused(Action::ArticleRead))?;
    actor.require(Action::ArticleRead, Scope::Department(department))?;
    let rows = store::list(tx, department, kind, after, i64::from(first) + 1).await?;
    Ok(Page::cut(rows, first))
}
