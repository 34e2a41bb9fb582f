//! Every statement on deliveries.

use content::{ArticleId, RevisionId};
use platform::page::{Cursor, Page};
use platform::webhook::Outcome;
use platform::{Storage, TenantTx};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Delivery, Kind};
use crate::{DeliveryId, OutletId, ReleaseId};

/// An outlet's deliveries, newest first; the dead ones alone if asked. The caller has been asked for `OutletRead`.
///
/// # Errors
/// When the database fails.
pub async fn list_deliveries(
    tx: &mut TenantTx,
    outlet: OutletId,
    state: Option<&str>,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Delivery>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Delivery,
        r#"select id as "id: DeliveryId", outlet_id as "outlet: OutletId", release_id as "release: ReleaseId", kind, seq, state, attempts,
             next_at, last_status, last_error, created_at, delivered_at
           from delivery where county_id = $1 and outlet_id = $2 and ($3::text is null or state = $3)
             and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid))
           order by created_at desc, id desc limit $6"#,
        county,
        outlet.0,
        state,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        i64::from(first) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Page::cut(rows, first))
}

/// The deliveries of some releases, in their order. The caller has been asked for `ReleaseRead`.
///
/// # Errors
/// When the database fails.
pub async fn deliveries_of_releases(tx: &mut TenantTx, releases: &[ReleaseId]) -> Result<Vec<Delivery>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = releases.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Delivery,
        r#"select id as "id: DeliveryId", outlet_id as "outlet: OutletId", release_id as "release: ReleaseId", kind, seq, state, attempts,
             next_at, last_status, last_error, created_at, delivered_at
           from delivery where county_id = $1 and release_id = any ($2) order by outlet_id, seq"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// An outlet to be told, and whether it was told of the article before.
pub(crate) struct Addressee {
    pub(crate) outlet: OutletId,
    pub(crate) knows_article: bool,
}

/// Locks the outlets to be told of a release: those that subscribe to one of its topics, and those that were sent the
/// article before; not the disabled, and not those told already. In the order of ids, so that two such locks never cross.
pub(crate) async fn addressees(
    tx: &mut TenantTx,
    release: ReleaseId,
    article: ArticleId,
    topics: &[String],
) -> Result<Vec<Addressee>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select o.id as "id: OutletId", exists (
               select from delivery d join release r on r.county_id = d.county_id and r.id = d.release_id
               where d.county_id = $1 and d.outlet_id = o.id and r.article_id = $3 and r.id <> $2) as "knows_article!"
           from outlet o where o.county_id = $1 and o.state <> 'disabled'
             and not exists (select from delivery d where d.county_id = $1 and d.outlet_id = o.id and d.release_id = $2)
             and (exists (select from outlet_subscription s where s.county_id = $1 and s.outlet_id = o.id and s.topic = any ($4))
               or exists (select from delivery d join release r on r.county_id = d.county_id and r.id = d.release_id
                          where d.county_id = $1 and d.outlet_id = o.id and r.article_id = $3))
           order by o.id for update of o"#,
        county,
        release.0,
        article.0,
        topics
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| Addressee { outlet: row.id, knows_article: row.knows_article }).collect())
}

/// Locks the outlets to be told that a release was withdrawn: those that were sent its article in any version, since a piece
/// withdrawn in its newest version stands in none. None while a newer release of the article stands in its place.
pub(crate) async fn holders(
    tx: &mut TenantTx,
    release: ReleaseId,
    article: ArticleId,
) -> Result<Vec<OutletId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        r#"select o.id as "id: OutletId" from outlet o where o.county_id = $1 and o.state <> 'disabled'
             and exists (select from delivery d join release r on r.county_id = d.county_id and r.id = d.release_id
                         where d.county_id = $1 and d.outlet_id = o.id and r.article_id = $3)
             and not exists (select from delivery d
                             where d.county_id = $1 and d.outlet_id = o.id and d.release_id = $2 and d.kind = 'withdrawal')
             and not exists (select from release r join release_target t on t.county_id = r.county_id and t.release_id = r.id
                             where r.county_id = $1 and r.article_id = $3 and r.id <> $2 and r.withdrawn_at is null and t.live_at
                               > (select min(own.live_at) from release_target own where own.county_id = $1 and own.release_id = $2))
           order by o.id for update of o"#,
        county,
        release.0,
        article.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Queues one document for some outlets, each at the end of its order. The outlets are locked.
