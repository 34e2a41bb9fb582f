//! The rules in force, and every version there was.

use platform::{PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::{RuleDefinition, RuleId, store};

/// A rule in one version, with when it held and who put it there.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Version {
    pub id: RuleId,
    pub version: i32,
    pub definition: RuleDefinition,
    pub starts_at: OffsetDateTime,
    pub ends_at: Option<OffsetDateTime>,
    /// None for the rules a county begins with.
    pub published_by: Option<PersonId>,
    pub note: String,
}

/// Why nothing is shown.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The actor does not read the rules.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(HistoryError { Refused, Storage });

/// The rules in force, highest priority first.
///
/// # Errors
/// When the actor may not read them.
pub async fn in_force(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Version>, HistoryError> {
    actor.require(Action::RuleRead, Scope::Any)?;
    Ok(store::versions(tx, None, true).await?)
}

/// The last hundred versions of a rule, or of all, the latest first.
///
/// # Errors
/// When the actor may not read them.
pub async fn history(tx: &mut TenantTx, actor: &Actor, name: Option<&str>) -> Result<Vec<Version>, HistoryError> {
    actor.require(Action::RuleRead, Scope::Any)?;
    Ok(store::versions(tx, name, false).await?)
}
