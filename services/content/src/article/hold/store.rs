//! Every statement on `article_hold`.

use platform::{PersonId, Storage, TenantTx};

use super::Hold;
use crate::{Article, ArticleId};

pub(super) async fn find(tx: &mut TenantTx, article: ArticleId) -> Result<Option<Hold>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query!(
        "select person_id, since, seen_at from article_hold where county_id = $1 and article_id = $2",
        county,
        article.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Hold { person: PersonId(row.person_id), since: row.since, seen_at: row.seen_at }))
}

/// Puts a hold on a locked piece, in the place of one before.
pub(super) async fn save(tx: &mut TenantTx, article: &Article, hold: &Hold) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into article_hold (county_id, article_id, department_id, person_id, since, seen_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (county_id, article_id) do update set person_id = $4, since = $5, seen_at = $6",
        county,
        article.id.0,
        article.department.0,
        hold.person.0,
        hold.since,
        hold.seen_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// True when this person held it.
pub(super) async fn end(tx: &mut TenantTx, article: ArticleId, person: PersonId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "delete from article_hold where county_id = $1 and article_id = $2 and person_id = $3",
        county,
        article.0,
        person.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
