//! Releases for the board and for an article's page; row security narrows what is seen.

use content::{ArticleId, RevisionId};
use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::{Release, Target, store, target};
use crate::{ReleaseId, TargetId};

/// A range of the board; both ends may be open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Scheduled at this time or later.
    pub from: Option<OffsetDateTime>,
    /// Scheduled before this time.
    pub until: Option<OffsetDateTime>,
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The actor may not see releases.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ListError { Refused, Storage });

/// A page of releases, the latest time first: one statement.
///
/// # Errors
/// When the actor may not see releases.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    filter: Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Release>, ListError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    Ok(store::list(tx, filter, after, first).await?)
}

/// One release.
///
/// # Errors
/// When the actor may not see releases.
pub async fn find(tx: &mut TenantTx, actor: &Actor, id: ReleaseId) -> Result<Option<Release>, ListError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    Ok(store::by_ids(tx, &[id]).await?.pop())
}

/// The releases of these ids that the caller sees.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(tx: &mut TenantTx, ids: &[ReleaseId]) -> Result<Vec<Release>, Storage> {
    store::by_ids(tx, ids).await
}

/// The releases of these articles, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Release>, Storage> {
    store::of_articles(tx, articles).await
}

/// The targets of these releases.
///
/// # Errors
/// When the database fails.
pub async fn targets_of(tx: &mut TenantTx, releases: &[ReleaseId]) -> Result<Vec<Target>, Storage> {
    target::of_releases(tx, releases).await
}

/// The targets of these ids that the caller sees.
///
/// # Errors
/// When the database fails.
pub async fn targets_by_ids(tx: &mut TenantTx, ids: &[TargetId]) -> Result<Vec<Target>, Storage> {
    target::by_ids(tx, ids).await
}

/// Those of the revisions that an account carries or is to carry: nobody need plan them any more.
///
/// # Errors
/// When the database fails.
pub async fn carried(tx: &mut TenantTx, revisions: &[RevisionId]) -> Result<Vec<RevisionId>, Storage> {
    target::carried(tx, revisions).await
}

/// The targets in doubt that the caller sees, the oldest first: each waits for a look or a person.
///
/// # Errors
/// When the database fails.
pub async fn unconfirmed(tx: &mut TenantTx, limit: i64) -> Result<Vec<Target>, Storage> {
    target::unconfirmed(tx, limit).await
}
