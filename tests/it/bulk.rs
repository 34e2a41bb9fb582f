//! 批量通过: several plain pieces passed at one step, each for itself, and never at the gate of secrecy (C16, I2, I3, I8).

use content::{Draft, Sensitivity};
use review::rule::{self, RuleDefinition, StepPlan};
use review::{BulkError, CaseId, DecideError, Gate, MayNot, NotInBulk, Verdict};
use serde_json::json;
use tenancy::{Actor, Role};
use tests::World;
use uuid::Uuid;

use crate::county::{County, Fault, news};
use crate::story::writing::{Piece, paragraphs};

/// Lets the department's step of every rule be decided in bulk; it gets the gate of wording with it.
fn bulky(rules: &mut [RuleDefinition]) {
    let steps = rules.iter_mut().flat_map(|rule| &mut rule.steps);
    let plain = |step: &&mut StepPlan| step.role == Role::DepartmentReviewer && !step.gates.contains(&Gate::Secrecy);
    for step in steps.filter(plain) {
        step.bulk = true;
        step.gates = vec![Gate::Wording];
    }
}

struct Desk {
    county: County,
    admin: Actor,
    editor: Actor,
    reviewer: Actor,
}

impl Desk {
    async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
        county.change_rules(&admin, |rules| bulky(rules)).await?;
        Ok(Self { county, admin, editor, reviewer })
    }

    async fn piece(&self, draft: Draft) -> Result<CaseId, Fault> {
        Ok(self.county.submit(&self.editor, draft).await?.2)
    }

    async fn pass(&self, actor: &Actor, case: CaseId, bulk: Uuid) -> Result<Result<(), BulkError>, Fault> {
        let step = self.county.open_step(case).await?.id;
        let mut tx = self.county.begin(actor).await?;
        match review::pass_in_bulk(&mut tx, actor, step, bulk, "齐备").await {
            Ok(_) => Ok(Ok(tx.commit().await?)),
            Err(refused) => Ok(Err(refused)),
        }
    }
}

#[tokio::test]
async fn c16_each_piece_of_a_bulk_gets_its_own_verdicts_decision_and_audit() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let bulk = Uuid::from_u128(7);
    let cases = [desk.piece(news("甲", "正文")).await?, desk.piece(news("乙", "正文")).await?];
    let listed = review::list_work(&mut desk.county.begin(&desk.reviewer).await?, &desk.reviewer, 50).await?;
    assert!(listed.len() == 2 && listed.iter().all(|work| work.in_bulk), "{listed:?}");
    for case in cases {
        desk.pass(&desk.reviewer, case, bulk).await??;
        assert_eq!(desk.county.open_step(case).await?.role, Role::CountyReviewer, "the next step is a person's alone");
    }
    let rows: (i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from review_decision where bulk_id = $1 and reason = '齐备'), (select count(*) from gate_verdict where bulk_id = $1),
           (select count(*) from audit_event where detail::jsonb->>'bulk' = $1::text)",
    )
    .bind(bulk)
    .fetch_one(&mut desk.county.all_seeing().await?)
    .await?;
    assert_eq!(rows, (2, 2, 4), "I8: decisions, verdicts, audit rows");
    Ok(())
}

#[tokio::test]
async fn c16_what_asks_for_a_persons_eye_is_passed_in_no_bulk() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let sensitive = desk.piece(Draft { sensitivity: Sensitivity::Sensitive, ..news("敏感", "正文") }).await?;
    let refused = desk.pass(&desk.reviewer, sensitive, Uuid::from_u128(1)).await?;
    assert!(matches!(refused, Err(BulkError::NotInBulk(NotInBulk::Class))), "{refused:?}");
    let found = desk.piece(news("电话", "联系人手机 13812345678，身份证 11010519491231002X。")).await?;
    let refused = desk.pass(&desk.reviewer, found, Uuid::from_u128(1)).await?;
    assert!(matches!(refused, Err(BulkError::NotInBulk(NotInBulk::Findings))), "{refused:?}");
    let returned = desk.piece(news("退", "正文")).await?;
    let step = desk.county.open_step(returned).await?.id;
    let second = desk.county.staff("second", "health", &[Role::DepartmentReviewer]).await?;
    let mut tx = desk.county.begin(&second).await?;
    review::verdict(&mut tx, &second, step, Gate::Wording, Verdict::Return, "错字").await?;
    tx.commit().await?;
    let refused = desk.pass(&desk.reviewer, returned, Uuid::from_u128(1)).await?;
    assert!(matches!(refused, Err(BulkError::NotInBulk(NotInBulk::Returned))), "{refused:?}");
    let plain = desk.piece(news("普通", "正文")).await?;
    desk.pass(&desk.reviewer, plain, Uuid::from_u128(1)).await??;
    let county = desk.county.staff("county", "office", &[Role::CountyReviewer]).await?;
    let refused = desk.pass(&county, plain, Uuid::from_u128(1)).await?;
    assert!(
        matches!(refused, Err(BulkError::NotInBulk(NotInBulk::Step))),
        "six gates are judged one by one: {refused:?}"
    );
    Ok(())
}

