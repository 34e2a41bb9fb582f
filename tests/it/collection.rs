//! 采编, through the use cases: what is planned, handed in, adopted and counted (C13), and who may (I1, I3).

use content::adoption::{self, Mode, NewReprint, Weights};
use content::plan::{self, Act, AssignmentState, NewAssignment, NewItem};
use content::submission::{self, EventKind, MoveError, NewSubmission, SubmissionState, Text};
use content::{Kind, SourceList, article};
use platform::Clock;
use review::{DecideError, MayNot};
use tenancy::{Actor, Role};
use time::{Date, Duration};

use crate::county::{County, Fault, news};

struct Newsroom {
    county: County,
    desk: Actor,
    health: Actor,
    education: Actor,
}

impl Newsroom {
    async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let desk = county.staff("desk.editor", "office", &[Role::Editor]).await?;
        let health = county.staff("health.editor", "health", &[Role::Editor]).await?;
        let education = county.staff("education.editor", "education", &[Role::Editor]).await?;
        Ok(Self { county, desk, health, education })
    }

    fn today(&self) -> Date {
        Clock::day_of(self.county.database.clock().now())
    }

    async fn item(&self, theme: &str) -> Result<plan::PlanItem, Fault> {
        let today = self.today();
        let (theme, note) = (theme.to_owned(), String::new());
        let new = NewItem { theme, starts_on: today, ends_on: today, column: None, topic: None, note };
        let mut tx = self.county.begin(&self.desk).await?;
        let item = plan::add(&mut tx, &self.desk, new).await?;
        tx.commit().await?;
        Ok(item)
    }

    /// Given to the health department, due in so many hours.
    async fn assignment(&self, theme: &str, hours: i64) -> Result<plan::Assignment, Fault> {
        let item = self.item(theme).await?;
        let department = self.county.department("health").await?;
        let mut tx = self.county.begin(&self.desk).await?;
        let due_at = tx.now() + Duration::hours(hours);
        let new = NewAssignment { department, person: self.health.person(), due_at, note: "800 字".to_owned() };
        let assignment = plan::assign(&mut tx, &self.desk, item.id, new).await?;
        tx.commit().await?;
        Ok(assignment)
    }

    async fn send(&self, actor: &Actor, title: &str) -> Result<submission::Submission, Fault> {
        self.send_for(actor, title, None).await
    }

    async fn send_for(
        &self,
        actor: &Actor,
        title: &str,
        assignment: Option<plan::AssignmentId>,
    ) -> Result<submission::Submission, Fault> {
        let mut tx = self.county.begin(actor).await?;
        let sent = submission::send(&mut tx, actor, NewSubmission { assignment, ..written(title) }).await?;
        tx.commit().await?;
        Ok(sent)
    }

    async fn adopt(&self, id: submission::SubmissionId, mode: Mode) -> Result<article::Article, Fault> {
        let mut tx = self.county.begin(&self.desk).await?;
        let (_, article) = adoption::adopt(&mut tx, &self.desk, id, mode).await?;
        tx.commit().await?;
        Ok(article)
    }

    async fn state(&self, id: plan::AssignmentId) -> Result<AssignmentState, Fault> {
        let mut tx = self.county.begin(&self.desk).await?;
        Ok(plan::assignments_by_ids(&mut tx, &[id]).await?.pop().ok_or("no assignment")?.state)
    }

    async fn history(&self, id: submission::SubmissionId) -> Result<Vec<EventKind>, Fault> {
        let mut tx = self.county.begin(&self.health).await?;
        Ok(submission::events_of(&mut tx, &[id]).await?.into_iter().map(|event| event.kind).collect())
    }
}

fn written(title: &str) -> NewSubmission {
    let blocks = serde_json::json!([{ "type": "paragraph", "spans": [{ "text": "正文一段。" }] }]);
    let text = Text::Written { title: title.to_owned(), blocks, kind: Kind::News };
    NewSubmission { text, note: "请审阅".to_owned(), attachments: Vec::new(), assignment: None }
}

