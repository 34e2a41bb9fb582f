//! 审核统计: what the desk's work comes to over a period, by rule and step, by department and by month. It knows no person: it helps
//! to see where pieces wait, and ranks nobody.

mod sheet;
mod store;

use platform::{DepartmentId, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, Duration, OffsetDateTime};

use crate::Gate;

pub use sheet::{SheetError, sheet};

/// The longest period, in days.
const LONGEST: Duration = Duration::days(366);

/// What is asked for: from a day to another, both counted, of one department or one rule if named.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Asked {
    pub from: Date,
    pub until: Date,
    pub department: Option<DepartmentId>,
    /// A rule's stable name.
    pub rule: Option<String>,
}

/// How long steps took: of those that ended in the period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Times {
    /// How many ended.
    pub closed: i64,
    /// Of them, how many sent the piece back.
    pub returned: i64,
    /// How many ended after their time.
    pub late: i64,
    /// Half took no longer, in minutes of day and night.
    pub median: f64,
    /// Nine of ten took no longer.
    pub p90: f64,
    /// The same in working minutes; none where the calendar said nothing of any.
    pub worked_median: Option<f64>,
    /// Nine of ten.
    pub worked_p90: Option<f64>,
}

/// A step of a rule's chain.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct StepLine {
    pub rule: String,
    pub rule_title: String,
    pub rule_title_en: String,
    pub stage: i32,
    pub name: String,
    pub name_en: String,
    pub times: Times,
}

/// What became of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Cases {
    /// Opened in the period.
    pub opened: i64,
    pub approved: i64,
    pub returned: i64,
    pub withdrawn: i64,
    /// Waiting now, whenever they were opened.
    pub waiting: i64,
    /// Of those, past the time of their step.
    pub overdue: i64,
}

/// What overrides left behind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Debts {
    pub overrides: i64,
    /// Owed in the period, and not paid yet.
    pub open: i64,
    /// Of those, past their day.
    pub overdue: i64,
    pub upheld: i64,
    pub objected: i64,
    /// How long those paid were owed, in minutes of day and night.
    pub median: Option<f64>,
    pub p90: Option<f64>,
}

/// All of it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Numbers {
    pub cases: Cases,
    /// Of every step together.
    pub all: Times,
    pub steps: Vec<StepLine>,
    pub departments: Vec<(DepartmentId, Times)>,
    /// By month, such as `2026-11`.
    pub months: Vec<(String, Times)>,
    /// How often each gate was returned.
    pub gates: Vec<(Gate, i64)>,
    pub debts: Debts,
    /// Pieces passed in bulk, and in how many acts.
    pub bulk_pieces: i64,
    pub bulk_acts: i64,
}

/// Why there are no numbers.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds, or its sentence says it")]
pub enum NumbersError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("no such department")]
    NoDepartment,
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(NumbersError { Refused, Invalid, Storage;
    NoDepartment => NotFound, "DEPARTMENT_NOT_FOUND", "没有这个部门" });

/// The numbers of a period: of every department for the county's desk, of their own for a department.
///
/// # Errors
/// When the actor may not read them, the days are not a period, or the department is none of the county's.
pub async fn numbers(tx: &mut TenantTx, actor: &Actor, asked: &Asked) -> Result<Numbers, NumbersError> {
    actor.require(Action::ReviewNumbers, Scope::Any)?;
    let mut faults = Invalid::default();
    let ordered = asked.from <= asked.until && asked.until - asked.from <= LONGEST;
    faults.check(ordered, "until", "OUT_OF_ORDER", "截止日期不早于起始日期，且不超过一年");
    faults.into_result()?;
    if let Some(wanted) = asked.department
        && !tenancy::region::even_closed(tx).await?.iter().any(|department| department.id == wanted)
    {
        return Err(NumbersError::NoDepartment);
    }
    let span = Span {
        from: begins(asked.from),
        until: begins(asked.until) + Duration::days(1),
        department: asked.department,
        rule: asked.rule.as_deref(),
    };
    let times = store::times(tx, &span).await?;
    let rest = store::counts(tx, &span).await?;
    Ok(Numbers {
        cases: rest.cases,
        all: times.all,
        steps: times.steps,
        departments: times.departments,
        months: times.months,
        gates: rest.gates,
        debts: rest.debts,
        bulk_pieces: rest.bulk_pieces,
        bulk_acts: rest.bulk_acts,
    })
}

/// What the statements are asked for.
struct Span<'a> {
    from: OffsetDateTime,
    until: OffsetDateTime,
    department: Option<DepartmentId>,
    rule: Option<&'a str>,
}

/// The instant at which a day begins in China.
fn begins(day: Date) -> OffsetDateTime {
    day.midnight().assume_offset(time::macros::offset!(+8))
}