pub(crate) async fn append(
    tx: &mut TenantTx,
    outlets: &[OutletId],
    release: ReleaseId,
    revision: RevisionId,
    kind: Kind,
    body: &Value,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let ids: Vec<Uuid> = outlets.iter().map(|_| tx.new_id()).collect();
    let outlets: Vec<Uuid> = outlets.iter().map(|id| id.0).collect();
    sqlx::query!(
        "with place as (
           update outlet set next_seq = next_seq + 1 where county_id = $1 and id = any ($3) returning id, next_seq - 1 as seq)
         insert into delivery (county_id, id, outlet_id, release_id, revision_id, kind, seq, body, next_at, created_at)
         select $1, added.id, place.id, $4, $5, $6, place.seq, $7, $8, $8
         from unnest($2::uuid[], $3::uuid[]) as added (id, outlet_id) join place on place.id = added.outlet_id",
        county,
        &ids,
        &outlets,
        release.0,
        revision.0,
        kind.as_str(),
        body,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The first delivery of an outlet's queue.
pub(crate) struct Head {
    pub(crate) id: DeliveryId,
    pub(crate) attempts: i32,
    pub(crate) next_at: OffsetDateTime,
    pub(crate) lease_until: Option<OffsetDateTime>,
    pub(crate) body: String,
}

pub(crate) async fn head(tx: &mut TenantTx, outlet: OutletId) -> Result<Option<Head>, Storage> {
    let county = tx.county().0;
    let head = sqlx::query_as!(
        Head,
        r#"select id as "id: DeliveryId", attempts, next_at, lease_until, body::text as "body!"
           from delivery where county_id = $1 and outlet_id = $2 and state = 'queued' order by seq limit 1"#,
        county,
        outlet.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(head)
}

/// Begins an attempt: counts it and holds the delivery.
pub(crate) async fn hold(tx: &mut TenantTx, id: DeliveryId, token: Uuid, until: OffsetDateTime) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update delivery set attempts = attempts + 1, lease_token = $3, lease_until = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        token,
        until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How an attempt ended.
pub(crate) struct Ending<'a> {
    pub(crate) outcome: Outcome,
    pub(crate) status: Option<u16>,
    pub(crate) error: Option<&'a str>,
}

/// Writes the end of an attempt. False when its hold was lost to another.
pub(crate) async fn settle(
    tx: &mut TenantTx,
    id: DeliveryId,
    token: Uuid,
    ending: &Ending<'_>,
) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let (state, next_at) = match ending.outcome {
        Outcome::Delivered => ("delivered", now),
        Outcome::Refused | Outcome::Gone => ("refused", now),
        Outcome::Again(at) => ("queued", at),
        Outcome::Dead => ("dead", now),
    };
    let done = sqlx::query!(
        "update delivery set state = $4, next_at = $5, last_status = $6, last_error = left($7, 500), lease_token = null, lease_until = null,
           delivered_at = case when $4 = 'delivered' then $8::timestamptz end
         where county_id = $1 and id = $2 and lease_token = $3 and state = 'queued'",
        county,
        id.0,
        token,
        state,
        next_at,
        ending.status.map(i32::from),
        ending.error,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Queues again what was made since a time and is no longer queued. The outlet is locked.
pub(crate) async fn requeue(tx: &mut TenantTx, outlet: OutletId, since: OffsetDateTime) -> Result<u64, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update delivery set state = 'queued', attempts = 0, next_at = $4, delivered_at = null, last_status = null, last_error = null
         where county_id = $1 and outlet_id = $2 and created_at >= $3 and state <> 'queued'",
        county,
        outlet.0,
        since,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// What is to be told of a release.
pub(crate) struct Told {
    pub(crate) article: ArticleId,
    pub(crate) revision: RevisionId,
    pub(crate) live_at: Option<OffsetDateTime>,
    pub(crate) withdrawn_at: Option<OffsetDateTime>,
    pub(crate) withdrawal_reason: Option<String>,
}

/// Reads a release as outlets are told of it.
pub(crate) async fn told(tx: &mut TenantTx, release: ReleaseId) -> Result<Option<Told>, Storage> {
    let county = tx.county().0;
    let told = sqlx::query_as!(
        Told,
        r#"select r.article_id as "article: ArticleId", r.revision_id as "revision: RevisionId", r.withdrawn_at, r.withdrawal_reason,
             (select min(t.live_at) from release_target t where t.county_id = r.county_id and t.release_id = r.id) as live_at
           from release r where r.county_id = $1 and r.id = $2"#,
        county,
        release.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(told)
}
