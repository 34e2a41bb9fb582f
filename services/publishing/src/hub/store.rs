//! Every statement on subscriptions to feeds.

use content::Digest;
use platform::{Storage, TenantTx};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{Mode, Wanted};

/// What was asked and is not yet confirmed.
pub(super) struct Request {
    pub(super) mode: Mode,
    pub(super) topic: String,
    pub(super) callback: String,
    pub(super) secret: Option<Vec<u8>>,
    pub(super) lease_seconds: i32,
}

pub(super) async fn insert_request(
    tx: &mut TenantTx,
    wanted: &Wanted,
    secret: Option<&[u8]>,
    lease_seconds: i64,
) -> Result<Uuid, Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    sqlx::query!(
        "insert into hub_request (county_id, id, mode, topic, callback, secret, lease_seconds, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        id,
        wanted.mode.as_str(),
        wanted.topic,
        wanted.callback,
        secret,
        i32::try_from(lease_seconds).unwrap_or(i32::MAX),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(super) async fn request(tx: &mut TenantTx, id: Uuid) -> Result<Option<Request>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query!(
        "select mode, topic, callback, secret, lease_seconds from hub_request where county_id = $1 and id = $2",
        county,
        id
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let mode = row.mode.try_into()?;
    let (topic, callback, secret, lease_seconds) = (row.topic, row.callback, row.secret, row.lease_seconds);
    Ok(Some(Request { mode, topic, callback, secret, lease_seconds }))
}

pub(super) async fn remove_request(tx: &mut TenantTx, id: Uuid) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("delete from hub_request where county_id = $1 and id = $2", county, id).execute(tx.conn()).await?;
    Ok(())
}

/// Begins a subscription, or renews the one that this callback has to this topic.
pub(super) async fn subscribe(tx: &mut TenantTx, request: &Request) -> Result<Uuid, Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    let until = now + Duration::seconds(request.lease_seconds.into());
    let callback = Digest::of(request.callback.as_bytes());
    let id = sqlx::query_scalar!(
        "insert into hub_subscription (county_id, id, topic, callback, callback_hash, secret, lease_until, begun_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (county_id, topic, callback_hash) do update set secret = excluded.secret, lease_until = excluded.lease_until
         returning id",
        county,
        id,
        request.topic,
        request.callback,
        &callback.0,
        request.secret,
        until,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(id)
}

/// Ends the one that this callback has to this topic; nil where it has none.
pub(super) async fn unsubscribe(tx: &mut TenantTx, request: &Request) -> Result<Uuid, Storage> {
    let county = tx.county().0;
    let callback = Digest::of(request.callback.as_bytes());
    let id = sqlx::query_scalar!(
        "delete from hub_subscription where county_id = $1 and topic = $2 and callback_hash = $3 returning id",
        county,
        request.topic,
        &callback.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.unwrap_or_default())
}

pub(super) async fn remove(tx: &mut TenantTx, id: Uuid) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("delete from hub_subscription where county_id = $1 and id = $2", county, id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Whom to tell, and what they have.
pub(super) struct Subscription {
    pub(super) topic: String,
    pub(super) callback: String,
    pub(super) secret: Option<Vec<u8>>,
    pub(super) lease_until: OffsetDateTime,
    pub(super) sent_digest: Option<Vec<u8>>,
}

pub(super) async fn subscription(tx: &mut TenantTx, id: Uuid) -> Result<Option<Subscription>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Subscription,
        "select topic, callback, secret, lease_until, sent_digest from hub_subscription where county_id = $1 and id = $2",
        county,
        id
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

/// Everyone whose lease holds.
pub(super) async fn all(tx: &mut TenantTx) -> Result<Vec<Uuid>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let rows =
        sqlx::query_scalar!("select id from hub_subscription where county_id = $1 and $2 < lease_until", county, now)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows)
}

/// Leases end.
pub(super) async fn forget_ended(tx: &mut TenantTx) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!("delete from hub_subscription where county_id = $1 and lease_until <= $2", county, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(super) async fn note_sent(tx: &mut TenantTx, id: Uuid, digest: &[u8]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update hub_subscription set sent_digest = $3, sent_at = $4 where county_id = $1 and id = $2",
        county,
        id,
        digest,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
