//! 审核统计: by rule and step, department and month; never by person.

use ::review::numbers::{self, Asked, Cases, Debts, Numbers, StepLine, Times};
use async_graphql::{Context, ID, Object, SimpleObject};
use platform::DepartmentId;
use time::Date;

use super::words::Gate;
use crate::api_error::ApiResult;
use crate::console::files::Download;
use crate::console::types::{Department, department};
use crate::graphql::parse_id;
use crate::request;

/// How long steps took that ended in the period
#[derive(SimpleObject)]
struct ReviewTimes {
    closed: i64,
    /// Of them, those that sent the piece back
    returned: i64,
    /// Those that ended after their time
    late: i64,
    /// Half took no longer, in minutes of day and night
    median_minutes: f64,
    /// Nine of ten took no longer
    p90_minutes: f64,
    /// The same in working minutes; none where the work calendar does not say
    median_working_minutes: Option<f64>,
    p90_working_minutes: Option<f64>,
}

impl From<Times> for ReviewTimes {
    fn from(times: Times) -> Self {
        Self {
            closed: times.closed,
            returned: times.returned,
            late: times.late,
            median_minutes: times.median,
            p90_minutes: times.p90,
            median_working_minutes: times.worked_median,
            p90_working_minutes: times.worked_p90,
        }
    }
}

/// A step of a rule's chain; a co-signature of many departments is one
#[derive(SimpleObject)]
struct ReviewStepNumbers {
    /// The rule's stable name
    rule: String,
    rule_title: String,
    rule_title_en: String,
    stage: i32,
    name: String,
    name_en: String,
    times: ReviewTimes,
}

impl From<StepLine> for ReviewStepNumbers {
    fn from(line: StepLine) -> Self {
        let StepLine { rule, rule_title, rule_title_en, stage, name, name_en, times } = line;
        Self { rule, rule_title, rule_title_en, stage, name, name_en, times: times.into() }
    }
}

/// What became of cases
#[derive(SimpleObject)]
struct ReviewCaseNumbers {
    opened: i64,
    approved: i64,
    returned: i64,
    withdrawn: i64,
    /// Waiting now
    waiting: i64,
    /// Of those, past the time of their step
    overdue: i64,
}

impl From<Cases> for ReviewCaseNumbers {
    fn from(cases: Cases) -> Self {
        let Cases { opened, approved, returned, withdrawn, waiting, overdue } = cases;
        Self { opened, approved, returned, withdrawn, waiting, overdue }
    }
}

/// What overrides of the period left behind
#[derive(SimpleObject)]
struct ReviewDebtNumbers {
    overrides: i64,
    /// Not looked at yet
    open: i64,
    overdue: i64,
    upheld: i64,
    objected: i64,
    /// How long those looked at were owed
    median_minutes: Option<f64>,
    p90_minutes: Option<f64>,
}

impl From<Debts> for ReviewDebtNumbers {
    fn from(debts: Debts) -> Self {
        let Debts { overrides, open, overdue, upheld, objected, median, p90 } = debts;
        Self { overrides, open, overdue, upheld, objected, median_minutes: median, p90_minutes: p90 }
    }
}

/// A department's pieces
struct DepartmentNumbers(DepartmentId, Times);

#[Object]
impl DepartmentNumbers {
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.0).await
    }
    async fn times(&self) -> ReviewTimes {
        self.1.into()
    }
}

/// A month, such as `2026-11`
#[derive(SimpleObject)]
struct MonthNumbers {
    month: String,
    times: ReviewTimes,
}

/// How often a gate was returned
#[derive(SimpleObject)]
struct GateNumbers {
    gate: Gate,
    returned: i64,
}

/// The numbers of the desk over a period
struct ReviewNumbers(Numbers);

#[Object]
impl ReviewNumbers {
    async fn cases(&self) -> ReviewCaseNumbers {
        self.0.cases.into()
    }
    /// Every step together
    async fn all(&self) -> ReviewTimes {
        self.0.all.into()
    }
    async fn steps(&self) -> Vec<ReviewStepNumbers> {
        self.0.steps.iter().cloned().map(Into::into).collect()
    }
    /// Those with the most steps first
    async fn departments(&self) -> Vec<DepartmentNumbers> {
        self.0.departments.iter().map(|(id, times)| DepartmentNumbers(*id, *times)).collect()
    }
    async fn months(&self) -> Vec<MonthNumbers> {
        self.0
            .months
            .iter()
            .map(|(month, times)| MonthNumbers { month: month.clone(), times: (*times).into() })
            .collect()
    }
    async fn gates(&self) -> Vec<GateNumbers> {
        self.0.gates.iter().map(|(gate, returned)| GateNumbers { gate: (*gate).into(), returned: *returned }).collect()
    }
    async fn debts(&self) -> ReviewDebtNumbers {
        self.0.debts.into()
    }
    /// Pieces passed in bulk
    async fn bulk_pieces(&self) -> i64 {
        self.0.bulk_pieces
    }
    /// In how many acts
    async fn bulk_acts(&self) -> i64 {
        self.0.bulk_acts
    }
}

#[derive(Default)]
pub(in crate::console) struct NumbersQuery;

#[Object]
impl NumbersQuery {
    /// What review came to from a day to another, both counted, of one department or one rule if named: the whole county's for its desk,
    /// a department's own for its people. Nothing in it is of a person
    #[graphql(complexity = "200 + child_complexity")]
    async fn review_numbers(
        &self,
        ctx: &Context<'_>,
        from: Date,
        until: Date,
        department_id: Option<ID>,
        rule: Option<String>,
    ) -> ApiResult<ReviewNumbers> {
        let asked = asked(from, until, department_id.as_ref(), rule)?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(ReviewNumbers(numbers::numbers(&mut tx, &actor, &asked).await?))
    }

    /// Its steps as a workbook
    #[graphql(complexity = "200 + child_complexity")]
    async fn review_numbers_file(
        &self,
        ctx: &Context<'_>,
        from: Date,
        until: Date,
        department_id: Option<ID>,
        rule: Option<String>,
    ) -> ApiResult<Download> {
        let asked = asked(from, until, department_id.as_ref(), rule)?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let found = numbers::numbers(&mut tx, &actor, &asked).await?;
        Ok(Download::xlsx(format!("审核统计-{from}-{until}.xlsx"), &numbers::sheet(&found.steps)?))
    }
}

fn asked(from: Date, until: Date, department: Option<&ID>, rule: Option<String>) -> ApiResult<Asked> {
    Ok(Asked { from, until, department: department.map(parse_id).transpose()?, rule })
}
