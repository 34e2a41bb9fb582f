//! 转载台账: departments side by side over a period, never people.

use platform::{DepartmentId, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, Duration, OffsetDateTime};

use super::store;

/// The longest period.
const LONGEST: Duration = Duration::days(366);

/// What was ordered of a department's accounts in a period, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the mark of its name")]
pub struct Line {
    pub department: DepartmentId,
    pub name: String,
    pub ordered: i64,
    pub in_time: i64,
    pub late: i64,
    pub missing: i64,
    pub declined: i64,
    /// Still has time.
    pub open: i64,
}

/// Why there is no ledger.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum LedgerError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(LedgerError { Refused, Invalid, Storage });

/// Of tasks ordered from a day to another, both counted, recalled ones left out; who owes most first. A department's people see its line
/// alone.
///
/// # Errors
/// When the actor may not read relay tasks, or the days are not a period.
pub async fn ledger(tx: &mut TenantTx, actor: &Actor, from: Date, until: Date) -> Result<Vec<Line>, LedgerError> {
    actor.require(Action::RelayRead, Scope::Any)?;
    let mut faults = Invalid::default();
    let ordered = from <= until && until - from <= LONGEST;
    faults.check(ordered, "until", "OUT_OF_ORDER", "截止日期不早于起始日期，且不超过一年");
    faults.into_result()?;
    Ok(store::copy::ledger(tx, begins(from), begins(until) + Duration::days(1)).await?)
}

/// The instant at which a day begins in China.
fn begins(day: Date) -> OffsetDateTime {
    day.midnight().assume_offset(time::macros::offset!(+8))
}
