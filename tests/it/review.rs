//! Review holds its invariants against the use cases and against SQL itself.

use content::Sensitivity;
use content::article::ArticleState;
use platform::TenantTx;
use review::{CaseState, DecideError, Decision, Gate, MayNot, Step, Verdict, VerdictError};
use tenancy::{Actor, Role};

use crate::county::{County, Fault, news};

/// The constraint a raw statement broke, or what happened instead.
fn broken(result: Result<sqlx::postgres::PgQueryResult, sqlx::Error>) -> String {
    match result {
        Ok(_) => "nothing was refused".to_owned(),
        Err(error) => error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::constraint)
            .map_or_else(|| error.to_string(), str::to_owned),
    }
}

async fn insert_decision(tx: &mut TenantTx, step: &Step, person: &Actor, repeat_allowed: bool) -> String {
    let (county, id) = (tx.county().0, tx.new_id());
    let result = sqlx::query(
        "insert into review_decision (county_id, id, case_id, step_id, author_id, writers, person_id, role, verdict, decided_at, repeat_allowed)
         select $1, $2, c.id, $3, c.author_id, c.writers, $4, $5, 'pass', now(), $6 from review_case c where c.id = $7",
    )
    .bind(county)
    .bind(id)
    .bind(step.id.0)
    .bind(person.person().map(|person| person.0))
    .bind(step.role.as_str())
    .bind(repeat_allowed)
    .bind(step.case.0)
    .execute(tx.conn())
    .await;
    broken(result)
}

#[tokio::test]
async fn i3_an_authors_own_approval_is_refused() -> Result<(), Fault> {
    let county = County::open().await?;
    let author = county.staff("author", "health", &[Role::Editor, Role::DepartmentReviewer]).await?;
    let (_, _, case) = county.submit(&author, news("自审", "正文")).await?;
    let step = county.open_step(case).await?;

    let mut tx = county.begin(&author).await?;
    let refused = review::decide(&mut tx, &author, step.id, Decision::Pass, "").await;
    assert!(matches!(refused, Err(DecideError::MayNot(MayNot::Writer))), "{refused:?}");
    assert_eq!(insert_decision(&mut tx, &step, &author, false).await, "review_decision_not_author");
    Ok(())
}

#[tokio::test]
async fn i3_the_table_refuses_a_decision_that_hides_its_writers() -> Result<(), Fault> {
    let county = County::open().await?;
    let author = county.staff("author", "health", &[Role::Editor, Role::DepartmentReviewer]).await?;
    let (_, _, case) = county.submit(&author, news("自审", "正文")).await?;
    let step = county.open_step(case).await?;
    let mut tx = county.begin(&author).await?;
    let (code, id, other) = (tx.county().0, tx.new_id(), tx.new_id());
    let hidden = sqlx::query(
        "insert into gate_verdict (county_id, id, case_id, step_id, author_id, writers, gate, person_id, verdict, decided_at)
         values ($1, $2, $3, $4, $5, array[$5], 'legal', $6, 'pass', now())",
    )
    .bind(code)
    .bind(id)
    .bind(case.0)
    .bind(step.id.0)
    .bind(other)
    .bind(author.person().map(|person| person.0))
    .execute(tx.conn())
    .await;
    assert_eq!(broken(hidden), "gate_verdict_case_fkey");
    Ok(())
}

#[tokio::test]
async fn i3_nobody_decides_two_steps() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let both = county.staff("both", "office", &[Role::DepartmentReviewer, Role::CountyReviewer]).await?;
    let (_, _, case) = county.submit(&editor, news("两步", "正文")).await?;
    county.pass(&both, case).await?;

    let second = county.open_step(case).await?;
    let mut tx = county.begin(&both).await?;
    let refused = review::verdict(&mut tx, &both, second.id, Gate::Legal, Verdict::Pass, "").await;
    assert!(matches!(refused, Err(VerdictError::MayNot(MayNot::OtherStep))), "{refused:?}");
    let refused = review::decide(&mut tx, &both, second.id, Decision::Return, "理由").await;
    assert!(matches!(refused, Err(DecideError::MayNot(MayNot::OtherStep))), "{refused:?}");
    assert_eq!(insert_decision(&mut tx, &second, &both, false).await, "review_decision_one_step_key");
    drop(tx);
    // The step says whether it may be repeated; a decision cannot say so for it.
    let mut tx = county.begin(&both).await?;
    assert_eq!(insert_decision(&mut tx, &second, &both, true).await, "review_decision_step_fkey");
    Ok(())
}

