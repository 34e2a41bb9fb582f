//! 审核统计: what the desk's work comes to, by step, department and month, and of no person (C16, I1).

use content::Draft;
use review::debt::{self, Settlement};
use review::numbers::{self, Asked, Numbers, NumbersError};
use review::{Decision, Gate, Verdict};
use tenancy::{Actor, Role};
use time::macros::date;

use crate::county::{County, Fault, news};

struct Desk {
    county: County,
    editor: Actor,
    reviewer: Actor,
    county_desk: Actor,
    principal: Actor,
}

impl Desk {
    async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
        let county_desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
        let principal = county.staff("principal", "office", &[Role::Principal]).await?;
        Ok(Self { county, editor, reviewer, county_desk, principal })
    }

    async fn read(&self, actor: &Actor, rule: Option<&str>) -> Result<Result<Numbers, NumbersError>, Fault> {
        let today = platform::Clock::day_of(self.county.database.clock().now());
        let asked = Asked { from: today, until: today, department: None, rule: rule.map(str::to_owned) };
        Ok(numbers::numbers(&mut self.county.begin(actor).await?, actor, &asked).await)
    }
}

#[tokio::test]
async fn c16_the_numbers_tell_times_returns_debts_and_overrides_of_a_period() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let (_, _, passed) = desk.county.submit(&desk.editor, news("甲", "正文")).await?;
    desk.county.database.clock().advance(60);
    desk.county.pass(&desk.reviewer, passed).await?;
    let step = desk.county.open_step(passed).await?;
    let mut tx = desk.county.begin(&desk.county_desk).await?;
    review::verdict(&mut tx, &desk.county_desk, step.id, Gate::Legal, Verdict::Return, "来源不明").await?;
    review::decide(&mut tx, &desk.county_desk, step.id, Decision::Return, "来源不明").await?;
    tx.commit().await?;
    let urgent = Draft { emergency: true, ..news("暴雨", "正文") };
    let (_, _, case) = desk.county.submit(&desk.editor, urgent).await?;
    let mut tx = desk.county.begin(&desk.principal).await?;
    debt::take(&mut tx, &desk.principal, case, "值班审核员失联").await?;
    tx.commit().await?;
    desk.county.pass(&desk.principal, case).await?;
    desk.county.pass(&desk.principal, case).await?;
    let mut tx = desk.county.begin(&desk.county_desk).await?;
    debt::settle(&mut tx, &desk.county_desk, case, Settlement::Upheld, "").await?;
    tx.commit().await?;
    let found = desk.read(&desk.county_desk, None).await??;
    assert_eq!((found.cases.opened, found.cases.approved, found.cases.returned, found.cases.waiting), (2, 1, 1, 0));
    assert_eq!((found.all.closed, found.all.returned), (4, 1));
    assert_eq!(found.gates, [(Gate::Legal, 1)]);
    assert_eq!((found.debts.overrides, found.debts.open, found.debts.upheld), (1, 0, 1));
    let plain: Vec<_> = found.steps.iter().filter(|line| line.rule == "plain").collect();
    let told: Vec<_> = plain.iter().map(|line| (line.stage, line.name.as_str(), line.times.closed)).collect();
    assert_eq!(told, [(1, "部门审核", 1), (2, "县级审核（六关）", 1)]);
    assert!(plain.iter().all(|line| line.times.median < 60.0), "{plain:?}");
    let one = desk.read(&desk.county_desk, Some("emergency")).await??;
    assert_eq!((one.all.closed, one.cases.opened, one.gates.len()), (2, 1, 0));
    assert!(!numbers::sheet(&found.steps)?.is_empty());
    Ok(())
}

#[tokio::test]
async fn i1_a_department_reads_its_own_numbers_and_an_editor_none() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let teacher = desk.county.staff("teacher", "education", &[Role::Editor]).await?;
    desk.county.submit(&teacher, news("别家", "正文")).await?;
    let (_, _, own) = desk.county.submit(&desk.editor, news("本家", "正文")).await?;
    desk.county.pass(&desk.reviewer, own).await?;
    let found = desk.read(&desk.reviewer, None).await??;
    assert_eq!((found.cases.opened, found.all.closed, found.departments.len()), (1, 1, 1));
    assert_eq!(desk.read(&desk.county_desk, None).await??.cases.opened, 2);
    assert!(matches!(desk.read(&desk.editor, None).await?, Err(NumbersError::Refused(_))));
    Ok(())
}

#[tokio::test]
async fn a_period_ends_after_it_begins_and_is_no_longer_than_a_year() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    for (from, until) in
        [(date!(2026 - 05 - 02), date!(2026 - 05 - 01)), (date!(2024 - 01 - 01), date!(2026 - 01 - 01))]
    {
        let asked = Asked { from, until, department: None, rule: None };
        let mut tx = desk.county.begin(&desk.county_desk).await?;
        let refused = numbers::numbers(&mut tx, &desk.county_desk, &asked).await;
        assert!(matches!(refused, Err(NumbersError::Invalid(_))), "{refused:?}");
    }
    Ok(())
}

#[tokio::test]
async fn i1_a_department_that_is_none_of_the_countys_is_not_found() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let other = desk.county.neighbour().await?.department("health").await?;
    let (from, until) = (date!(2026 - 05 - 01), date!(2026 - 05 - 02));
    let asked = Asked { from, until, department: Some(other), rule: None };
    let mut tx = desk.county.begin(&desk.county_desk).await?;
    let refused = numbers::numbers(&mut tx, &desk.county_desk, &asked).await;
    assert!(matches!(refused, Err(NumbersError::NoDepartment)), "{refused:?}");
    Ok(())
}
