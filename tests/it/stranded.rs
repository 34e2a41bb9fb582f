//! No case is stranded: whatever changes under way, a case can still be decided, or stands on the desk's list with what helps (C16).

use platform::PersonId;
use review::rule::Quorum;
use review::watch::{self, Stuck, StuckReason};
use review::{CaseId, CaseState, Decision};
use tenancy::{Actor, Role, person};

use crate::county::{County, Fault, news};

/// A county with a piece before the reviewer of its department.
struct Under {
    county: County,
    admin: Actor,
    editor: Actor,
    reviewer: Actor,
    desk: Actor,
    article: content::ArticleId,
    case: CaseId,
}

impl Under {
    async fn way() -> Result<Self, Fault> {
        let county = County::open().await?;
        let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
        let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
        let (article, _, case) = county.submit(&editor, news("在途", "正文")).await?;
        Ok(Self { county, admin, editor, reviewer, desk, article: article.id, case })
    }

    /// Someone leaves, as the console has it: their access ends and the watch is told.
    async fn leaves(&self, actor: &Actor) -> Result<(), Fault> {
        let gone: PersonId = actor.person().ok_or("no person")?;
        let mut tx = self.county.begin(&self.admin).await?;
        person::deactivate(&mut tx, &self.admin, gone).await?;
        watch::people_changed(&mut tx, gone).await?;
        tx.commit().await?;
        self.looks().await
    }

    /// Someone comes.
    async fn comes(&self, login: &str, department: &str, role: Role) -> Result<Actor, Fault> {
        let actor = self.county.staff(login, department, &[role]).await?;
        let mut tx = self.county.system().await?;
        watch::people_changed(&mut tx, actor.person().ok_or("no person")?).await?;
        tx.commit().await?;
        self.looks().await?;
        Ok(actor)
    }

    async fn looks(&self) -> Result<(), Fault> {
        let job = self.county.due(watch::WATCH).await?.ok_or("nobody looks")?;
        Ok(watch::reckon(&self.county.database, &job).await?)
    }

    /// The health commission is closed. No page does it yet; a merger of departments does.
    async fn closes(&self) -> Result<(), Fault> {
        let close = "update department set active = false where county_id = 411325 and slug = 'health'";
        sqlx::query(close).execute(&mut self.county.all_seeing().await?).await?;
        Ok(())
    }

    async fn stuck(&self, actor: &Actor) -> Result<Vec<Stuck>, Fault> {
        Ok(watch::stuck(&mut self.county.begin(actor).await?, actor).await?)
    }

    async fn state(&self) -> Result<(CaseState, i32), Fault> {
        let case = review::find(&mut self.county.system().await?, self.case).await?.ok_or("no case")?;
        Ok((case.state, case.rule_version))
    }
}

#[tokio::test]
async fn c16_a_case_under_way_goes_its_own_rules_way_and_the_next_piece_the_new_one() -> Result<(), Fault> {
    let under = Under::way().await?;
    let desk_alone = |rules: &mut Vec<review::rule::RuleDefinition>| {
        let plain = rules.iter_mut().find(|rule| rule.name == "plain").unwrap();
        plain.steps.retain(|step| step.role == Role::CountyReviewer);
    };
    under.county.change_rules(&under.admin, desk_alone).await?;
    let (_, _, next) = under.county.submit(&under.editor, news("下一篇", "正文")).await?;
    assert_eq!(under.county.open_step(next).await?.role, Role::CountyReviewer);
    assert_eq!(
        under.county.open_step(under.case).await?.role,
        Role::DepartmentReviewer,
        "the stage removed is decided"
    );
    under.county.pass(&under.reviewer, under.case).await?;
    under.county.pass(&under.desk, under.case).await?;
    assert_eq!(under.state().await?, (CaseState::Approved, 1));
    Ok(())
}