#[tokio::test]
async fn i3_nobody_passes_their_own_piece_or_a_step_of_others_in_bulk() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let case = desk.piece(news("甲", "正文")).await?;
    let school = desk.county.staff("school", "education", &[Role::DepartmentReviewer]).await?;
    let mut tx = desk.county.begin(&school).await?;
    let step = desk.county.open_step(case).await?.id;
    let refused = review::pass_in_bulk(&mut tx, &school, step, Uuid::from_u128(1), "").await;
    assert!(matches!(refused, Err(BulkError::Decide(DecideError::NotFound))), "{refused:?}");
    drop(tx);
    let both = desk.county.staff("both", "health", &[Role::Editor, Role::DepartmentReviewer]).await?;
    let own = desk.county.submit(&both, news("自审", "正文")).await?.2;
    let refused = desk.pass(&both, own, Uuid::from_u128(1)).await?;
    assert!(matches!(refused, Err(BulkError::Decide(DecideError::MayNot(MayNot::Writer)))), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn c16_no_set_of_rules_and_no_table_takes_the_gate_of_secrecy_in_bulk() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let mut tx = desk.county.begin(&desk.admin).await?;
    let mut draft = rule::begin(&mut tx, &desk.admin).await?;
    draft.rules.iter_mut().flat_map(|rule| &mut rule.steps).for_each(|step| step.bulk = true);
    let faults = rule::check(&draft.rules).err().ok_or("it was taken")?;
    let codes: Vec<_> = platform::Refusal::fields(&faults).iter().map(|fault| fault.code).collect();
    assert!(codes.contains(&"SECRECY_IN_BULK") && codes.contains(&"SIGN_OFF_IN_BULK"), "{codes:?}");
    drop(tx);
    let case = desk.piece(news("甲", "正文")).await?;
    let mut owner = desk.county.all_seeing().await?;
    for (statement, constraint) in [
        ("update review_step set bulk = true where case_id = $1 and 'secrecy' = any (gates)", "review_step_bulk"),
        ("insert into gate_verdict (county_id, id, case_id, step_id, author_id, writers, gate, person_id, verdict, decided_at, bulk_id)
          select c.county_id, c.id, c.id, s.id, c.author_id, c.writers, 'secrecy', c.id, 'pass', now(), c.id
          from review_case c join review_step s on s.case_id = c.id where c.id = $1 limit 1", "gate_verdict_secrecy_alone"),
        ("insert into review_decision (county_id, id, case_id, step_id, author_id, writers, person_id, role, verdict, decided_at, bulk_id)
          select c.county_id, c.id, c.id, s.id, c.author_id, c.writers, c.id, s.role, 'pass', now(), c.id
          from review_case c join review_step s on s.case_id = c.id where c.id = $1 and not s.bulk limit 1", "review_decision_bulk"),
    ] {
        let refused = sqlx::query(statement).bind(case.0).execute(&mut owner).await.err().ok_or("the table took it")?;
        assert_eq!(refused.as_database_error().and_then(|error| error.constraint()), Some(constraint));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c16_over_http_each_piece_says_what_became_of_it_and_one_refused_undoes_no_other() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let admin = app.sign_in("admin").await;
    let begun = "mutation { beginRuleDraft { version } }";
    let version = admin.gql(begun, json!({})).await.at("/beginRuleDraft/version");
    let text = rule::write(&{
        let mut rules = rule::parse(rule::DEFAULT)?;
        bulky(&mut rules);
        rules
    });
    let import =
        "mutation($version: Int!, $text: String!) { importRuleDraft(version: $version, toml: $text) { version } }";
    let version = admin.gql(import, json!({ "version": version, "text": text })).await.at("/importRuleDraft/version");
    let publish = "mutation($version: Int!) { publishRuleDraft(version: $version, note: \"批量\") { id } }";
    assert_eq!(admin.gql(publish, json!({ "version": version })).await.code(), None);
    for (title, sensitivity) in [("甲", "PLAIN"), ("乙", "SENSITIVE")] {
        let class = json!({ "sensitivity": sensitivity });
        Piece::submit(&app, "health.editor", title, "卫生健康", paragraphs("正文"), class).await?;
    }
    let reviewer = app.sign_in("health.reviewer").await;
    let query = "{ myWork { kind title overdue step { id inBulk workingMinutesLeft article { sensitivity } } } }";
    let work = reviewer.gql(query, json!({})).await.at("/myWork");
    let steps: Vec<_> = work.as_array().ok_or("no work")?.iter().filter(|item| item["kind"] == "REVIEW").collect();
    let may: Vec<_> = steps.iter().map(|item| (item["title"].as_str(), item["step"]["inBulk"].as_bool())).collect();
    assert!(may.contains(&(Some("甲"), Some(true))) && may.contains(&(Some("乙"), Some(false))), "{may:?}");
    assert!(steps.iter().all(|item| item["step"]["workingMinutesLeft"].is_i64()), "{steps:?}");
    let ids: Vec<_> = steps.iter().map(|item| item["step"]["id"].clone()).collect();
    let pass = "mutation($ids: [ID!]!) { passSteps(stepIds: $ids, reason: \"\") { stepId passed { state } refusal { reason } } }";
    let done = reviewer.gql(pass, json!({ "ids": ids })).await.at("/passSteps");
    let of = |title: &str| {
        let place = steps.iter().position(|item| item["title"] == title);
        place.map(|place| done[place].clone()).unwrap_or_default()
    };
    assert_eq!(of("甲")["passed"]["state"], "OPEN", "{done}");
    assert_eq!(of("乙")["refusal"]["reason"], "CLASS_NOT_IN_BULK", "{done}");
    let unknown = json!({ "ids": [Uuid::from_u128(3)] });
    assert_eq!(reviewer.gql(pass, unknown).await.code(), Some("NOT_FOUND"));
    assert_eq!(reviewer.gql(pass, json!({ "ids": [] })).await.reason(), Some("INVALID_INPUT"));
    Ok(())
}
