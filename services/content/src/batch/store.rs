//! Every statement on `imported_item`.

use std::collections::HashMap;

use platform::{DepartmentId, Storage, TenantTx};

use crate::{Article, ArticleId};

/// Which of these keys were imported before, and as what.
pub(super) async fn known(
    tx: &mut TenantTx,
    department: DepartmentId,
    keys: &[String],
) -> Result<HashMap<String, ArticleId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        "select key, article_id from imported_item where county_id = $1 and department_id = $2 and key = any($3)",
        county,
        department.0,
        keys
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.key, ArticleId(row.article_id))).collect())
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    department: DepartmentId,
    key: &str,
    article: &Article,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into imported_item (county_id, department_id, key, article_id, person_id, imported_at) values ($1, $2, $3, $4, $5, $6)",
        county,
        department.0,
        key,
        article.id.0,
        article.author.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
