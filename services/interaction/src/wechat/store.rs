//! Statements on `callback_receipt` and `customer_window`.

use platform::{Storage, TenantTx};
use publishing::AccountId;
use time::{Duration, OffsetDateTime};

/// Takes a delivery for the first time. A repeat gets the answer of the first, after waiting for it to be written.
pub(super) async fn first(tx: &mut TenantTx, account: AccountId, key: &str) -> Result<Option<String>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let taken = sqlx::query!(
        "insert into callback_receipt (county_id, account_id, dedupe_key, received_at) values ($1, $2, $3, $4) on conflict do nothing",
        county,
        account.0,
        key,
        now
    )
    .execute(tx.conn())
    .await?;
    if taken.rows_affected() == 1 {
        return Ok(None);
    }
    let answer = sqlx::query_scalar!(
        "select answer from callback_receipt where county_id = $1 and account_id = $2 and dedupe_key = $3",
        county,
        account.0,
        key
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Some(answer))
}

/// Keeps the answer for the repeats.
pub(super) async fn keep_answer(tx: &mut TenantTx, account: AccountId, key: &str, answer: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update callback_receipt set answer = $4 where county_id = $1 and account_id = $2 and dedupe_key = $3",
        county,
        account.0,
        key,
        answer
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A citizen's message opens their window anew.
pub(super) async fn open_window(tx: &mut TenantTx, account: AccountId, openid_mac: &[u8]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into customer_window (county_id, account_id, openid_mac, opened_at) values ($1, $2, $3, $4)
         on conflict (county_id, account_id, openid_mac) do update set opened_at = excluded.opened_at, sent = 0",
        county,
        account.0,
        openid_mac,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Reserves one message of a citizen's window; false when it closed or its messages are spent.
pub(crate) async fn reserve(
    tx: &mut TenantTx,
    account: AccountId,
    openid_mac: &[u8],
    lasts: Duration,
    most: i32,
) -> Result<bool, Storage> {
    let (county, since): (i32, OffsetDateTime) = (tx.county().0, tx.now() - lasts);
    let done = sqlx::query!(
        "update customer_window set sent = sent + 1
         where county_id = $1 and account_id = $2 and openid_mac = $3 and $4 < opened_at and sent < $5",
        county,
        account.0,
        openid_mac,
        since,
        most
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives back a message that surely was not sent.
pub(crate) async fn restore(tx: &mut TenantTx, account: AccountId, openid_mac: &[u8]) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update customer_window set sent = greatest(sent - 1, 0) where county_id = $1 and account_id = $2 and openid_mac = $3",
        county,
        account.0,
        openid_mac
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
