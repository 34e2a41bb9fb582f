//! Pieces that the checks stopped on their way out, for those who must decide what becomes of them.

use content::{ArticleId, RevisionId};
use platform::{DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use super::store;

/// One piece that is stopped.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Stopped {
    pub article: ArticleId,
    pub revision: RevisionId,
    pub department: DepartmentId,
    pub ran_at: OffsetDateTime,
    /// The first of what stops it.
    pub message: String,
}

/// Those stopped until somebody lets the finding stand, or the piece is written anew; none for who may neither decide nor release.
///
/// # Errors
/// When the database fails.
pub async fn stopped(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Stopped>, Storage> {
    if !actor.may(Action::FindingAccept, Scope::Any) && !actor.may(Action::ReleasePlan, Scope::Any) {
        return Ok(Vec::new());
    }
    let rows = store::stopped(tx, limit).await?;
    if rows.is_empty() {
        return Ok(rows);
    }
    let articles: Vec<ArticleId> = rows.iter().map(|row| row.article).collect();
    let latest = content::revision::latest_ids(tx, &articles).await?;
    Ok(rows.into_iter().filter(|row| latest.contains(&(row.article, row.revision))).collect())
}
