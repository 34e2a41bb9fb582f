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
        r#"select id as "id: SourceId", name, domain, list as "list: SourceList", starts_on, ends_on, licence from source
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
        r#"select id as "id: SourceId", name, domain, list as "list: SourceList", starts_on, ends_on, licence from source
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

/// Every source of the list, held against other changes of it until the transaction ends.
pub(super) async fn lock_all(tx: &mut TenantTx) -> Result<Vec<Source>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Source,
        r#"select id as "id: SourceId", name, domain, list as "list: SourceList", starts_on, ends_on, licence from source
           where county_id = $1 order by id for no key update"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Writes sources as a file has them, new or known by their id: one statement.
pub(super) async fn upsert(tx: &mut TenantTx, sources: &[Source]) -> Result<(), Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = sources.iter().map(|row| row.id.0).collect();
    let names: Vec<String> = sources.iter().map(|row| row.name.clone()).collect();
    let domains: Vec<Option<String>> = sources.iter().map(|row| row.domain.clone()).collect();
    let lists: Vec<String> = sources.iter().map(|row| row.list.as_str().to_owned()).collect();
    let starts: Vec<Date> = sources.iter().map(|row| row.starts_on).collect();
    let ends: Vec<Option<Date>> = sources.iter().map(|row| row.ends_on).collect();
    let licences: Vec<String> = sources.iter().map(|row| row.licence.clone()).collect();
    sqlx::query!(
        "insert into source (county_id, id, name, domain, list, starts_on, ends_on, licence)
         select $1, id, name, domain, list, starts_on, ends_on, licence
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::text[])
           told (id, name, domain, list, starts_on, ends_on, licence)
         on conflict (county_id, id) do update set domain = excluded.domain, list = excluded.list, starts_on = excluded.starts_on,
           ends_on = excluded.ends_on, licence = excluded.licence",
        county,
        &ids,
        &names,
        &domains as &[Option<String>],
        &lists,
        &starts,
        &ends as &[Option<Date>],
        &licences
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves what may be changed of a source but its days. False when there is none, or the caller may not change it.
pub(super) async fn save(tx: &mut TenantTx, source: &Source) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update source set domain = $3, list = $4, licence = $5 where county_id = $1 and id = $2",
        county,
        source.id.0,
        source.domain,
        source.list.as_str(),
        source.licence
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
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
