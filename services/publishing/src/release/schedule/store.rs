//! Every statement on windows, blocked dates and embargoes, and on what the days hold already.

use content::ArticleId;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::{Date, OffsetDateTime, Time};
use uuid::Uuid;

use super::{BlockedDate, Embargo, Window};
use crate::{AccountId, ReleaseId};

/// The windows, by account and opening.
pub(super) async fn windows(tx: &mut TenantTx) -> Result<Vec<Window>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Window,
        r#"select account_id as "account: AccountId", opens, closes from push_window where county_id = $1
           order by account_id nulls first, opens"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Puts these windows in the place of those of an account, or of the county.
pub(super) async fn set_windows(
    tx: &mut TenantTx,
    account: Option<AccountId>,
    windows: &[(Time, Time)],
) -> Result<(), Storage> {
    let (county, account) = (tx.county().0, account.map(|account| account.0));
    sqlx::query!(
        "delete from push_window where county_id = $1 and account_id is not distinct from $2",
        county,
        account
    )
    .execute(tx.conn())
    .await?;
    for (opens, closes) in windows {
        let id = tx.new_id();
        sqlx::query!(
            "insert into push_window (county_id, id, account_id, opens, closes) values ($1, $2, $3, $4, $5)",
            county,
            id,
            account,
            *opens,
            *closes
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// The blocked days from one to another, both included.
pub(super) async fn blocked(tx: &mut TenantTx, from: Date, until: Date) -> Result<Vec<BlockedDate>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        BlockedDate,
        r#"select id, day, account_id as "account: AccountId", reason from blocked_date
           where county_id = $1 and $2 <= day and day <= $3 order by day, account_id nulls first limit 1000"#,
        county,
        from,
        until
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn block(tx: &mut TenantTx, date: &BlockedDate, by: Option<PersonId>) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into blocked_date (county_id, id, day, account_id, reason, set_by) values ($1, $2, $3, $4, $5, $6)",
        county,
        date.id,
        date.day,
        date.account.map(|account| account.0),
        date.reason,
        by.map(|person| person.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a blocked day away; gives it.
pub(super) async fn unblock(tx: &mut TenantTx, id: Uuid) -> Result<Option<Date>, Storage> {
    let county = tx.county().0;
    let day =
        sqlx::query_scalar!("delete from blocked_date where county_id = $1 and id = $2 returning day", county, id)
            .fetch_optional(tx.conn())
            .await?;
    Ok(day)
}

/// The embargoes of these pieces.
pub(super) async fn embargoes(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Embargo>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Embargo,
        r#"select article_id as "article: ArticleId", department_id as "department: DepartmentId", until, reason,
             set_by as "set_by: PersonId", set_at
           from embargo where county_id = $1 and article_id = any ($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Until when a piece goes out nowhere.
pub(crate) async fn embargoed_until(tx: &mut TenantTx, article: ArticleId) -> Result<Option<OffsetDateTime>, Storage> {
    let county = tx.county().0;
    let until =
        sqlx::query_scalar!("select until from embargo where county_id = $1 and article_id = $2", county, article.0)
            .fetch_optional(tx.conn())
            .await?;
    Ok(until)
}

pub(super) async fn keep_embargo(tx: &mut TenantTx, embargo: &Embargo) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into embargo (county_id, article_id, department_id, until, reason, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (county_id, article_id) do update
         set until = excluded.until, reason = excluded.reason, set_by = excluded.set_by, set_at = excluded.set_at",
        county,
        embargo.article.0,
        embargo.department.0,
        embargo.until,
        embargo.reason,
        embargo.set_by.0,
        embargo.set_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn drop_embargo(tx: &mut TenantTx, article: ArticleId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!("delete from embargo where county_id = $1 and article_id = $2", county, article.0)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A time at which something goes out on an account.
pub(super) struct Taken {
    pub(super) account: AccountId,
    pub(super) at: OffsetDateTime,
}

/// What waits on these accounts between two instants, but for the releases that are moved. Pieces of one message go out once, with
/// the one that carries them.
pub(super) async fn taken(
    tx: &mut TenantTx,
    accounts: &[AccountId],
    moved: &[ReleaseId],
    from: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Vec<Taken>, Storage> {
    let county = tx.county().0;
    let accounts: Vec<Uuid> = accounts.iter().map(|id| id.0).collect();
    let moved: Vec<Uuid> = moved.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Taken,
        r#"select account_id as "account: AccountId", scheduled_at as at from release_target
           where county_id = $1 and account_id = any ($2) and release_id <> all ($3) and $4 <= scheduled_at and scheduled_at < $5
             and state = 'planned' and carrier_id is null order by scheduled_at"#,
        county,
        &accounts,
        &moved,
        from,
        until
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// What an account has used of a budget today.
pub(super) struct Used {
    pub(super) account: AccountId,
    pub(super) push: bool,
    pub(super) count: i32,
}

pub(super) async fn used_today(tx: &mut TenantTx, accounts: &[AccountId]) -> Result<Vec<Used>, Storage> {
    let (county, today) = (tx.county().0, platform::Clock::day_of(tx.now()));
    let accounts: Vec<Uuid> = accounts.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Used,
        r#"select account_id as "account: AccountId", kind = 'push' as "push!", reserved + consumed as "count!" from quota
           where county_id = $1 and account_id = any ($2) and kind in ('push', 'submit') and period = $3"#,
        county,
        &accounts,
        today
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