#[tokio::test]
async fn c13_a_theme_is_assigned_submitted_adopted_with_edits_and_counted() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let assignment = room.assignment("冬季接种", 24).await?;
    let sent = room.send_for(&room.health, "接种点开放", Some(assignment.id)).await?;
    assert!(sent.number.ends_with("-0001"), "{}", sent.number);
    assert_eq!(room.state(assignment.id).await?, AssignmentState::Delivered);
    let piece = room.adopt(sent.id, Mode::WithEdits).await?;
    assert_eq!(room.state(assignment.id).await?, AssignmentState::Covered);
    assert_eq!(Some(piece.department), room.desk.department(), "it is the desk's");
    let mut tx = room.county.begin(&room.desk).await?;
    let edited =
        article::edit(&mut tx, &room.desk, piece.id, piece.version, news("全县接种点今起开放", "改过的正文。")).await?;
    assert_eq!(edited.writers, [room.desk.person().ok_or("none")?, room.health.person().ok_or("none")?]);
    tx.commit().await?;
    let mut tx = room.county.begin(&room.desk).await?;
    let (_, lines) = adoption::ledger(&mut tx, &room.desk, room.today(), room.today()).await?;
    let line = lines.first().ok_or("no line")?;
    assert_eq!((line.name.as_str(), line.counts.submitted, line.counts.adopted_with_edits), ("卫生健康委员会", 1, 1));
    assert!((line.score - 1.0).abs() < 1e-9 && lines.len() == 3, "{lines:?}");
    assert_eq!(room.history(sent.id).await?, [EventKind::Submitted, EventKind::AdoptedWithEdits]);
    Ok(())
}

#[tokio::test]
async fn c13_the_desk_asks_and_the_department_answers_before_it_is_adopted() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let assignment = room.assignment("春耕", 24).await?;
    let sent = room.send_for(&room.health, "问答", Some(assignment.id)).await?;
    let mut tx = room.county.begin(&room.desk).await?;
    submission::ask(&mut tx, &room.desk, sent.id, "数据截至哪天？").await?;
    tx.commit().await?;
    assert_eq!(room.state(assignment.id).await?, AssignmentState::InProgress);
    let mut tx = room.county.begin(&room.health).await?;
    let waiting = submission::waiting(&mut tx, &room.health, 50).await?;
    assert_eq!(waiting.first().map(|row| row.reason.as_str()), Some("数据截至哪天？"));
    let early = adoption::adopt(&mut room.county.begin(&room.desk).await?, &room.desk, sent.id, Mode::AsIs).await;
    assert!(matches!(early, Err(MoveError::DoesNotFit { state: SubmissionState::Asked })), "{early:?}");
    let answered =
        submission::answer(&mut tx, &room.health, sent.id, "截至昨日。", Some(written("问答（补）"))).await?;
    tx.commit().await?;
    assert_eq!((answered.title.as_str(), answered.state), ("问答（补）", SubmissionState::Submitted));
    let piece = room.adopt(sent.id, Mode::AsIs).await?;
    assert_eq!(piece.title, "问答（补）");
    let expected = [EventKind::Submitted, EventKind::Asked, EventKind::Answered, EventKind::Adopted];
    assert_eq!(room.history(sent.id).await?, expected);
    Ok(())
}

#[tokio::test]
async fn c13_a_decline_has_a_reason_and_opens_the_assignment_again() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let assignment = room.assignment("防火", 24).await?;
    let sent = room.send_for(&room.health, "不用", Some(assignment.id)).await?;
    let mut tx = room.county.begin(&room.desk).await?;
    let silent = submission::decline(&mut tx, &room.desk, sent.id, "  ").await;
    assert!(matches!(silent, Err(MoveError::Invalid(_))), "{silent:?}");
    drop(tx);
    let mut tx = room.county.begin(&room.desk).await?;
    submission::decline(&mut tx, &room.desk, sent.id, "与上周稿件重复").await?;
    tx.commit().await?;
    assert_eq!(room.state(assignment.id).await?, AssignmentState::InProgress);
    let mut tx = room.county.begin(&room.health).await?;
    let seen = submission::get(&mut tx, &room.health, sent.id).await?.ok_or("not seen")?;
    assert_eq!((seen.state, seen.reason.as_str()), (SubmissionState::Declined, "与上周稿件重复"));
    let late = submission::recall(&mut tx, &room.health, sent.id).await;
    assert!(matches!(late, Err(MoveError::DoesNotFit { .. })), "{late:?}");
    Ok(())
}

#[tokio::test]
async fn adopting_again_or_two_at_once_is_one_article() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let sent = room.send(&room.health, "只有一篇").await?;
    let (one, two) = tokio::join!(room.adopt(sent.id, Mode::AsIs), room.adopt(sent.id, Mode::WithEdits));
    let (one, two) = (one?, two?);
    assert_eq!(one.id, two.id);
    assert_eq!(room.adopt(sent.id, Mode::AsIs).await?.id, one.id);
    let mut all = room.county.all_seeing().await?;
    let count: i64 = sqlx::query_scalar("select count(*) from article").fetch_one(&mut all).await?;
    assert_eq!(count, 1);
    assert_eq!(room.history(sent.id).await?.len(), 2, "it was adopted once");
    Ok(())
}