#[tokio::test]
async fn i3_a_step_is_decided_only_in_its_role_and_scope() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let elsewhere = county.staff("elsewhere", "education", &[Role::DepartmentReviewer]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let (_, _, case) = county.submit(&editor, news("范围", "正文")).await?;
    let first = county.open_step(case).await?;

    // Another bureau does not even see the case.
    let mut tx = county.begin(&elsewhere).await?;
    let refused = review::decide(&mut tx, &elsewhere, first.id, Decision::Pass, "").await;
    assert!(matches!(refused, Err(DecideError::NotFound)), "{refused:?}");
    let mut tx = county.begin(&desk).await?;
    let refused = review::decide(&mut tx, &desk, first.id, Decision::Pass, "").await;
    assert!(matches!(refused, Err(DecideError::MayNot(MayNot::NotInRole))), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn i2_releasing_an_unapproved_digest_fails_in_sql() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let (article, revision, _) = county.submit(&editor, news("未批", "正文")).await?;
    let mut tx = county.begin(&county.operator()).await?;
    let (code, id) = (tx.county().0, tx.new_id());
    let result = sqlx::query(
        "insert into release (county_id, id, article_id, revision_id, digest, department_id, scheduled_at, whole_by, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, now(), now(), $7, now())",
    )
    .bind(code)
    .bind(id)
    .bind(article.id.0)
    .bind(revision.id.0)
    .bind(revision.digest.0.as_slice())
    .bind(article.department.0)
    .bind(article.author.0)
    .execute(tx.conn())
    .await;
    assert_eq!(broken(result), "release_approved_digest");
    Ok(())
}

async fn force_approval(county: &County, case: review::CaseId, prepare: &[&'static str]) -> Result<String, Fault> {
    let mut tx = county.begin(&county.operator()).await?;
    for statement in prepare {
        sqlx::query(*statement).bind(case.0).execute(tx.conn()).await?;
    }
    let id = tx.new_id();
    let result = sqlx::query(
        "insert into approval (county_id, id, case_id, article_id, revision_id, digest, department_id, rule_id, rule_version, decisions, approved_at)
         select county_id, $1, id, article_id, revision_id, digest, department_id, rule_id, rule_version, '[]', now()
         from review_case where id = $2",
    )
    .bind(id)
    .bind(case.0)
    .execute(tx.conn())
    .await;
    Ok(broken(result))
}

#[tokio::test]
async fn i2_an_approval_without_passed_gates_fails_in_sql() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let (_, _, case) = county.submit(&editor, news("强批", "正文")).await?;
    const CASE: &str = "update review_case set state = 'approved' where id = $1";
    const STEPS: &str = "update review_step set state = 'passed' where case_id = $1";
    const NO_GATES: &str = "update review_step set state = 'passed', gates = '{}', quorum = 1 where case_id = $1";
    for prepare in [&[][..], &[CASE], &[CASE, STEPS], &[CASE, NO_GATES]] {
        assert_eq!(force_approval(&county, case, prepare).await?, "approval_passed_case", "{prepare:?}");
    }
    Ok(())
}

#[tokio::test]
async fn c17_sensitive_needs_the_principal() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let principal = county.staff("principal", "office", &[Role::Principal]).await?;
    let draft = content::Draft { sensitivity: Sensitivity::Sensitive, ..news("敏感", "正文") };
    let (article, _, case) = county.submit(&editor, draft).await?;
    county.pass(&reviewer, case).await?;
    county.pass(&desk, case).await?;

    let last = county.open_step(case).await?;
    assert!(last.sign_off && last.role == Role::Principal);
    let mut tx = county.begin(&principal).await?;
    let passed = review::decide(&mut tx, &principal, last.id, Decision::Pass, "").await;
    assert!(matches!(passed, Err(DecideError::WrongDecision)), "{passed:?}");
    drop(tx);
    county.pass(&principal, case).await?;
    let mut tx = county.begin(&editor).await?;
    assert_eq!(content::article::by_ids(&mut tx, &[article.id]).await?[0].state, ArticleState::Approved);
    Ok(())
}

#[tokio::test]
async fn c16_a_step_passes_only_when_each_of_its_gates_has() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let (_, _, case) = county.submit(&editor, news("六关", "正文")).await?;
    county.pass(&reviewer, case).await?;
    let step = county.open_step(case).await?;
    county.judge(&desk, &step, &Gate::LOCKED).await?;
    let mut tx = county.begin(&desk).await?;
    let early = review::decide(&mut tx, &desk, step.id, Decision::Pass, "").await;
    assert!(matches!(early, Err(DecideError::GatesOpen)), "{early:?}");
    drop(tx);
    county.judge(&desk, &step, &[Gate::Opinion]).await?;
    let mut tx = county.begin(&desk).await?;
    let case = review::decide(&mut tx, &desk, step.id, Decision::Pass, "").await?;
    tx.commit().await?;
    assert_eq!(case.state, CaseState::Approved);
    Ok(())
}

