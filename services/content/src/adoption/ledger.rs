//! 采用台账: departments side by side over a period. It counts what departments submitted; it knows no person.

use platform::{DepartmentId, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, Duration, OffsetDateTime};

use super::{Weights, store};

/// The longest period, in days.
const LONGEST: Duration = Duration::days(366);

/// What a department's submissions of the period came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Counts {
    /// All but what was taken back.
    pub submitted: i64,
    /// Taken as they were.
    pub adopted: i64,
    pub adopted_with_edits: i64,
    pub declined: i64,
    /// Adopted, and out.
    pub released: i64,
    /// Reprints by media of each list.
    pub national: i64,
    pub province: i64,
    pub city: i64,
    pub local: i64,
}

/// A department's line of the ledger.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Line {
    pub department: DepartmentId,
    pub name: String,
    pub counts: Counts,
    pub score: f64,
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

/// The ledger of what was submitted from a day to another, both counted, the highest score first: every department of the county
/// for its desk, and their own for a department. With it the weights of the scores.
///
/// # Errors
/// When the actor may not read it, or the days are not a period.
pub async fn ledger(
    tx: &mut TenantTx,
    actor: &Actor,
    from: Date,
    until: Date,
) -> Result<(Weights, Vec<Line>), LedgerError> {
    actor.require(Action::AdoptionRead, Scope::Any)?;
    let mut faults = Invalid::default();
    let ordered = from <= until && until - from <= LONGEST;
    faults.check(ordered, "until", "OUT_OF_ORDER", "截止日期不早于起始日期，且不超过一年");
    faults.into_result()?;
    let weights = Weights::SETTING.get(tx).await?;
    let counted = store::counts(tx, begins(from), begins(until) + Duration::days(1)).await?;
    let wide = actor.memberships().iter().any(|held| held.department.is_none());
    let shown = tenancy::region::departments(tx).await?;
    let mut lines: Vec<Line> = shown
        .into_iter()
        .filter(|department| wide || actor.department() == Some(department.id))
        .map(|department| {
            let found = counted.iter().find(|(id, _)| *id == department.id);
            let counts = found.map(|(_, counts)| *counts).unwrap_or_default();
            Line { department: department.id, name: department.name, counts, score: weights.score(&counts) }
        })
        .collect();
    lines.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.counts.submitted.cmp(&a.counts.submitted)));
    Ok((weights, lines))
}

/// The instant at which a day begins in China.
fn begins(day: Date) -> OffsetDateTime {
    day.midnight().assume_offset(time::macros::offset!(+8))
}
