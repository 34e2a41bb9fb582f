//! Every statement on the kept tokens. The database's clock tells what is fresh and whose turn it is: those of processes may differ.

use std::time::Duration;

use platform::{Storage, TenantTx};
use uuid::Uuid;

use super::EARLY;
use crate::AccountId;

/// What is kept of an account, held.
pub(super) struct Kept {
    pub(super) token: Option<Vec<u8>>,
    pub(super) of: Option<Vec<u8>>,
    /// It does not end soon.
    pub(super) fresh: bool,
    pub(super) seconds_left: u64,
}

/// Who fetches.
pub(super) enum Turn {
    /// This process, under this lease.
    Ours(Uuid),
    /// Another, which has not ended yet.
    Anothers,
}

/// Holds the row of an account, which is made where there is none.
pub(super) async fn hold(tx: &mut TenantTx, account: AccountId) -> Result<Kept, Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into account_token (county_id, account_id) values ($1, $2) on conflict (county_id, account_id) do nothing",
        county,
        account.0
    )
    .execute(tx.conn())
    .await?;
    let row = sqlx::query!(
        r#"select token, made_for, coalesce(clock_timestamp() + make_interval(secs => $3) < expires_at, false) as "fresh!",
             coalesce(extract(epoch from expires_at - clock_timestamp()), 0)::bigint as "seconds_left!"
           from account_token where county_id = $1 and account_id = $2 for update"#,
        county,
        account.0,
        EARLY.as_secs_f64()
    )
    .fetch_one(tx.conn())
    .await?;
    let seconds_left = u64::try_from(row.seconds_left).unwrap_or_default();
    Ok(Kept { token: row.token, of: row.made_for, fresh: row.fresh, seconds_left })
}

/// Takes the lease of a held row, unless another process has it.
pub(super) async fn take_turn(tx: &mut TenantTx, account: AccountId, lease: Duration) -> Result<Turn, Storage> {
    let (county, ours) = (tx.county().0, tx.new_id());
    let done = sqlx::query!(
        "update account_token set lease_token = $3, lease_until = clock_timestamp() + make_interval(secs => $4)
         where county_id = $1 and account_id = $2 and (lease_until is null or lease_until < clock_timestamp())",
        county,
        account.0,
        ours,
        lease.as_secs_f64()
    )
    .execute(tx.conn())
    .await?;
    Ok(if done.rows_affected() == 1 { Turn::Ours(ours) } else { Turn::Anothers })
}

/// Keeps a token that was fetched under a lease, and ends the lease. One whose lease another took is not kept: theirs is newer.
pub(super) async fn keep(
    tx: &mut TenantTx,
    account: AccountId,
    lease: Uuid,
    (token, of): (&[u8], &[u8]),
    seconds: u64,
) -> Result<(), Storage> {
    let county = tx.county().0;
    let seconds = Duration::from_secs(seconds).as_secs_f64();
    sqlx::query!(
        "update account_token set token = $4, made_for = $5, expires_at = clock_timestamp() + make_interval(secs => $6),
           fetched_at = clock_timestamp(), lease_token = null, lease_until = null
         where county_id = $1 and account_id = $2 and lease_token = $3",
        county,
        account.0,
        lease,
        token,
        of,
        seconds
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends a lease under which nothing was fetched.
pub(super) async fn end_turn(tx: &mut TenantTx, account: AccountId, lease: Uuid) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update account_token set lease_token = null, lease_until = null where county_id = $1 and account_id = $2 and lease_token = $3",
        county,
        account.0,
        lease
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