#[tokio::test]
async fn c16_a_secret_mark_stops_the_secrecy_gate() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let (_, _, case) = county.submit(&editor, news("密级", "机密★一年")).await?;
    county.pass(&reviewer, case).await?;
    let step = county.open_step(case).await?;
    let mut tx = county.begin(&desk).await?;
    let passed = review::verdict(&mut tx, &desk, step.id, Gate::Secrecy, Verdict::Pass, "").await;
    assert!(matches!(passed, Err(VerdictError::Blocked)), "{passed:?}");
    Ok(())
}

#[tokio::test]
async fn a_return_makes_a_draft_again_and_the_next_revision_starts_anew() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let (article, _, case) = county.submit(&editor, news("退回", "正文")).await?;
    let step = county.open_step(case).await?;
    let mut tx = county.begin(&reviewer).await?;
    let bare = review::decide(&mut tx, &reviewer, step.id, Decision::Return, " ").await;
    assert!(matches!(bare, Err(DecideError::ReasonMissing)), "{bare:?}");
    let case = review::decide(&mut tx, &reviewer, step.id, Decision::Return, "数字有误").await?;
    tx.commit().await?;
    assert_eq!(case.state, CaseState::Returned);

    let mut tx = county.begin(&editor).await?;
    let back = content::article::by_ids(&mut tx, &[article.id]).await?.remove(0);
    assert_eq!(back.state, ArticleState::Draft);
    let (_, revision) = content::article::submit(&mut tx, &editor, back.id, back.version).await?;
    let again = review::open(&mut tx, &revision).await?;
    tx.commit().await?;
    assert_eq!((again.state, again.current_step, revision.number), (CaseState::Open, 1, 2));
    Ok(())
}

#[tokio::test]
async fn two_deciders_at_once_leave_one_decision() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let one = county.staff("one", "health", &[Role::DepartmentReviewer]).await?;
    let two = county.staff("two", "health", &[Role::DepartmentReviewer]).await?;
    let (_, _, case) = county.submit(&editor, news("同时", "正文")).await?;
    let step = county.open_step(case).await?;
    let decide = async |actor: &Actor| -> Result<bool, Fault> {
        let mut tx = county.begin(actor).await?;
        match review::decide(&mut tx, actor, step.id, Decision::Pass, "").await {
            Ok(_) => tx.commit().await.map(|()| true).map_err(Fault::from),
            Err(DecideError::MayNot(MayNot::NotOpen)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    };
    let (first, second) = tokio::join!(decide(&one), decide(&two));
    assert!(first? != second?, "exactly one of the two decides");
    let mut tx = county.begin(&county.operator()).await?;
    assert_eq!(review::decisions_of(&mut tx, &[case]).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn work_waits_for_those_who_may_do_it_and_for_nobody_else() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor, Role::DepartmentReviewer]).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let elsewhere = county.staff("elsewhere", "education", &[Role::DepartmentReviewer]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let (_, _, case) = county.submit(&editor, news("待办", "正文")).await?;
    let waiting = async |actor: &Actor| -> Result<usize, Fault> {
        let mut tx = county.begin(actor).await?;
        Ok(review::list_work(&mut tx, actor, 50).await?.len())
    };
    let lists = [waiting(&editor).await?, waiting(&reviewer).await?, waiting(&elsewhere).await?, waiting(&desk).await?];
    assert_eq!(lists, [0, 1, 0, 0]);
    county.pass(&reviewer, case).await?;
    assert_eq!([waiting(&reviewer).await?, waiting(&desk).await?], [0, 1]);
    Ok(())
}

#[tokio::test]
async fn i1_a_neighbour_county_finds_no_case_of_ours() -> Result<(), Fault> {
    let county = County::open().await?;
    let neighbour = county.neighbour().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let theirs = neighbour.staff("desk", "office", &[Role::CountyReviewer, Role::DepartmentReviewer]).await?;
    let (_, _, case) = county.submit(&editor, news("邻县", "正文")).await?;
    let step = county.open_step(case).await?;
    let mut tx = neighbour.begin(&theirs).await?;
    assert!(review::find(&mut tx, case).await?.is_none());
    assert!(review::list_work(&mut tx, &theirs, 50).await?.is_empty());
    let refused = review::decide(&mut tx, &theirs, step.id, Decision::Pass, "").await;
    assert!(matches!(refused, Err(DecideError::NotFound)), "{refused:?}");
    Ok(())
}
