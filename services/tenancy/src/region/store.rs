//! SQL on regions and departments.

use platform::{CountyId, DepartmentId, Storage, TenantTx};
use sqlx::PgConnection;

use super::{Department, Region};

/// Every region of the deployment, by code.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Region>, Storage> {
    let rows = sqlx::query_as!(
        Region,
        r#"select code as "code: CountyId", level, name, name_en, parent_code as "parent: CountyId" from region order by code"#
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// One region.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut TenantTx, code: CountyId) -> Result<Option<Region>, Storage> {
    let row = sqlx::query_as!(
        Region,
        r#"select code as "code: CountyId", level, name, name_en, parent_code as "parent: CountyId" from region where code = $1"#,
        code.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

/// Adds a region, or renames it. Takes the owner's connection: the application may not write regions.
///
/// # Errors
/// When the parent is not there or the database fails.
pub async fn create(owner: &mut PgConnection, region: &Region) -> Result<(), Storage> {
    sqlx::query!(
        "insert into region (code, level, name, name_en, parent_code) values ($1, $2, $3, $4, $5)
         on conflict (code) do update set name = excluded.name, name_en = excluded.name_en",
        region.code.0,
        region.level,
        region.name,
        region.name_en,
        region.parent.map(|parent| parent.0)
    )
    .execute(owner)
    .await?;
    Ok(())
}

/// The active departments of the caller's county, by slug.
///
/// # Errors
/// When the database fails.
pub async fn departments(tx: &mut TenantTx) -> Result<Vec<Department>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Department,
        r#"select id as "id: DepartmentId", slug, name, name_en, kind from department where county_id = $1 and active order by slug"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The departments of the caller's county, those that were closed among them: what they did still names them.
///
/// # Errors
/// When the database fails.
pub async fn even_closed(tx: &mut TenantTx) -> Result<Vec<Department>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Department,
        r#"select id as "id: DepartmentId", slug, name, name_en, kind from department where county_id = $1 order by slug"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Adds a department to the caller's county; one with the same slug is kept as it is.
///
/// # Errors
/// When the database fails.
pub async fn add_department(tx: &mut TenantTx, department: &Department) -> Result<DepartmentId, Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into department (county_id, id, slug, name, name_en, kind) values ($1, $2, $3, $4, $5, $6)
         on conflict (county_id, slug) do nothing",
        county,
        department.id.0,
        department.slug,
        department.name,
        department.name_en,
        department.kind
    )
    .execute(tx.conn())
    .await?;
    let id =
        sqlx::query_scalar!("select id from department where county_id = $1 and slug = $2", county, department.slug)
            .fetch_one(tx.conn())
            .await?;
    Ok(DepartmentId(id))
}
