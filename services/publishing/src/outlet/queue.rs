//! Every statement on deliveries.

use content::{ArticleId, ColumnId, RevisionId};
use platform::page::{Cursor, Page};
use platform::webhook::Outcome;
use platform::{Storage, TenantTx};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Delivery, Item, Kind};
use crate::{DeliveryId, OutletId, ReleaseId};

/// An outlet's deliveries, newest first; those of one state alone if asked. The caller has been asked for `OutletRead`.
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
        r#"select id as "id: DeliveryId", outlet_id as "outlet: OutletId", release_id as "release: ReleaseId",
             coalesce(body #>> '{headlines,0,value}', '') as "title!", kind, seq, state, attempts, next_at, last_status, last_error, created_at, delivered_at
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
        r#"select id as "id: DeliveryId", outlet_id as "outlet: OutletId", release_id as "release: ReleaseId",
             coalesce(body #>> '{headlines,0,value}', '') as "title!", kind, seq, state, attempts, next_at, last_status, last_error, created_at, delivered_at
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

/// What of a piece subscriptions ask for.
pub(crate) struct Traits<'a> {
    pub(crate) topics: &'a [String],
    pub(crate) column: Option<ColumnId>,
    pub(crate) sensitive: bool,
    pub(crate) language: &'a str,
    /// Whether it is handed on to outlets at all.
    pub(crate) syndicated: bool,
}

/// Locks the outlets to be told of a release, but those told already: the ones that subscribe to it, unless they are disabled, and
/// all that were sent the article before, whatever they subscribe to now. In the order of ids, so that two such locks never cross.
pub(crate) async fn addressees(
    tx: &mut TenantTx,
    release: ReleaseId,
    article: ArticleId,
    traits: &Traits<'_>,
) -> Result<Vec<Addressee>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select o.id as "id: OutletId", exists (
               select from delivery d join release r on r.county_id = d.county_id and r.id = d.release_id
               where d.county_id = $1 and d.outlet_id = o.id and r.article_id = $3 and r.id <> $2) as "knows_article!"
           from outlet o where o.county_id = $1
             and not exists (select from delivery d where d.county_id = $1 and d.outlet_id = o.id and d.release_id = $2)
             and ((o.state <> 'disabled' and $8 and (o.sensitive or not $6)
                   and (cardinality(o.languages) = 0 or $7 = any (o.languages))
                   and (exists (select from outlet_subscription s where s.county_id = $1 and s.outlet_id = o.id and s.topic = any ($4))
                     or exists (select from outlet_column c where c.county_id = $1 and c.outlet_id = o.id and c.column_id = $5)
                     or (not exists (select from outlet_subscription s where s.county_id = $1 and s.outlet_id = o.id)
                       and not exists (select from outlet_column c where c.county_id = $1 and c.outlet_id = o.id))))
               or exists (select from delivery d join release r on r.county_id = d.county_id and r.id = d.release_id
                          where d.county_id = $1 and d.outlet_id = o.id and r.article_id = $3))
           order by o.id for update of o"#,
        county,
        release.0,
        article.0,
        traits.topics,
        traits.column.map(|column| column.0),
        traits.sensitive,
        traits.language,
        traits.syndicated
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
        r#"select o.id as "id: OutletId" from outlet o where o.county_id = $1
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

/// A document about to be queued.
pub(crate) struct Document<'a> {
    pub(crate) release: ReleaseId,
    pub(crate) revision: RevisionId,
    pub(crate) kind: Kind,
    pub(crate) item: &'a Item,
    pub(crate) body: &'a Value,
}

/// Queues one document for some outlets, each at the end of its order, and makes it what their wire shows of the article. The
/// outlets are locked. What has no endpoint is offered, and not pushed.
pub(crate) async fn append(tx: &mut TenantTx, outlets: &[OutletId], document: &Document<'_>) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let Document { release, revision, kind, item, body } = document;
    let ids: Vec<Uuid> = outlets.iter().map(|_| tx.new_id()).collect();
    let outlets: Vec<Uuid> = outlets.iter().map(|id| id.0).collect();
    sqlx::query!(
        "with place as (
           update outlet set next_seq = next_seq + 1 where county_id = $1 and id = any ($3)
           returning id, next_seq - 1 as seq, case when endpoint is null then 'offered' else 'queued' end as state),
         sent as (
           insert into delivery (county_id, id, outlet_id, release_id, revision_id, kind, seq, body, state, next_at, created_at)
           select $1, added.id, place.id, $4, $5, $6, place.seq, $7, place.state, $8, $8
           from unnest($2::uuid[], $3::uuid[]) as added (id, outlet_id) join place on place.id = added.outlet_id
           returning id, outlet_id)
         insert into offer (county_id, outlet_id, article_id, delivery_id, revision_id, department_id, department_name, title, summary,
           topics, language, standing, offered_at, changed_at)
         select $1, sent.outlet_id, $9, sent.id, $5, $10, $11, $12, $13, $14, $15, $16, $8, $8 from sent
         on conflict (county_id, outlet_id, article_id) do update set delivery_id = excluded.delivery_id, revision_id = excluded.revision_id,
           department_name = excluded.department_name, title = excluded.title, summary = excluded.summary, topics = excluded.topics,
           language = excluded.language, standing = excluded.standing, changed_at = excluded.changed_at",
        county,
        &ids,
        &outlets,
        release.0,
        revision.0,
        kind.as_str(),
        body,
        now,
        item.article.0,
        item.department_id.0,
        item.department,
        item.title,
        item.summary,
        &item.topics,
        item.language,
        kind.standing()
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
    pub(crate) body: Value,
}

pub(crate) async fn head(tx: &mut TenantTx, outlet: OutletId) -> Result<Option<Head>, Storage> {
    let county = tx.county().0;
    let head = sqlx::query_as!(
        Head,
        r#"select id as "id: DeliveryId", attempts, next_at, lease_until, body
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

/// Queues again one delivery and those of the same article that came after it, so that the last word on the article is the last
/// again. The outlet is locked.
pub(crate) async fn requeue_one(tx: &mut TenantTx, id: DeliveryId) -> Result<u64, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update delivery d set state = 'queued', attempts = 0, next_at = $3, delivered_at = null, last_status = null, last_error = null
         from delivery again, release told, release own
         where d.county_id = $1 and again.county_id = $1 and again.id = $2 and d.outlet_id = again.outlet_id and again.seq <= d.seq
           and d.state <> 'queued' and told.county_id = $1 and told.id = again.release_id
           and own.county_id = $1 and own.id = d.release_id and own.article_id = told.article_id",
        county,
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Whose a delivery is.
pub(crate) async fn outlet_of(tx: &mut TenantTx, id: DeliveryId) -> Result<Option<OutletId>, Storage> {
    let county = tx.county().0;
    let outlet = sqlx::query_scalar!(
        r#"select outlet_id as "outlet: OutletId" from delivery where county_id = $1 and id = $2"#,
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(outlet)
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
