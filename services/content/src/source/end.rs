//! Take a source off the list from a day on.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::{Source, SourceId, store};

/// Why a source was not ended.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum EndSourceError {
    #[error("no such source")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EndSourceError { Refused, Invalid, Storage; NotFound => NotFound, "SOURCE_NOT_FOUND", "稿源不存在" });

/// Sets the last day it may be named. What was submitted before keeps its name.
///
/// # Errors
/// When there is none, the actor may not manage sources, or the day lies before the first.
pub async fn end(tx: &mut TenantTx, actor: &Actor, id: SourceId, last: Date) -> Result<Source, EndSourceError> {
    let mut source = store::by_ids(tx, &[id]).await?.pop().ok_or(EndSourceError::NotFound)?;
    actor.require(Action::SourceManage, Scope::County)?;
    let mut faults = Invalid::default();
    faults.check(source.starts_on <= last, "endsOn", "BEFORE_START", "截止日不能早于生效日");
    faults.into_result()?;
    source.ends_on = Some(last);
    if !store::save_end(tx, &source).await? {
        return Err(EndSourceError::NotFound);
    }
    tx.audit(Entry::new("source.end", "source", id.0).with("endsOn", last.to_string()));
    Ok(source)
}
