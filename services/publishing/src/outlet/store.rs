//! Every statement on outlets and what they subscribe to.

use content::ColumnId;
use platform::{Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::health::{DISABLE_AFTER, Patience, WARN_AFTER, ends_at};
use super::{Outlet, OutletInput};
use crate::OutletId;

struct Row {
    id: Uuid,
    name: String,
    kind: String,
    region: String,
    contact: String,
    endpoint: Option<String>,
    format: String,
    state: String,
    disabled_for: Option<String>,
    failing_since: Option<OffsetDateTime>,
    warned_at: Option<OffsetDateTime>,
    topics: Vec<String>,
    columns: Vec<Uuid>,
    sensitive: bool,
    languages: Vec<String>,
    token_made_at: Option<OffsetDateTime>,
    created_at: OffsetDateTime,
    queued: i64,
    dead: i64,
}

impl Row {
    fn outlet(self, patience: Option<Patience>) -> Result<Outlet, Storage> {
        let fails = self.failing_since.filter(|_| self.state == "active");
        let end = fails.zip(patience).map(|(since, patience)| ends_at(since, self.warned_at, patience));
        Ok(Outlet {
            id: OutletId(self.id),
            name: self.name,
            kind: self.kind.try_into()?,
            region: self.region,
            contact: self.contact,
            endpoint: self.endpoint,
            format: self.format.try_into()?,
            state: self.state,
            disabled_for: self.disabled_for,
            failing_since: self.failing_since,
            warned_at: self.warned_at,
            disabled_from: end,
            topics: self.topics,
            columns: self.columns.into_iter().map(ColumnId).collect(),
            sensitive: self.sensitive,
            languages: self.languages,
            token_made_at: self.token_made_at,
            created_at: self.created_at,
            queued: self.queued,
            dead: self.dead,
        })
    }
}

/// All outlets of the county, by name. The caller has been asked for `OutletRead`.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Outlet>, Storage> {
    read(tx, None).await
}

/// One outlet. The caller has been asked for `OutletRead`.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut TenantTx, id: OutletId) -> Result<Option<Outlet>, Storage> {
    Ok(read(tx, Some(id)).await?.pop())
}

async fn read(tx: &mut TenantTx, id: Option<OutletId>) -> Result<Vec<Outlet>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Row,
        r#"select o.id, o.name, o.kind, o.region, o.contact, o.endpoint, o.format, o.state, o.disabled_for, o.failing_since, o.warned_at,
             array(select s.topic from outlet_subscription s where s.county_id = o.county_id and s.outlet_id = o.id order by s.topic) as "topics!",
             array(select c.column_id from outlet_column c where c.county_id = o.county_id and c.outlet_id = o.id order by c.column_id) as "columns!",
             o.sensitive, o.languages, o.token_made_at, o.created_at,
             (select count(*) from delivery d where d.county_id = o.county_id and d.outlet_id = o.id and d.state = 'queued') as "queued!",
             (select count(*) from delivery d where d.county_id = o.county_id and d.outlet_id = o.id and d.state = 'dead') as "dead!"
           from outlet o where o.county_id = $1 and ($2::uuid is null or o.id = $2) order by o.name"#,
        county,
        id.map(|id| id.0)
    )
    .fetch_all(tx.conn())
    .await?;
    let failing = rows.iter().any(|row| row.failing_since.is_some());
    let patience = if failing { Some(patience(tx).await?) } else { None };
    rows.into_iter().map(|row| row.outlet(patience)).collect()
}

/// How long outlets of this county may fail.
pub(crate) async fn patience(tx: &mut TenantTx) -> Result<Patience, Storage> {
    Ok(Patience::of_days(WARN_AFTER.get(tx).await?, DISABLE_AFTER.get(tx).await?))
}

