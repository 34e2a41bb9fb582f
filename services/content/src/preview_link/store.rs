//! Every statement on `preview_link`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::{PreviewLink, PreviewLinkId};
use crate::{ArticleId, Digest, RevisionId};

/// The columns of links, from where the rest of the statement says.
macro_rules! links {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            PreviewLink,
            r#"select id as "id: PreviewLinkId", article_id as "article: ArticleId", revision_id as "revision: RevisionId",
                 department_id as "department: DepartmentId", label, made_by as "made_by: PersonId", made_at, expires_at, revoked_at, opened,
                 opened_at
               from preview_link "# + $rest,
            $($value),+
        )
    };
}

/// The links of these ids that the caller sees, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[PreviewLinkId]) -> Result<Vec<PreviewLink>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(links!("where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?)
}

/// The links of these pieces, the latest made first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<PreviewLink>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows =
        links!("where county_id = $1 and article_id = any($2) order by made_at desc, id desc limit 2000", county, &ids);
    Ok(rows.fetch_all(tx.conn()).await?)
}

/// The link whose token the public caller holds: row security shows them no other.
pub(crate) async fn held(tx: &mut TenantTx) -> Result<Option<PreviewLink>, Storage> {
    let county = tx.county().0;
    let row = links!("where county_id = $1 and token_hash = sha256(uuid_send(current_token()))", county);
    Ok(row.fetch_optional(tx.conn()).await?)
}

pub(super) async fn count_open(tx: &mut TenantTx, article: ArticleId) -> Result<i64, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from preview_link
           where county_id = $1 and article_id = $2 and revoked_at is null and $3 < expires_at"#,
        county,
        article.0,
        now
    );
    Ok(count.fetch_one(tx.conn()).await?)
}

pub(super) async fn insert(tx: &mut TenantTx, link: &PreviewLink, hash: &Digest) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into preview_link (county_id, id, article_id, revision_id, department_id, token_hash, label, made_by, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        county,
        link.id.0,
        link.article.0,
        link.revision.map(|id| id.0),
        link.department.0,
        hash.0.as_slice(),
        link.label,
        link.made_by.0,
        link.made_at,
        link.expires_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// True when it was open.
pub(super) async fn revoke(tx: &mut TenantTx, id: PreviewLinkId) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update preview_link set revoked_at = $3 where county_id = $1 and id = $2 and revoked_at is null and $3 < expires_at",
        county,
        id.0,
        now
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() == 1)
}

pub(super) async fn count_opening(tx: &mut TenantTx, id: PreviewLinkId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update preview_link set opened = opened + 1, opened_at = $3 where county_id = $1 and id = $2",
        county,
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
