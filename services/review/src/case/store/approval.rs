//! SQL on approvals: written once, at the end of a case, and never touched again.

use platform::{Storage, TenantTx};
use serde_json::Value;

use crate::case::Case;

/// Writes the approval of a passed case. The table itself refuses one over a case that did not go the whole way.
pub(in crate::case) async fn insert_approval(tx: &mut TenantTx, case: &Case, decisions: &Value) -> Result<(), Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    sqlx::query!(
        "insert into approval (county_id, id, case_id, article_id, revision_id, digest, department_id, rule_id, rule_version,
           decisions, approved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        county,
        id,
        case.id.0,
        case.article.0,
        case.revision.0,
        case.digest.0.as_slice(),
        case.department.0,
        case.rule.0,
        case.rule_version,
        decisions,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
