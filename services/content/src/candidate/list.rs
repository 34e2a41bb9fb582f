//! What a department is offered.

use platform::page::{Cursor, Page};
use platform::{DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Candidate, CandidateState, store};
use crate::SourceId;

/// What to list; what is absent does not narrow.
#[derive(Clone, Copy, Debug, Default)]
#[expect(missing_docs, reason = "the fields are those of the candidate")]
pub struct Filter {
    pub state: Option<CandidateState>,
    pub department: Option<DepartmentId>,
    pub source: Option<SourceId>,
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

/// Candidates, the latest found first, `first` of them after a cursor.
///
/// # Errors
/// When the actor reads no pieces.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    filter: &Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Candidate>, ListError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    let rows = store::list(tx, filter, after, i64::from(first) + 1).await?;
    Ok(Page::cut(rows, first))
}