#[tokio::test]
async fn i3_whoever_wrote_a_submission_decides_nothing_on_what_it_became() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let both = room.county.staff("both", "office", &[Role::Editor, Role::CountyReviewer]).await?;
    let office = room.county.staff("office.reviewer", "office", &[Role::DepartmentReviewer]).await?;
    let sent = room.send(&both, "自己写的").await?;
    let piece = room.adopt(sent.id, Mode::AsIs).await?;
    let mut tx = room.county.begin(&room.desk).await?;
    let (_, revision) = article::submit(&mut tx, &room.desk, piece.id, piece.version).await?;
    let case = review::open(&mut tx, &revision).await?.id;
    tx.commit().await?;
    room.county.pass(&office, case).await?;
    let step = room.county.open_step(case).await?;
    let mut tx = room.county.begin(&both).await?;
    let decided = review::decide(&mut tx, &both, step.id, review::Decision::Return, "x").await;
    assert!(matches!(decided, Err(DecideError::MayNot(MayNot::Writer))), "{decided:?}");
    Ok(())
}

#[tokio::test]
async fn i1_a_department_sees_and_moves_its_own_submissions_alone() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let sent = room.send(&room.health, "卫健的").await?;
    let mut tx = room.county.begin(&room.education).await?;
    assert!(submission::get(&mut tx, &room.education, sent.id).await?.is_none());
    assert!(submission::events_of(&mut tx, &[sent.id]).await?.is_empty());
    let other = submission::recall(&mut tx, &room.education, sent.id).await;
    assert!(matches!(other, Err(MoveError::NotFound)), "{other:?}");
    drop(tx);
    let mut tx = room.county.begin(&room.desk).await?;
    assert_eq!(submission::list(&mut tx, &room.desk, &submission::Filter::default(), None, 20).await?.rows.len(), 1);
    drop(tx);
    // Whatever a statement forgets to ask: a department cannot declare its own submission declined or adopted.
    let mut tx = room.county.begin(&room.health).await?;
    let set = sqlx::query("update submission set state = 'declined', reason = 'x'").execute(tx.conn()).await;
    assert!(set.is_err_and(|error| error.to_string().contains("row-level security")));
    Ok(())
}

#[tokio::test]
async fn only_the_countys_desk_plans_and_adopts() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let assignment = room.assignment("值守", 24).await?;
    let sent = room.send(&room.health, "报送").await?;
    let mut tx = room.county.begin(&room.health).await?;
    let adopted = adoption::adopt(&mut tx, &room.health, sent.id, Mode::AsIs).await;
    assert!(matches!(adopted, Err(MoveError::Refused(_))), "{adopted:?}");
    let covered = plan::advance(&mut tx, &room.health, assignment.id, Act::Cover, "").await;
    assert!(matches!(covered, Err(plan::AdvanceError::Refused(_))), "{covered:?}");
    let dropped = plan::drop_item(&mut tx, &room.health, assignment.item, "x").await;
    assert!(matches!(dropped, Err(plan::ItemError::Refused(_))), "{dropped:?}");
    let mut tx = room.county.begin(&room.education).await?;
    let begun = plan::advance(&mut tx, &room.education, assignment.id, Act::Start, "").await;
    assert!(matches!(begun, Err(plan::AdvanceError::Refused(_))), "{begun:?}");
    let weighed = adoption::weigh(&mut tx, &room.education, Weights::default()).await;
    assert!(matches!(weighed, Err(adoption::WeighError::Refused(_))), "{weighed:?}");
    Ok(())
}

#[tokio::test]
async fn a_piece_that_goes_out_covers_what_it_was_linked_to() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let assignment = room.assignment("义诊", 24).await?;
    let mut tx = room.county.begin(&room.health).await?;
    let piece = article::create(&mut tx, &room.health, news("义诊下乡", "正文")).await?;
    let linked = plan::link(&mut tx, &room.health, assignment.id, piece.id).await?;
    assert_eq!(linked.state, AssignmentState::InProgress);
    plan::link(&mut tx, &room.health, assignment.id, piece.id).await?;
    assert_eq!(plan::articles_of(&mut tx, &[assignment.id]).await?.len(), 1);
    let (piece, revision) = article::submit(&mut tx, &room.health, piece.id, piece.version).await?;
    tx.commit().await?;
    let mut tx = room.county.system().await?;
    article::mark_approved(&mut tx, piece.id, revision.id).await?;
    article::mark_released(&mut tx, piece.id, revision.id).await?;
    tx.commit().await?;
    assert_eq!(room.state(assignment.id).await?, AssignmentState::Covered);
    Ok(())
}

