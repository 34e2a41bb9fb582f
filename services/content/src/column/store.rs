//! Every statement on `content_column`.

use platform::{Storage, TenantTx};
use uuid::Uuid;

use super::{Column, ColumnId};

/// The county's columns in their order, those out of use last.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Column>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Column,
        r#"select id as "id: ColumnId", slug, name, name_en, position, active from content_column
           where county_id = $1 order by active desc, position, slug limit 200"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The columns of these ids, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[ColumnId]) -> Result<Vec<Column>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Column,
        r#"select id as "id: ColumnId", slug, name, name_en, position, active from content_column
           where county_id = $1 and id = any($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn insert(tx: &mut TenantTx, column: &Column) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into content_column (county_id, id, slug, name, name_en, position, active)
         values ($1, $2, $3, $4, $5, $6, $7)",
        county,
        column.id.0,
        column.slug,
        column.name,
        column.name_en,
        column.position,
        column.active
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// False when there is none, or the caller may not change it.
pub(super) async fn save(tx: &mut TenantTx, column: &Column) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update content_column set name = $3, name_en = $4, position = $5, active = $6 where county_id = $1 and id = $2",
        county,
        column.id.0,
        column.name,
        column.name_en,
        column.position,
        column.active
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
