//! 发布前复检: the checks run once more over a piece before it goes out, with the lists of that day (C27).

use content::{ArticleId, Checkers, Revision, article};
use platform::{Storage, TenantTx};
use review::findings::{self, Again};
use tenancy::{Action, Actor, Scope};

use super::plan::{PlanError, releasable};

/// Looks again at what someone is about to plan. True where it is stopped: the caller commits, so that a person finds why, and plans
/// nothing.
///
/// # Errors
/// When the actor may not plan it, or it is not approved.
pub async fn look_again(
    tx: &mut TenantTx,
    actor: &Actor,
    checkers: &Checkers,
    id: ArticleId,
) -> Result<bool, PlanError> {
    let article = article::by_ids(tx, &[id]).await?.pop().ok_or(PlanError::NotFound)?;
    actor.require(Action::ReleasePlan, Scope::Department(article.department))?;
    let revision = releasable(tx, &article).await?;
    match findings::recheck(tx, checkers, &revision).await? {
        Again::Clear => Ok(false),
        // It is looked at again when it is sent.
        Again::NotReady => Ok(stopped(tx, &revision).await?),
        Again::Stopped(_) => Ok(true),
    }
}

/// Whether what was found by now stops it.
pub(super) async fn stopped(tx: &mut TenantTx, revision: &Revision) -> Result<bool, Storage> {
    Ok(findings::of_revision(tx, revision).await?.iter().any(|fixed| fixed.seen.stops()))
}
