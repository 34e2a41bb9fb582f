//! Every statement on what people decided of handing pieces on.

use std::collections::HashMap;

use content::{Article, ArticleId};
use platform::{PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::Decision;
use crate::ReleaseId;

/// What was decided of these pieces.
pub(super) async fn decisions(
    tx: &mut TenantTx,
    articles: &[ArticleId],
) -> Result<HashMap<ArticleId, (bool, Decision)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select article_id as "article: ArticleId", allowed, reason, decided_by as "by: PersonId", decided_at
           from syndication where county_id = $1 and article_id = any ($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let decision = |by, at, reason| Decision { by, at, reason };
    Ok(rows.into_iter().map(|row| (row.article, (row.allowed, decision(row.by, row.decided_at, row.reason)))).collect())
}

/// Keeps a decision in the place of the one before.
pub(super) async fn save(
    tx: &mut TenantTx,
    article: &Article,
    allowed: bool,
    decision: &Decision,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into syndication (county_id, article_id, department_id, allowed, reason, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (county_id, article_id) do update set allowed = excluded.allowed, reason = excluded.reason,
           decided_by = excluded.decided_by, decided_at = excluded.decided_at",
        county,
        article.id.0,
        article.department.0,
        allowed,
        decision.reason,
        decision.by.0,
        decision.at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The newest release in which an article stands in public.
pub(super) async fn live_release(tx: &mut TenantTx, article: ArticleId) -> Result<Option<ReleaseId>, Storage> {
    let county = tx.county().0;
    let release = sqlx::query_scalar!(
        r#"select r.id as "id: ReleaseId" from release r
             join release_target t on t.county_id = r.county_id and t.release_id = r.id
           where r.county_id = $1 and r.article_id = $2 and r.withdrawn_at is null and t.state = 'live'
           order by t.live_at desc nulls last limit 1"#,
        county,
        article.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(release)
}