#[tokio::test]
async fn c16_a_case_in_a_stage_that_has_neither_rule_nor_people_any_more_is_shown_and_goes_on_under_the_new_rules()
-> Result<(), Fault> {
    let under = Under::way().await?;
    let no_departments = |rules: &mut Vec<review::rule::RuleDefinition>| {
        rules.iter_mut().for_each(|rule| rule.steps.retain(|step| step.role != Role::DepartmentReviewer));
        rules.retain(|rule| !rule.steps.is_empty());
    };
    under.county.change_rules(&under.admin, no_departments).await?;
    under.leaves(&under.reviewer).await?;
    let shown = under.stuck(&under.desk).await?;
    assert_eq!(
        shown.iter().map(|stuck| (stuck.case.id, stuck.reason)).collect::<Vec<_>>(),
        [(under.case, StuckReason::NobodyHoldsRole)]
    );
    let told = "由起草部门撤回后重新提交，按现行规则办理";
    assert!(shown[0].remedy.contains(told) && shown[0].remedy_en.contains("submit it again"), "{}", shown[0].remedy);
    // What it says helps.
    let mut tx = under.county.begin(&under.editor).await?;
    let article = review::withdraw(&mut tx, &under.editor, under.article).await?;
    let (_, revision) = content::article::submit(&mut tx, &under.editor, article.id, article.version).await?;
    let again = review::open(&mut tx, &revision).await?;
    tx.commit().await?;
    under.county.pass(&under.desk, again.id).await?;
    assert_eq!(under.state().await?, (CaseState::Withdrawn, 1));
    assert!(under.stuck(&under.desk).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn c16_the_last_who_could_decide_leaves_and_the_step_stands_before_the_desk_until_another_comes()
-> Result<(), Fault> {
    let under = Under::way().await?;
    under.leaves(&under.reviewer).await?;
    for actor in [&under.desk, &under.admin] {
        let shown = under.stuck(actor).await?;
        assert_eq!(shown.iter().map(|stuck| stuck.reason).collect::<Vec<_>>(), [StuckReason::NobodyHoldsRole]);
        assert!(shown[0].remedy.contains("卫生健康委员会") && shown[0].remedy.contains("授予"), "{}", shown[0].remedy);
    }
    assert!(under.stuck(&under.editor).await?.is_empty(), "it is the desk's list");
    let next = under.comes("next", "health", Role::DepartmentReviewer).await?;
    assert!(under.stuck(&under.desk).await?.is_empty());
    under.county.pass(&next, under.case).await?;
    under.county.pass(&under.desk, under.case).await?;
    assert_eq!(under.state().await?.0, CaseState::Approved);
    Ok(())
}

#[tokio::test]
async fn c16_who_leaves_is_no_longer_counted_among_all_and_never_passes_a_step_by_leaving() -> Result<(), Fault> {
    let under = Under::way().await?;
    let all = |rules: &mut Vec<review::rule::RuleDefinition>| {
        let plain = rules.iter_mut().find(|rule| rule.name == "plain").unwrap();
        plain.steps.retain(|step| step.role == Role::CountyReviewer);
        plain.steps[0].quorum = Quorum::All;
    };
    under.county.change_rules(&under.admin, all).await?;
    let second = under.county.staff("second", "office", &[Role::CountyReviewer]).await?;
    let third = under.county.staff("third", "office", &[Role::CountyReviewer]).await?;
    let under = Under { case: under.county.submit(&under.editor, news("全体", "正文")).await?.2, ..under };
    assert_eq!(under.county.open_step(under.case).await?.quorum, 3);
    under.leaves(&third).await?;
    assert_eq!(under.county.open_step(under.case).await?.quorum, 2);
    under.leaves(&second).await?;
    under.leaves(&under.desk).await?;
    let (state, quorum) = (under.state().await?.0, under.county.open_step(under.case).await?.quorum);
    assert_eq!((state, quorum), (CaseState::Open, 1), "I2: nobody decided");
    assert_eq!(under.stuck(&under.admin).await?.len(), 1);
    let fourth = under.comes("fourth", "office", Role::CountyReviewer).await?;
    under.county.pass(&fourth, under.case).await?;
    assert_eq!(under.state().await?.0, CaseState::Approved);
    Ok(())
}

#[tokio::test]
async fn c16_one_of_all_has_passed_the_rest_leave_and_the_case_goes_on() -> Result<(), Fault> {
    let under = Under::way().await?;
    let all = |rules: &mut Vec<review::rule::RuleDefinition>| {
        rules.iter_mut().find(|rule| rule.name == "plain").unwrap().steps[0].quorum = Quorum::All;
    };
    under.county.change_rules(&under.admin, all).await?;
    let second = under.county.staff("second", "health", &[Role::DepartmentReviewer]).await?;
    let under = Under { case: under.county.submit(&under.editor, news("全体", "正文")).await?.2, ..under };
    let step = under.county.open_step(under.case).await?;
    let mut tx = under.county.begin(&under.reviewer).await?;
    review::decide(&mut tx, &under.reviewer, step.id, Decision::Pass, "").await?;
    tx.commit().await?;
    assert_eq!(under.county.open_step(under.case).await?.id, step.id, "it waits for the second");
    under.leaves(&second).await?;
    assert_eq!(under.county.open_step(under.case).await?.role, Role::CountyReviewer);
    under.county.pass(&under.desk, under.case).await?;
    assert_eq!(under.state().await?.0, CaseState::Approved);
    Ok(())
}

#[tokio::test]
async fn c16_a_departments_closing_strands_nothing_of_it() -> Result<(), Fault> {
    let under = Under::way().await?;
    under.closes().await?;
    let (_, _, other) = under.county.submit(&under.editor, news("另一篇", "正文")).await?;
    under.county.pass(&under.reviewer, under.case).await?;
    under.county.pass(&under.desk, under.case).await?;
    assert_eq!(under.state().await?.0, CaseState::Approved, "its people finish what is theirs");
    under.leaves(&under.reviewer).await?;
    let shown = under.stuck(&under.admin).await?;
    assert_eq!(
        shown.iter().map(|stuck| (stuck.case.id, stuck.reason)).collect::<Vec<_>>(),
        [(other, StuckReason::DepartmentClosed)]
    );
    assert!(shown[0].remedy.contains("恢复该部门"), "{}", shown[0].remedy);
    Ok(())
}

#[tokio::test]
async fn c16_a_step_of_all_whose_gate_was_returned_by_someone_who_left_is_shown_with_what_helps() -> Result<(), Fault> {
    let under = Under::way().await?;
    let all_with_wording = |rules: &mut Vec<review::rule::RuleDefinition>| {
        for step in rules.iter_mut().filter(|rule| rule.name == "plain").flat_map(|rule| &mut rule.steps) {
            if step.role == Role::DepartmentReviewer {
                (step.quorum, step.gates) = (Quorum::All, vec![review::Gate::Wording]);
            }
        }
    };
    under.county.change_rules(&under.admin, all_with_wording).await?;
    let second = under.comes("second", "health", Role::DepartmentReviewer).await?;
    let (_, _, case) = under.county.submit(&under.editor, news("退关", "正文")).await?;
    under.county.pass(&under.reviewer, case).await?;
    let step = under.county.open_step(case).await?;
    let mut tx = under.county.begin(&second).await?;
    review::verdict(&mut tx, &second, step.id, review::Gate::Wording, review::Verdict::Return, "错字").await?;
    tx.commit().await?;
    // The one who passed it may not decide again, and the one who returned the gate leaves before sending it back.
    under.leaves(&second).await?;
    let shown = under.stuck(&under.desk).await?;
    let told: Vec<_> = shown.iter().filter(|stuck| stuck.case.id == case).map(|stuck| stuck.reason).collect();
    assert_eq!(told, [StuckReason::GateReturned]);
    Ok(())
}
