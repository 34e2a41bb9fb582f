//! Every statement on `saved_search`. A person sees their own alone: row security and the statements say so.

use platform::{PersonId, Storage, TenantTx};

use super::{List, SavedSearch, SavedSearchId};

/// The caller's saved searches of a list, by name.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(tx: &mut TenantTx, list: List) -> Result<Vec<SavedSearch>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        SavedSearch,
        r#"select id as "id: SavedSearchId", name, filter, created_at from saved_search
           where county_id = $1 and person_id = current_person() and list = $2 order by name"#,
        county,
        list.as_str()
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn delete(tx: &mut TenantTx, id: SavedSearchId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "delete from saved_search where county_id = $1 and id = $2 and person_id = current_person()",
        county,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn count(tx: &mut TenantTx, person: PersonId) -> Result<i64, Storage> {
    let county = tx.county().0;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from saved_search where county_id = $1 and person_id = $2"#,
        county,
        person.0
    );
    Ok(count.fetch_one(tx.conn()).await?)
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    person: PersonId,
    list: List,
    saved: &SavedSearch,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into saved_search (county_id, id, person_id, name, filter, created_at, list) values ($1, $2, $3, $4, $5, $6, $7)",
        county,
        saved.id.0,
        person.0,
        saved.name,
        saved.filter,
        saved.created_at,
        list.as_str()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
