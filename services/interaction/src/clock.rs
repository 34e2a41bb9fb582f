//! 时限: the days a citizen may expect an answer in, counted in working days from the day after receipt.

mod recount;
mod store;

pub use recount::{RECOUNT, recount, recount_soon};

use platform::{Clock, Storage, TenantTx, id_type};
use time::{Date, OffsetDateTime};

use crate::calendar::{Calendar, Counted};
use crate::inquiry::Kind;

id_type! {
    /// A row of the clock policy.
    ClockPolicyId
}

/// The clock that a kind of inquiry runs by, in working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The row; none where the county has no row of its own and the default holds.
    pub id: Option<ClockPolicyId>,
    /// Until it is accepted or declined.
    pub accept: u16,
    /// Until the first answer.
    pub first_answer: u16,
    /// Until the final one, however hard the matter.
    pub last: u16,
}

/// Accept in 1, answer in 5, a hard matter in 15: the ladder most counties publish.
pub const DEFAULT: Policy = Policy { id: None, accept: 1, first_answer: 5, last: 15 };

/// The days an inquiry is due on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dues {
    /// The policy they follow.
    pub policy: Option<ClockPolicyId>,
    /// To be accepted by.
    pub accept: Date,
    /// To be answered by.
    pub first_answer: Date,
    /// To be settled by.
    pub last: Date,
    /// False where a date lies beyond the calendar and is provisional.
    pub known: bool,
}

/// The dues of an inquiry of this kind received at this time, by the policy in force then.
pub(crate) async fn dues(tx: &mut TenantTx, kind: Kind, received: OffsetDateTime) -> Result<Dues, Storage> {
    let policy = store::in_force(tx, kind, received).await?.unwrap_or(DEFAULT);
    count(tx, policy, received).await
}

async fn count(tx: &mut TenantTx, policy: Policy, received: OffsetDateTime) -> Result<Dues, Storage> {
    let day = Clock::day_of(received);
    let furthest = policy.accept.max(policy.first_answer).max(policy.last);
    let calendar = Calendar::after(tx, day, furthest).await?;
    let [accept, first_answer, last] =
        [policy.accept, policy.first_answer, policy.last].map(|count| calendar.add_working_days(day, count));
    Ok(Dues {
        policy: policy.id,
        accept: accept.value(),
        first_answer: first_answer.value(),
        last: last.value(),
        known: accept.is_known() && first_answer.is_known() && last.is_known(),
    })
}

/// Working days between two instants' days in China.
pub(crate) async fn working_days(
    tx: &mut TenantTx,
    from: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Counted<i32>, Storage> {
    let (from, until) = (Clock::day_of(from), Clock::day_of(until));
    Ok(Calendar::between(tx, from.min(until), from.max(until)).await?.working_days_between(from, until))
}

/// Working days from today to each of these days; negative where it has passed.
///
/// # Errors
/// When the database fails.
pub async fn working_days_left(tx: &mut TenantTx, days: &[Date]) -> Result<Vec<i32>, Storage> {
    let today = Clock::day_of(tx.now());
    let first = days.iter().copied().min().unwrap_or(today).min(today);
    let last = days.iter().copied().max().unwrap_or(today).max(today);
    let calendar = Calendar::between(tx, first, last).await?;
    Ok(days.iter().map(|day| calendar.working_days_between(today, *day).value()).collect())
}

/// Lays the default policy of every kind into a new county; a kind that has one keeps it.
///
/// # Errors
/// When the database fails.
pub async fn lay_defaults(tx: &mut TenantTx) -> Result<(), Storage> {
    let now = tx.now();
    for kind in Kind::ALL {
        if store::in_force(tx, kind, now).await?.is_none() {
            store::insert(tx, kind, DEFAULT, now).await?;
        }
    }
    Ok(())
}
