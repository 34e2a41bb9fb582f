//! SQL on the rules of a county.

use platform::{Storage, TenantTx};

use super::{Rule, RuleDefinition, RuleId};

/// The rules in force, highest priority first. A definition that cannot be read is left out and logged.
pub(crate) async fn in_force(tx: &mut TenantTx) -> Result<Vec<Rule>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let rows = sqlx::query!(
        "select id, version, definition from review_rule
         where county_id = $1 and starts_at <= $2 and (ends_at is null or $2 < ends_at) order by priority desc",
        county,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| match serde_json::from_value(row.definition) {
            Ok(definition) => Some(Rule { id: RuleId(row.id), version: row.version, definition }),
            Err(error) => {
                tracing::error!(rule.id = %row.id, %error, "read review rule");
                None
            }
        })
        .collect())
}

/// Ends every rule in force.
pub(super) async fn end_all(tx: &mut TenantTx) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!("update review_rule set ends_at = $2 where county_id = $1 and ends_at is null", county, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Adds the next version of a rule.
pub(super) async fn insert(tx: &mut TenantTx, rule: &RuleDefinition) -> Result<i32, Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    let definition = serde_json::to_value(rule).unwrap_or_default();
    sqlx::query_scalar!(
        r#"insert into review_rule (county_id, id, name, version, priority, definition, starts_at)
           select $1, $2, $3, 1 + coalesce(max(version), 0), $4, $5, $6 from review_rule where county_id = $1 and name = $3
           returning version"#,
        county,
        id,
        rule.name,
        rule.priority,
        definition,
        now
    )
    .fetch_one(tx.conn())
    .await
    .map_err(Storage)
}

/// Titles of these rules, in Chinese.
///
/// # Errors
/// When the database fails.
pub async fn titles(tx: &mut TenantTx, ids: &[RuleId]) -> Result<Vec<(RuleId, String)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select id, coalesce(definition->>'title', name) as "title!" from review_rule where county_id = $1 and id = any($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (RuleId(row.id), row.title)).collect())
}
