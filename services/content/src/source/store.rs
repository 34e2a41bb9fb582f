//! Every statement on `source`.

use platform::{Storage, TenantTx};
use time::Date;
use uuid::Uuid;

use super::{Source, SourceId, SourceList};

/// The county's list, in force on a day if one is given.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(tx: &mut TenantTx, in_force: Option<Date>) -> Result<Vec<Source>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Source,
        r#"select id as "id: SourceId", name, domain, list as "list: SourceList", starts_on, ends_on from source
           where county_id = $1 and ($2::date is null or (starts_on <= $2 and (ends_on is null or $2 <= ends_on)))
           order by name limit 2000"#,
        county,
        in_force
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The sources of these ids, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[SourceId]) -> Result<Vec<Source>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Source,
        r#"select id as "id: SourceId", name, domain, list as "list: SourceList", starts_on, ends_on from source
           where county_id = $1 and id = any($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn insert(tx: &mut TenantTx, source: &Source) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into source (county_id, id, name, domain, list, starts_on) values ($1, $2, $3, $4, $5, $6)",
        county,
        source.id.0,
        source.name,
        source.domain,
        source.list.as_str(),
        source.starts_on
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// False when there is none, or the caller may not change it.
pub(super) async fn save_end(tx: &mut TenantTx, source: &Source) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update source set ends_on = $3 where county_id = $1 and id = $2",
        county,
        source.id.0,
        source.ends_on
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
