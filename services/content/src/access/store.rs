//! Every statement on `article_limit`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::Access;
use crate::ArticleId;

/// The limits of these pieces, in no order; of a piece the caller does not see, none.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Access>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select l.article_id, l.department_id, l.departments, l.people, l.set_by, l.set_at
         from article_limit l join article a on a.county_id = l.county_id and a.id = l.article_id
         where l.county_id = $1 and l.article_id = any($2)",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let access = rows.into_iter().map(|row| Access {
        article: ArticleId(row.article_id),
        department: DepartmentId(row.department_id),
        departments: row.departments.into_iter().map(DepartmentId).collect(),
        people: row.people.into_iter().map(PersonId).collect(),
        set_by: PersonId(row.set_by),
        set_at: row.set_at,
    });
    Ok(access.collect())
}

pub(super) async fn save(tx: &mut TenantTx, access: &Access, reviewed_in: &[DepartmentId]) -> Result<(), Storage> {
    let county = tx.county().0;
    let departments: Vec<Uuid> = access.departments.iter().map(|id| id.0).collect();
    let people: Vec<Uuid> = access.people.iter().map(|id| id.0).collect();
    let reviewed_in: Vec<Uuid> = reviewed_in.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into article_limit (county_id, article_id, department_id, departments, people, reviewed_in, set_by, set_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (county_id, article_id) do update set departments = $4, people = $5, set_by = $7, set_at = $8",
        county,
        access.article.0,
        access.department.0,
        &departments,
        &people,
        &reviewed_in,
        access.set_by.0,
        access.set_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Changes nothing of a piece that is not limited.
pub(super) async fn open_to(tx: &mut TenantTx, id: ArticleId, departments: &[DepartmentId]) -> Result<(), Storage> {
    let county = tx.county().0;
    let departments: Vec<Uuid> = departments.iter().map(|id| id.0).collect();
    sqlx::query!(
        "update article_limit set reviewed_in = $3 where county_id = $1 and article_id = $2",
        county,
        id.0,
        &departments
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// True when it was limited.
pub(super) async fn remove(tx: &mut TenantTx, id: ArticleId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!("delete from article_limit where county_id = $1 and article_id = $2", county, id.0);
    Ok(done.execute(tx.conn()).await?.rows_affected() == 1)
}