#[tokio::test]
async fn the_ledger_weighs_departments_and_names_no_person() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let admin = room.county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    for (actor, titles) in [(&room.health, 2), (&room.education, 1)] {
        for title in 0..titles {
            let sent = room.send(actor, &format!("第{title}篇")).await?;
            room.adopt(sent.id, Mode::AsIs).await?;
            let today = room.today();
            let (outlet_name, url) = ("南阳日报".to_owned(), "https://example.cn/1".to_owned());
            let new = NewReprint { outlet_name, list: SourceList::City, url, reprinted_on: today };
            let mut tx = room.county.begin(&room.desk).await?;
            adoption::note_reprint(&mut tx, &room.desk, sent.id, new.clone()).await?;
            adoption::note_reprint(&mut tx, &room.desk, sent.id, new).await?;
            tx.commit().await?;
        }
    }
    let mut tx = room.county.begin(&admin).await?;
    adoption::weigh(&mut tx, &admin, Weights { adopted: 1.5, city: 4.0, ..Weights::default() }).await?;
    tx.commit().await?;
    let mut tx = room.county.begin(&room.desk).await?;
    let (_, lines) = adoption::ledger(&mut tx, &room.desk, room.today(), room.today()).await?;
    let scores: Vec<(&str, f64)> = lines.iter().map(|line| (line.name.as_str(), line.score)).collect();
    assert_eq!(scores, [("卫生健康委员会", 11.0), ("教育体育局", 5.5), ("县政府信息办", 0.0)]);
    let table = tables::read(&adoption::sheet(&lines)?)?;
    assert_eq!(table.rows.len(), 3);
    let told = format!("{table:?} {:?}", table.header());
    for login in ["desk.editor", "health.editor", "education.editor"] {
        assert!(!told.contains(login), "people are named by their logins here, and none is: {told}");
    }
    drop(tx);
    let mut tx = room.county.begin(&room.health).await?;
    let (_, own) = adoption::ledger(&mut tx, &room.health, room.today(), room.today()).await?;
    assert_eq!(own.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["卫生健康委员会"]);
    Ok(())
}

/// A piece of this kind, that explains a policy if one is given, released; with its revision.
async fn released(
    room: &Newsroom,
    kind: Kind,
    title: &str,
    policy: Option<content::ArticleId>,
) -> Result<(article::Article, content::Revision), Fault> {
    let draft = content::Draft { kind, policy, ..news(title, "正文") };
    let mut tx = room.county.begin(&room.health).await?;
    let piece = article::create(&mut tx, &room.health, draft).await?;
    let (piece, revision) = article::submit(&mut tx, &room.health, piece.id, piece.version).await?;
    tx.commit().await?;
    let mut tx = room.county.system().await?;
    article::mark_approved(&mut tx, piece.id, revision.id).await?;
    article::mark_released(&mut tx, piece.id, revision.id).await?;
    tx.commit().await?;
    Ok((piece, revision))
}

#[tokio::test]
async fn c4_a_policy_and_its_interpretation_lead_to_each_other() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let (policy, _) = released(&room, Kind::Policy, "接种办法", None).await?;
    let (explains, revision) = released(&room, Kind::Interpretation, "一图读懂", Some(policy.id)).await?;
    assert_eq!(revision.policy, Some(policy.id), "it is frozen with the revision");
    let mut tx = room.county.begin(&room.education).await?;
    let found = article::interpretations_of(&mut tx, &[policy.id]).await?;
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [explains.id]);
    let public = platform::Caller::public(room.county.code);
    for asked in [policy.id, explains.id] {
        let mut tx = room.county.database.begin(&public).await?;
        let links = content::revision::explained(&mut tx, &[asked]).await?;
        let link = links.first().ok_or("no link")?;
        assert_eq!((link.policy_title.as_str(), link.interpretation_title.as_str()), ("接种办法", "一图读懂"));
        assert_eq!((link.policy, link.interpretation), (policy.id, explains.id));
    }
    let mut tx = room.county.system().await?;
    article::mark_withdrawn(&mut tx, explains.id, revision.id).await?;
    tx.commit().await?;
    let mut tx = room.county.database.begin(&public).await?;
    assert!(
        content::revision::explained(&mut tx, &[policy.id]).await?.is_empty(),
        "what is taken back explains nothing"
    );
    Ok(())
}

#[tokio::test]
async fn c4_only_an_interpretation_names_a_policy_and_only_a_policy_is_named() -> Result<(), Fault> {
    let room = Newsroom::open().await?;
    let (policy, _) = released(&room, Kind::Policy, "接种办法", None).await?;
    let (other, _) = released(&room, Kind::News, "动态", None).await?;
    for (kind, named) in [(Kind::News, policy.id), (Kind::Interpretation, other.id)] {
        let mut tx = room.county.begin(&room.health).await?;
        let draft = content::Draft { kind, policy: Some(named), ..news("解读", "正文") };
        let refused = article::create(&mut tx, &room.health, draft).await;
        assert!(matches!(refused, Err(article::CreateError::Invalid(_))), "{refused:?}");
    }
    Ok(())
}
