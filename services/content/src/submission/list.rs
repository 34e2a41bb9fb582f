//! Pages of submissions, one of them, and what waits on whose desk.

use platform::page::{Cursor, Page};
use platform::{DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::{Submission, SubmissionId, SubmissionState, store};
use crate::article::Kind;
use crate::search;

/// What to list; what is none does not narrow.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are those of the submission")]
pub struct Filter {
    pub department: Option<DepartmentId>,
    pub state: Option<SubmissionState>,
    pub kind: Option<Kind>,
    /// Words that all stand in its title, its text or its note; or its receipt's number.
    pub search: Option<String>,
    /// Handed in at this moment or later.
    pub since: Option<OffsetDateTime>,
    /// Handed in before this moment.
    pub until: Option<OffsetDateTime>,
}

/// Why nothing is shown.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum ListError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ListError { Refused, Storage });

/// Submissions the actor sees, the latest first: their department's, or the county's for its desk.
///
/// # Errors
/// When the actor may not read submissions.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    filter: &Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Submission>, ListError> {
    actor.require(Action::SubmissionRead, Scope::Any)?;
    let asked = filter.search.as_deref().filter(|asked| !asked.trim().is_empty());
    let rows = match asked.map(search::query) {
        // Something was asked that holds no word: nothing has it.
        Some(None) => Vec::new(),
        words => store::list(tx, filter, words.flatten().as_deref(), after, i64::from(first) + 1).await?,
    };
    Ok(Page::cut(rows, first))
}

/// One submission, none where the actor sees none.
///
/// # Errors
/// When the actor may not read submissions.
pub async fn get(tx: &mut TenantTx, actor: &Actor, id: SubmissionId) -> Result<Option<Submission>, ListError> {
    actor.require(Action::SubmissionRead, Scope::Any)?;
    Ok(store::by_ids(tx, &[id]).await?.pop())
}

/// What waits for the actor, the longest first: for the desk what was handed in, for a department's writers what the desk asked.
///
/// # Errors
/// When the rows cannot be read.
pub async fn waiting(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Submission>, Storage> {
    let desk = actor.may(Action::SubmissionAdopt, Scope::County);
    let own = actor.department().filter(|id| actor.may(Action::SubmissionSend, Scope::Department(*id)));
    if !desk && own.is_none() {
        return Ok(Vec::new());
    }
    store::waiting(tx, desk, own, limit).await
}