/// Locks an outlet: queueing, delivering and changing it wait for each other. False when there is none.
pub(crate) async fn lock(tx: &mut TenantTx, id: OutletId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_scalar!("select id from outlet where county_id = $1 and id = $2 for update", county, id.0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(row.is_some())
}

pub(crate) async fn insert(tx: &mut TenantTx, id: OutletId, input: &OutletInput, sealed: &[u8]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into outlet (county_id, id, name, kind, region, contact, endpoint, format, sensitive, languages, secrets, rotated_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, array[$11::bytea], $12, $12)",
        county,
        id.0,
        input.name,
        input.kind.as_str(),
        input.region,
        input.contact,
        input.endpoint,
        input.format.as_str(),
        input.sensitive,
        &input.languages,
        sealed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn rewrite(tx: &mut TenantTx, id: OutletId, input: &OutletInput) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update outlet set name = $3, kind = $4, region = $5, contact = $6, endpoint = $7, format = $8, sensitive = $9, languages = $10
         where county_id = $1 and id = $2",
        county,
        id.0,
        input.name,
        input.kind.as_str(),
        input.region,
        input.contact,
        input.endpoint,
        input.format.as_str(),
        input.sensitive,
        &input.languages
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Makes these the outlet's topics and columns; one it had already keeps its beginning.
pub(crate) async fn subscribe(
    tx: &mut TenantTx,
    id: OutletId,
    topics: &[String],
    columns: &[ColumnId],
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let columns: Vec<Uuid> = columns.iter().map(|id| id.0).collect();
    sqlx::query!(
        "with fewer as (delete from outlet_column where county_id = $1 and outlet_id = $2 and column_id <> all ($4))
         delete from outlet_subscription where county_id = $1 and outlet_id = $2 and topic <> all ($3)",
        county,
        id.0,
        topics,
        &columns
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "with more as (
           insert into outlet_column (county_id, outlet_id, column_id, since)
           select $1, $2, column_id, $5 from unnest($4::uuid[]) column_id on conflict do nothing)
         insert into outlet_subscription (county_id, outlet_id, topic, since)
         select $1, $2, topic, $5 from unnest($3::text[]) topic on conflict do nothing",
        county,
        id.0,
        topics,
        &columns,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A person's word on its state; what it failed before is forgotten.
pub(crate) async fn set_state(tx: &mut TenantTx, id: OutletId, state: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update outlet set state = $3, disabled_for = null, failing_since = null, warned_at = null where county_id = $1 and id = $2",
        county,
        id.0,
        state
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Disables it: `gone` or `failing`.
pub(crate) async fn disable(tx: &mut TenantTx, id: OutletId, why: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update outlet set state = 'disabled', disabled_for = $3 where county_id = $1 and id = $2",
        county,
        id.0,
        why
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// It answered well: what it failed before is forgotten.
pub(crate) async fn recovered(tx: &mut TenantTx, id: OutletId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update outlet set failing_since = null, warned_at = null where county_id = $1 and id = $2",
        county,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes since when it fails, and when that was told.
pub(crate) async fn failing(
    tx: &mut TenantTx,
    id: OutletId,
    since: OffsetDateTime,
    warned_at: Option<OffsetDateTime>,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update outlet set failing_since = $3, warned_at = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        since,
        warned_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keeps the digest of a new access token; the one before it ends.
pub(crate) async fn set_token(tx: &mut TenantTx, id: OutletId, hash: &[u8]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update outlet set token_hash = $3, token_made_at = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts a new secret before the newest; the one before that ends.
pub(crate) async fn rotate(tx: &mut TenantTx, id: OutletId, sealed: &[u8]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update outlet set secrets = array[$3::bytea, secrets[1]], rotated_at = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        sealed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What an attempt needs of an outlet.
pub(crate) struct Receiver {
    pub(crate) name: String,
    pub(crate) endpoint: Option<String>,
    pub(crate) format: String,
    pub(crate) state: String,
    pub(crate) secrets: Vec<Vec<u8>>,
    pub(crate) rotated_at: OffsetDateTime,
    pub(crate) failing_since: Option<OffsetDateTime>,
    pub(crate) warned_at: Option<OffsetDateTime>,
    pub(crate) token_hash: Option<Vec<u8>>,
}

/// Locks an outlet to deliver to it.
pub(crate) async fn lock_receiver(tx: &mut TenantTx, id: OutletId) -> Result<Option<Receiver>, Storage> {
    let county = tx.county().0;
    let receiver = sqlx::query_as!(
        Receiver,
        "select name, endpoint, format, state, secrets, rotated_at, failing_since, warned_at, token_hash
         from outlet where county_id = $1 and id = $2 for update",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(receiver)
}

/// The same, to see who comes in its name.
pub(crate) async fn receiver(tx: &mut TenantTx, id: OutletId) -> Result<Option<Receiver>, Storage> {
    let county = tx.county().0;
    let receiver = sqlx::query_as!(
        Receiver,
        "select name, endpoint, format, state, secrets, rotated_at, failing_since, warned_at, token_hash
         from outlet where county_id = $1 and id = $2",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(receiver)
}
