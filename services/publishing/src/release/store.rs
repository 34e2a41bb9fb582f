//! Every statement on releases.

use content::{ArticleId, Digest, RevisionId};
use platform::page::{Cursor, Page};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Filter, Release, Terms, Withdrawal};
use crate::ReleaseId;

/// The columns of a release, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Release,
            r#"select id as "id: ReleaseId", article_id as "article: ArticleId", revision_id as "revision: RevisionId",
                 department_id as "department: DepartmentId", scheduled_at, whole_by, alarmed_at,
                 created_by as "created_by: PersonId", created_at, withdrawn_at, withdrawal_reason,
                 withdrawal_kind, merged_into as "merged_into: ArticleId",
                 expires_at, expiry_reason, review_on
               from release "# + $rest,
            $($value),+
        )
    };
}

pub(crate) async fn insert(tx: &mut TenantTx, release: &Release, digest: Digest) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into release (county_id, id, article_id, revision_id, digest, department_id, scheduled_at, whole_by, created_by, created_at,
           expires_at, expiry_reason, review_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        county,
        release.id.0,
        release.article.0,
        release.revision.0,
        &digest.0[..],
        release.department.0,
        release.scheduled_at,
        release.whole_by,
        release.created_by.0,
        release.created_at,
        release.expires_at,
        release.expiry_reason,
        release.review_on
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn by_ids(tx: &mut TenantTx, ids: &[ReleaseId]) -> Result<Vec<Release>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and id = any ($2)", county, &ids).fetch_all(tx.conn()).await?;
    Ok(rows)
}

/// The release, held until the end of the transaction. Taken before its targets, always in this order.
pub(crate) async fn lock(tx: &mut TenantTx, id: ReleaseId) -> Result<Option<Release>, Storage> {
    let county = tx.county().0;
    let row =
        select!("where county_id = $1 and id = $2 for no key update", county, id.0).fetch_optional(tx.conn()).await?;
    Ok(row)
}

pub(crate) async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Release>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = select!(
        "where county_id = $1 and article_id = any ($2) order by scheduled_at desc, id desc limit 500",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(crate) async fn list(
    tx: &mut TenantTx,
    filter: Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Release>, Storage> {
    let (county, limit) = (tx.county().0, i64::from(first) + 1);
    let (at, id) =
        after.map_or((time::macros::datetime!(9999-01-01 00:00 UTC), Uuid::max()), |cursor| (cursor.at, cursor.id));
    let rows = select!(
        "where county_id = $1 and (scheduled_at, id) < ($2, $3)
           and ($4::timestamptz is null or $4 <= scheduled_at) and ($5::timestamptz is null or scheduled_at < $5)
         order by scheduled_at desc, id desc limit $6",
        county,
        at,
        id,
        filter.from,
        filter.until,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Page::cut(rows, first))
}

pub(crate) async fn reschedule(
    tx: &mut TenantTx,
    id: ReleaseId,
    scheduled_at: OffsetDateTime,
    whole_by: OffsetDateTime,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "with moved as (update release set scheduled_at = $3, whole_by = $4 where county_id = $1 and id = $2)
         update release_target set scheduled_at = $3 where county_id = $1 and release_id = $2",
        county,
        id.0,
        scheduled_at,
        whole_by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn withdraw(tx: &mut TenantTx, id: ReleaseId, kind: Withdrawal, reason: &str) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release set withdrawn_at = $3, withdrawal_reason = $4, withdrawal_kind = $5, merged_into = $6 where county_id = $1 and id = $2",
        county,
        id.0,
        now,
        reason,
        kind.as_str(),
        kind.merged_into().map(|article| article.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn alarm(tx: &mut TenantTx, id: ReleaseId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!("update release set alarmed_at = $3 where county_id = $1 and id = $2", county, id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Another time by which it must be whole: an alarm raised for the time before is over.
pub(crate) async fn set_whole_by(tx: &mut TenantTx, id: ReleaseId, whole_by: OffsetDateTime) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update release set whole_by = $3, alarmed_at = null where county_id = $1 and id = $2",
        county,
        id.0,
        whole_by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// When it goes down by itself, why, and when somebody looks again.
pub(crate) async fn set_terms(tx: &mut TenantTx, id: ReleaseId, terms: &Terms) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update release set expires_at = $3, expiry_reason = $4, review_on = $5 where county_id = $1 and id = $2",
        county,
        id.0,
        terms.expires_at,
        terms.expiry_reason,
        terms.review_on
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Releases that somebody is to look at again by a day, and that are still out, the longest due first.
pub(crate) async fn to_review(tx: &mut TenantTx, by: Date, limit: i64) -> Result<Vec<Release>, Storage> {
    let county = tx.county().0;
    let rows = select!(
        "where county_id = $1 and review_on <= $2 and withdrawn_at is null
           and exists (select from release_target t where t.county_id = $1 and t.release_id = release.id and t.state = 'live')
         order by review_on, id limit $3",
        county,
        by,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
