//! 配额: a ledger per account, kind and day. Reserved before an act, consumed when the platform took it, returned when it
//! surely did not; a constraint of the table holds the limit under any concurrency (I5).

use platform::{Clock, Storage, TenantTx};
use time::{Date, OffsetDateTime};

use crate::AccountId;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A piece sent to the account's followers (1 a day for a subscription account).
    Push,
    /// A piece sent to the account's followers, of a month (4 for a service account).
    PushMonth,
    /// A publication submitted.
    Submit,
    /// A look at the state of a publication.
    Poll,
    /// A look at the list of published pieces.
    List,
    /// A published piece read.
    Read,
    /// A published piece taken down.
    Delete,
    /// A look at the comments under a piece.
    Comments,
}

impl Kind {
    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::PushMonth => "push_month",
            Self::Submit => "submit",
            Self::Poll => "poll",
            Self::List => "list",
            Self::Read => "read",
            Self::Delete => "delete",
            Self::Comments => "comments",
        }
    }
}

/// One account's budget of one kind on one day (China's).
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Whose.
    pub account: AccountId,
    /// Of what.
    pub kind: Kind,
    /// When: the day, or the first of the month.
    pub day: Date,
}

impl Budget {
    /// The budget of the day an instant lies in; of the month, where that is what is counted.
    #[must_use]
    pub fn at(account: AccountId, kind: Kind, at: OffsetDateTime) -> Self {
        Self::on(account, kind, Clock::day_of(at))
    }

    /// The budget a day belongs to.
    #[must_use]
    pub fn on(account: AccountId, kind: Kind, day: Date) -> Self {
        let day = if kind == Kind::PushMonth { day.replace_day(1).unwrap_or(day) } else { day };
        Self { account, kind, day }
    }
}

/// Takes one of the day's budget, if one is left, in one statement. False: the budget is spent.
///
/// # Errors
/// When the database fails.
pub async fn reserve(tx: &mut TenantTx, budget: Budget, allowed: i32) -> Result<bool, Storage> {
    let county = tx.county().0;
    let taken = sqlx::query!(
        "insert into quota (county_id, account_id, kind, period, allowed, reserved)
         select $1, $2, $3, $4, $5, 1 where $5 >= 1
         on conflict (county_id, account_id, kind, period) do update
         set reserved = quota.reserved + 1, allowed = excluded.allowed
         where quota.reserved + quota.consumed < excluded.allowed",
        county,
        budget.account.0,
        budget.kind.as_str(),
        budget.day,
        allowed
    )
    .execute(tx.conn())
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Turns a reservation into use: the platform took the act.
///
/// # Errors
/// When the database fails.
pub async fn consume(tx: &mut TenantTx, budget: Budget) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update quota set reserved = reserved - 1, consumed = consumed + 1
         where county_id = $1 and account_id = $2 and kind = $3 and period = $4 and 0 < reserved",
        county,
        budget.account.0,
        budget.kind.as_str(),
        budget.day
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives a reservation back: the act surely did not happen.
///
/// # Errors
/// When the database fails.
pub async fn give_back(tx: &mut TenantTx, budget: Budget) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update quota set reserved = reserved - 1
         where county_id = $1 and account_id = $2 and kind = $3 and period = $4 and 0 < reserved",
        county,
        budget.account.0,
        budget.kind.as_str(),
        budget.day
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes and uses one at once: for reads, which cost their budget whatever comes of them.
///
/// # Errors
/// When the database fails.
pub async fn spend(tx: &mut TenantTx, budget: Budget, allowed: i32) -> Result<bool, Storage> {
    let taken = reserve(tx, budget, allowed).await?;
    if taken {
        consume(tx, budget).await?;
    }
    Ok(taken)
}

/// Notes that the platform says the day's budget is spent, whatever our ledger thought.
///
/// # Errors
/// When the database fails.
pub async fn exhaust(tx: &mut TenantTx, budget: Budget) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update quota set consumed = greatest(consumed, allowed - reserved)
         where county_id = $1 and account_id = $2 and kind = $3 and period = $4",
        county,
        budget.account.0,
        budget.kind.as_str(),
        budget.day
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What each account used of a budget on a day, those that used any.
///
/// # Errors
/// When the database fails.
pub async fn used(tx: &mut TenantTx, kind: Kind, day: Date) -> Result<Vec<(AccountId, i32)>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select account_id, reserved + consumed as "used!" from quota where county_id = $1 and kind = $2 and period = $3"#,
        county,
        kind.as_str(),
        day
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (AccountId(row.account_id), row.used)).collect())
}
