//! Every statement on `template`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Template, TemplateId};
use crate::Block;

struct Row {
    id: Uuid,
    department_id: Option<Uuid>,
    name: String,
    blocks: Json<Vec<Block>>,
    created_by: Uuid,
    updated_at: OffsetDateTime,
}

impl From<Row> for Template {
    fn from(row: Row) -> Self {
        Self {
            id: TemplateId(row.id),
            department: row.department_id.map(DepartmentId),
            name: row.name,
            blocks: row.blocks.0,
            created_by: PersonId(row.created_by),
            updated_at: row.updated_at,
        }
    }
}

pub(super) async fn list(tx: &mut TenantTx) -> Result<Vec<Template>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Row,
        r#"select id, department_id, name, blocks as "blocks: Json<Vec<Block>>", created_by, updated_at from template
           where county_id = $1 order by department_id nulls last, name limit 200"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Template::from).collect())
}

pub(super) async fn find(tx: &mut TenantTx, id: TemplateId) -> Result<Option<Template>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        r#"select id, department_id, name, blocks as "blocks: Json<Vec<Block>>", created_by, updated_at from template
           where county_id = $1 and id = $2"#,
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Template::from))
}

pub(super) async fn count(tx: &mut TenantTx) -> Result<i64, Storage> {
    let county = tx.county().0;
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from template where county_id = $1"#, county);
    Ok(count.fetch_one(tx.conn()).await?)
}

pub(super) async fn insert(tx: &mut TenantTx, template: &Template) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into template (county_id, id, department_id, name, blocks, created_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7)",
        county,
        template.id.0,
        template.department.map(|id| id.0),
        template.name,
        Json(&template.blocks) as _,
        template.created_by.0,
        template.updated_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// False when there is none, or it is not the caller's.
pub(super) async fn save(tx: &mut TenantTx, template: &Template) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update template set name = $3, blocks = $4, updated_at = $5 where county_id = $1 and id = $2",
        county,
        template.id.0,
        template.name,
        Json(&template.blocks) as _,
        template.updated_at
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// False when there is none, or it is not the caller's.
pub(super) async fn remove(tx: &mut TenantTx, id: TemplateId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done =
        sqlx::query!("delete from template where county_id = $1 and id = $2", county, id.0).execute(tx.conn()).await?;
    Ok(done.rows_affected() == 1)
}
