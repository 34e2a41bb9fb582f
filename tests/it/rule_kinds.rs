//! Every kind of step has its journey: any, all, n of m, and a step whose time is over (C16). Co-signature, delegation, and an
//! override with its debt have files of their own.
#![expect(clippy::indexing_slicing, reason = "a step that is missing fails the test")]

use platform::audit;
use review::rule::{Deadline, Quorum, RuleDefinition};
use review::{CaseId, CaseState, DecideError, Decision, MayNot, watch};
use tenancy::{Actor, Role};

use crate::county::{County, Fault, news};

/// A county whose desk has three people, and a piece that waits for them.
struct Desk {
    county: County,
    editor: Actor,
    three: [Actor; 3],
    admin: Actor,
}

/// The rule of plain pieces, with the desk's step alone.
fn plain(rules: &mut [RuleDefinition]) -> &mut RuleDefinition {
    let rule = rules.iter_mut().find(|rule| rule.name == "plain").unwrap();
    rule.steps.retain(|step| step.role == Role::CountyReviewer);
    rule
}

impl Desk {
    async fn asking(quorum: Quorum) -> Result<Self, Fault> {
        let county = County::open().await?;
        let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
        county.change_rules(&admin, |rules| plain(rules).steps[0].quorum = quorum).await?;
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let desk = async |login| county.staff(login, "office", &[Role::CountyReviewer]).await;
        let three = [desk("one").await?, desk("two").await?, desk("three").await?];
        Ok(Self { county, editor, three, admin })
    }

    async fn piece(&self) -> Result<CaseId, Fault> {
        Ok(self.county.submit(&self.editor, news("一稿", "正文")).await?.2)
    }

    async fn state(&self, case: CaseId) -> Result<CaseState, Fault> {
        let mut tx = self.county.system().await?;
        Ok(review::find(&mut tx, case).await?.ok_or("no case")?.state)
    }

    /// Of how many of the three it is the work.
    async fn waits_for(&self) -> Result<usize, Fault> {
        let mut waiting = 0;
        for actor in &self.three {
            waiting += review::list_work(&mut self.county.begin(actor).await?, actor, 50).await?.len();
        }
        Ok(waiting)
    }

    /// One of them passes what the step asks, judging again only where nobody has.
    async fn decides(&self, actor: &Actor, case: CaseId, decision: Decision) -> Result<(), Fault> {
        let step = self.county.open_step(case).await?;
        let said = review::verdicts_of(&mut self.county.system().await?, &[case]).await?;
        if said.is_empty() {
            self.county.judge(actor, &step, &step.gates).await?;
        }
        let mut tx = self.county.begin(actor).await?;
        let reason = if decision == Decision::Return { "数字有误" } else { "" };
        review::decide(&mut tx, actor, step.id, decision, reason).await?;
        Ok(tx.commit().await?)
    }
}

#[tokio::test]
async fn c16_any_one_who_holds_the_role_passes_a_step_for_all() -> Result<(), Fault> {
    let desk = Desk::asking(Quorum::Number(1)).await?;
    let case = desk.piece().await?;
    assert_eq!(desk.waits_for().await?, 3);
    desk.decides(&desk.three[1], case, Decision::Pass).await?;
    assert_eq!((desk.state(case).await?, desk.waits_for().await?), (CaseState::Approved, 0));
    Ok(())
}

#[tokio::test]
async fn c16_a_step_that_asks_for_all_waits_for_the_last_of_them() -> Result<(), Fault> {
    let desk = Desk::asking(Quorum::All).await?;
    let case = desk.piece().await?;
    assert_eq!(desk.county.open_step(case).await?.quorum, 3, "as many as may decide it when it opens");
    for (actor, left) in [(&desk.three[0], 2), (&desk.three[1], 1)] {
        desk.decides(actor, case, Decision::Pass).await?;
        assert_eq!((desk.state(case).await?, desk.waits_for().await?), (CaseState::Open, left));
    }
    desk.decides(&desk.three[2], case, Decision::Pass).await?;
    assert_eq!(desk.state(case).await?, CaseState::Approved);
    Ok(())
}

#[tokio::test]
async fn c16_two_of_three_pass_a_step_and_neither_twice() -> Result<(), Fault> {
    let desk = Desk::asking(Quorum::Number(2)).await?;
    let case = desk.piece().await?;
    desk.decides(&desk.three[0], case, Decision::Pass).await?;
    let step = desk.county.open_step(case).await?;
    let mut tx = desk.county.begin(&desk.three[0]).await?;
    let again = review::decide(&mut tx, &desk.three[0], step.id, Decision::Pass, "").await;
    assert!(matches!(again, Err(DecideError::MayNot(MayNot::Twice))), "{again:?}");
    drop(tx);
    assert_eq!((desk.state(case).await?, desk.waits_for().await?), (CaseState::Open, 2));
    desk.decides(&desk.three[2], case, Decision::Pass).await?;
    assert_eq!((desk.state(case).await?, desk.waits_for().await?), (CaseState::Approved, 0));
    Ok(())
}

#[tokio::test]
async fn c16_one_return_ends_a_step_whatever_others_passed() -> Result<(), Fault> {
    let desk = Desk::asking(Quorum::All).await?;
    let case = desk.piece().await?;
    desk.decides(&desk.three[0], case, Decision::Pass).await?;
    desk.decides(&desk.three[1], case, Decision::Return).await?;
    assert_eq!((desk.state(case).await?, desk.waits_for().await?), (CaseState::Returned, 0));
    Ok(())
}

#[tokio::test]
async fn c16_a_step_reminds_before_its_time_is_over_and_then_stands_before_the_level_above() -> Result<(), Fault> {
    let desk = Desk::asking(Quorum::Number(1)).await?;
    let hour = Deadline { minutes: 60, working: false };
    desk.county.change_rules(&desk.admin, |rules| plain(rules).steps[0].deadline = hour).await?;
    let principal = desk.county.staff("principal", "office", &[Role::Principal]).await?;
    let case = desk.piece().await?;
    let above = async || -> Result<usize, Fault> {
        Ok(watch::escalated(&mut desk.county.begin(&principal).await?, &principal).await?.len())
    };
    assert!(desk.county.due(watch::DEADLINE).await?.is_none(), "not before half of its time");
    for (minutes, told) in [(31, 0), (30, 1)] {
        desk.county.database.clock().advance(minutes * 60);
        let job = desk.county.due(watch::DEADLINE).await?.ok_or("nothing is due")?;
        watch::remind(&desk.county.database, &job).await?;
        assert_eq!(above().await?, told);
    }
    assert_eq!(desk.waits_for().await?, 3, "those who decide it may still");
    let trail = audit::list(&mut desk.county.system().await?, Some(case.0), None, 50).await?;
    let of = |action: &str| trail.iter().filter(|row| row.action == action).count();
    assert_eq!((of("review.remind"), of("review.escalate")), (1, 1), "I8");
    desk.decides(&desk.three[0], case, Decision::Pass).await?;
    assert_eq!(above().await?, 0);
    Ok(())
}
