//! Every statement on the custody of credentials.

use platform::{PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Request, RequestId};
use crate::AccountId;

struct Row {
    id: Uuid,
    account_id: Uuid,
    reason: String,
    asked_by: Uuid,
    asked_at: OffsetDateTime,
    settled_by: Option<Uuid>,
    settled_at: Option<OffsetDateTime>,
    allowed: Option<bool>,
    answer: String,
    ends_at: Option<OffsetDateTime>,
    revealed_at: Option<OffsetDateTime>,
}

impl From<Row> for Request {
    fn from(row: Row) -> Self {
        Self {
            id: RequestId(row.id),
            account: AccountId(row.account_id),
            reason: row.reason,
            asked_by: PersonId(row.asked_by),
            asked_at: row.asked_at,
            settled_by: row.settled_by.map(PersonId),
            settled_at: row.settled_at,
            allowed: row.allowed,
            answer: row.answer,
            ends_at: row.ends_at,
            revealed_at: row.revealed_at,
        }
    }
}

/// The columns, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, account_id, reason, asked_by, asked_at, settled_by, settled_at, allowed, answer, ends_at, revealed_at
             from credential_request " + $rest,
            $($value),+
        )
    };
}

/// The requests of these accounts, the latest first, so many in all.
pub(super) async fn of_accounts(
    tx: &mut TenantTx,
    accounts: &[AccountId],
    limit: i64,
) -> Result<Vec<Request>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = accounts.iter().map(|id| id.0).collect();
    let rows = select!(
        "where county_id = $1 and account_id = any ($2) order by asked_at desc, id desc limit $3",
        county,
        &ids,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Request::from).collect())
}

/// Those that wait for a second person, the oldest first.
pub(super) async fn waiting(tx: &mut TenantTx, limit: i64) -> Result<Vec<Request>, Storage> {
    let county = tx.county().0;
    let rows = select!("where county_id = $1 and settled_at is null order by asked_at, id limit $2", county, limit)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(Request::from).collect())
}

pub(super) async fn find(tx: &mut TenantTx, id: RequestId) -> Result<Option<Request>, Storage> {
    let county = tx.county().0;
    let row = select!("where county_id = $1 and id = $2", county, id.0).fetch_optional(tx.conn()).await?;
    Ok(row.map(Request::from))
}

pub(super) async fn lock(tx: &mut TenantTx, id: RequestId) -> Result<Option<Request>, Storage> {
    let county = tx.county().0;
    let row = select!("where county_id = $1 and id = $2 for update", county, id.0).fetch_optional(tx.conn()).await?;
    Ok(row.map(Request::from))
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    id: RequestId,
    account: AccountId,
    reason: &str,
    by: PersonId,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into credential_request (county_id, id, account_id, reason, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6)",
        county,
        id.0,
        account.0,
        reason,
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn settle(
    tx: &mut TenantTx,
    id: RequestId,
    by: PersonId,
    ends_at: Option<OffsetDateTime>,
    answer: &str,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update credential_request set settled_by = $3, settled_at = $4, allowed = $5, ends_at = $6, answer = $7
         where county_id = $1 and id = $2",
        county,
        id.0,
        by.0,
        now,
        ends_at.is_some(),
        ends_at,
        answer
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn set_revealed(tx: &mut TenantTx, id: RequestId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!("update credential_request set revealed_at = $3 where county_id = $1 and id = $2", county, id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(super) async fn set_custodian(tx: &mut TenantTx, id: AccountId, person: PersonId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("update account set custodian_id = $3 where county_id = $1 and id = $2", county, id.0, person.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Puts other credentials in the place of those there were; nothing is lost any more.
pub(super) async fn replace(tx: &mut TenantTx, id: AccountId, sealed: &[u8]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update account set secret = $3, secret_set_at = $4, secret_lost_at = null, secret_lost_reason = null
         where county_id = $1 and id = $2",
        county,
        id.0,
        sealed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn set_lost(tx: &mut TenantTx, id: AccountId, reason: &str) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update account set secret_lost_at = $3, secret_lost_reason = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        now,
        reason
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
