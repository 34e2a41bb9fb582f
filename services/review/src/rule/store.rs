//! SQL on the rules of a county.

use platform::{PersonId, Storage, TenantTx};

use super::draft::Stored;
use super::{Rule, RuleDefinition, RuleId, Version};

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

/// Ends one rule that is in force.
pub(super) async fn end(tx: &mut TenantTx, id: RuleId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update review_rule set ends_at = $3 where county_id = $1 and id = $2 and ends_at is null",
        county,
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Versions of one rule or of all: those in force by priority, or the last hundred, the latest first.
pub(super) async fn versions(tx: &mut TenantTx, name: Option<&str>, in_force: bool) -> Result<Vec<Version>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let rows = sqlx::query!(
        "select id, version, definition, starts_at, ends_at, published_by, note from review_rule
         where county_id = $1 and ($2::text is null or name = $2)
           and (not $3 or (starts_at <= $4 and (ends_at is null or $4 < ends_at)))
         order by case when $3 then priority end desc, starts_at desc, priority desc limit 100",
        county,
        name,
        in_force,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Version {
                id: RuleId(row.id),
                version: row.version,
                definition: read(row.definition)?,
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                published_by: row.published_by.map(PersonId),
                note: row.note,
            })
        })
        .collect()
}

fn read<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, Storage> {
    serde_json::from_value(value).map_err(|error| Storage(sqlx::Error::Decode(Box::new(error))))
}

macro_rules! select_draft {
    ($rest:literal, $county:expr) => {
        sqlx::query!(
            "select rules, base, version, edited_by, edited_at from review_rule_draft where county_id = $1" + $rest,
            $county
        )
    };
}

macro_rules! stored {
    ($row:expr) => {
        match $row {
            None => Ok(None),
            Some(row) => Ok(Some(Stored {
                rules: read(row.rules)?,
                base: row.base.into_iter().map(RuleId).collect(),
                version: row.version,
                edited_by: PersonId(row.edited_by),
                edited_at: row.edited_at,
            })),
        }
    };
}

/// The draft of the county.
pub(super) async fn find_draft(tx: &mut TenantTx) -> Result<Option<Stored>, Storage> {
    let county = tx.county().0;
    stored!(select_draft!("", county).fetch_optional(tx.conn()).await?)
}

/// The draft, held until the transaction ends: of two who save, the second finds what the first saved.
pub(super) async fn lock_draft(tx: &mut TenantTx) -> Result<Option<Stored>, Storage> {
    let county = tx.county().0;
    stored!(select_draft!(" for update", county).fetch_optional(tx.conn()).await?)
}

/// Lays the first draft. False where one is there.
pub(super) async fn insert_draft(tx: &mut TenantTx, draft: &Stored) -> Result<bool, Storage> {
    let county = tx.county().0;
    let base: Vec<uuid::Uuid> = draft.base.iter().map(|id| id.0).collect();
    let rules = serde_json::to_value(&draft.rules).unwrap_or_default();
    let done = sqlx::query!(
        "insert into review_rule_draft (county_id, rules, base, version, edited_by, edited_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (county_id) do nothing",
        county,
        rules,
        &base,
        draft.version,
        draft.edited_by.0,
        draft.edited_at
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Saves a locked draft.
pub(super) async fn save_draft(tx: &mut TenantTx, draft: &Stored) -> Result<(), Storage> {
    let county = tx.county().0;
    let rules = serde_json::to_value(&draft.rules).unwrap_or_default();
    sqlx::query!(
        "update review_rule_draft set rules = $2, version = $3, edited_by = $4, edited_at = $5 where county_id = $1",
        county,
        rules,
        draft.version,
        draft.edited_by.0,
        draft.edited_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Throws the draft away.
pub(super) async fn delete_draft(tx: &mut TenantTx) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("delete from review_rule_draft where county_id = $1", county).execute(tx.conn()).await?;
    Ok(())
}

/// Adds the next version of a rule.
pub(super) async fn insert(
    tx: &mut TenantTx,
    rule: &RuleDefinition,
    by: Option<PersonId>,
    note: &str,
) -> Result<i32, Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    let definition = serde_json::to_value(rule).unwrap_or_default();
    sqlx::query_scalar!(
        r#"insert into review_rule (county_id, id, name, version, priority, definition, starts_at, published_by, note)
           select $1, $2, $3, 1 + coalesce(max(version), 0), $4, $5, $6, $7, $8 from review_rule where county_id = $1 and name = $3
           returning version"#,
        county,
        id,
        rule.name,
        rule.priority,
        definition,
        now,
        by.map(|person| person.0),
        note
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
