//! Every statement on closings.

use platform::{PersonId, Storage, TenantTx};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Closing, Done};
use crate::AccountId;

/// The closings of these accounts; of most there is none.
///
/// # Errors
/// When the database fails.
pub async fn of_accounts(tx: &mut TenantTx, accounts: &[AccountId]) -> Result<Vec<Closing>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = accounts.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select account_id, reason, begun_by, begun_at, notice_address, notice_on, noticed_by, noticed_at, cancelled_on, cancelled_by,
           cancelled_at, ended_by, ended_at
         from account_closing where county_id = $1 and account_id = any ($2)",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let read = rows.into_iter().map(|row| Closing {
        account: AccountId(row.account_id),
        reason: row.reason,
        begun_by: row.begun_by.map(PersonId),
        begun_at: row.begun_at,
        notice_address: row.notice_address,
        noticed: done(row.notice_on, row.noticed_by, row.noticed_at),
        cancelled: done(row.cancelled_on, row.cancelled_by, row.cancelled_at),
        ended: done(row.ended_at.map(platform::Clock::day_of), row.ended_by, row.ended_at),
    });
    Ok(read.collect())
}

fn done(on: Option<Date>, by: Option<Uuid>, at: Option<OffsetDateTime>) -> Option<Done> {
    Some(Done { on: on?, by: by.map(PersonId), at: at? })
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    account: AccountId,
    reason: &str,
    by: Option<PersonId>,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into account_closing (county_id, account_id, reason, begun_by, begun_at) values ($1, $2, $3, $4, $5)",
        county,
        account.0,
        reason,
        by.map(|person| person.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn set_noticed(
    tx: &mut TenantTx,
    account: AccountId,
    address: &str,
    on: Date,
    by: Option<PersonId>,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update account_closing set notice_address = $3, notice_on = $4, noticed_by = $5, noticed_at = $6
         where county_id = $1 and account_id = $2",
        county,
        account.0,
        address,
        on,
        by.map(|person| person.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn set_cancelled(
    tx: &mut TenantTx,
    account: AccountId,
    on: Date,
    by: Option<PersonId>,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update account_closing set cancelled_on = $3, cancelled_by = $4, cancelled_at = $5 where county_id = $1 and account_id = $2",
        county,
        account.0,
        on,
        by.map(|person| person.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends it, as the filing of the cancellation is in.
pub(super) async fn end(tx: &mut TenantTx, account: AccountId, by: Option<PersonId>) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update account_closing set ended_by = $3, ended_at = $4 where county_id = $1 and account_id = $2 and cancelled_at is not null",
        county,
        account.0,
        by.map(|person| person.0),
        now
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}

pub(super) async fn delete(tx: &mut TenantTx, account: AccountId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("delete from account_closing where county_id = $1 and account_id = $2", county, account.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
