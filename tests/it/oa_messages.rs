//! What a bridge is told: signed, in order, until it is taken or given up; nothing that is nobody's there, and no personal data.

use platform::webhook;
use platform::{Code, Refusal as _};
use review::Decision;
use review::bridge::{self, BridgeInput, Route};
use review::proof::{self, ProofFor};
use serde_json::{Value, json};
use tenancy::Role;

use crate::county::{Fault, news};
use crate::oa::{DESK, Oa, SITE, declined, key};

#[tokio::test]
async fn i2_a_step_is_told_signed_with_its_gates_its_digest_and_a_view_of_the_text() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (case, step) = oa.sent("县级审核").await?;
    let got = oa.got("step.opened");
    assert_eq!(got.len(), 1, "{got:?}");
    let (signed, body) = (&got[0].signed, &got[0].body);
    let believed =
        webhook::verify(&[key(&oa.secret)], signed, got[0].text.as_bytes(), oa.county.database.clock().now());
    assert_eq!(believed, Ok(()), "by whoever holds the secret");
    let mut tx = oa.county.begin(&oa.desk).await?;
    let held = review::find(&mut tx, case).await?.unwrap();
    assert_eq!(
        (&body["case"], &body["step"], &body["digest"]),
        (&json!(case), &json!(step.id), &json!(held.digest.to_string()))
    );
    assert_eq!((&body["accounts"], &body["decisions"]), (&json!(["u-desk"]), &json!(["pass", "return"])));
    assert_eq!(body["decideAt"], format!("{SITE}/oa/411325/{}/decisions", oa.bridge.id));
    let token = body["read"].as_str().and_then(|read| read.split_once('#')).unwrap().1.to_owned();
    let token = content::preview_link::PreviewToken::parse(&token).unwrap();
    let holder = platform::Caller::public(oa.county.code).with_token(token.name());
    let mut tx = oa.county.database.begin(&holder).await?;
    assert_eq!(content::preview_link::look(&mut tx).await?.unwrap().title, "县级审核");
    Ok(())
}

/// The keys of a message are those its schema asks for, and each is one it knows.
#[tokio::test]
async fn every_message_keeps_its_schema() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (case, _) = oa.sent("县级审核").await?;
    oa.county.pass(&oa.desk, case).await?;
    let mut tx = oa.county.begin(&oa.admin).await?;
    bridge::ping(&mut tx, &oa.admin, SITE, oa.bridge.id).await?;
    tx.commit().await?;
    oa.work().await?;
    let schema: Value = serde_json::from_str(include_str!("../../schema/events/oa-message.json"))?;
    for (kind, name) in [("step.opened", "opened"), ("step.closed", "closed"), ("ping", "ping")] {
        let body = oa.got(kind).pop().ok_or(kind)?.body;
        let part = &schema["$defs"][name];
        let (mut has, mut known): (Vec<&String>, Vec<&String>) =
            (body.as_object().unwrap().keys().collect(), part["properties"].as_object().unwrap().keys().collect());
        let mut asked: Vec<&str> = part["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        has.sort();
        known.sort();
        asked.sort_unstable();
        assert_eq!((&has, &has.iter().map(|key| key.as_str()).collect::<Vec<_>>()), (&known, &asked), "{kind}");
    }
    Ok(())
}

#[tokio::test]
async fn i7_a_message_holds_no_persons_data_and_the_link_lies_in_no_table() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    oa.sent("请拨 13812345678").await?;
    let got = oa.got("step.opened").remove(0).text;
    for word in ["\"editor\"", "\"reviewer\"", "13812345678"] {
        assert!(!got.contains(word), "{word} in {got}");
    }
    let kept: String = sqlx::query_scalar("select string_agg(m::text, '') from oa_message m")
        .fetch_one(&mut oa.county.all_seeing().await?)
        .await?;
    let token = got.split_once("preview#").unwrap().1.chars().take(32).collect::<String>();
    assert!(!kept.contains(&token), "the token is sealed");
    Ok(())
}

#[tokio::test]
async fn what_nobody_decides_there_is_not_told() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    // The department's step goes nowhere, and the sign-off of a sensitive piece has nobody there.
    oa.county.submit(&oa.editor, news("部门一步", "正文")).await?;
    oa.work().await?;
    assert!(oa.got("step.opened").is_empty());
    // A limited piece is decided here alone.
    let (article, _, case) = oa.county.submit(&oa.editor, news("限阅", "正文")).await?;
    let mut conn = oa.county.all_seeing().await?;
    sqlx::query(
        "insert into article_limit (county_id, article_id, department_id, people, reviewed_in, set_by, set_at)
         select county_id, id, department_id, array[author_id], array[department_id], author_id, now() from article where id = $1",
    )
    .bind(article.id.0)
    .execute(&mut conn)
    .await?;
    oa.county.pass(&oa.reviewer, case).await?;
    oa.work().await?;
    assert!(oa.got("step.opened").is_empty(), "{:?}", oa.got("step.opened"));
    Ok(())
}

#[tokio::test]
async fn c17_a_step_that_asks_for_a_code_is_decided_here_alone() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let ask = async |what: ProofFor| -> Result<(), Fault> {
        let mut tx = oa.county.begin(&oa.security).await?;
        proof::ask_for(&mut tx, &oa.security, what).await?;
        Ok(tx.commit().await?)
    };
    let urgent = |title: &str| content::Draft { emergency: true, ..news(title, "正文") };
    ask(ProofFor::Decision).await?;
    oa.county.submit(&oa.editor, urgent("要验证码")).await?;
    oa.work().await?;
    assert!(oa.got("step.opened").is_empty());
    ask(ProofFor::Override).await?;
    let (_, _, case) = oa.county.submit(&oa.editor, urgent("不要验证码")).await?;
    oa.work().await?;
    let step = oa.county.open_step(case).await?;
    assert_eq!(oa.got("step.opened")[0].body["step"], json!(step.id));
    // The county asks for it since.
    ask(ProofFor::Decision).await?;
    let said = oa.say("msg_1", &oa.passing(&step, "u-desk")).await?;
    assert_eq!(declined(said), ("ENROL_FIRST".into(), "decision".into()));
    Ok(())
}

#[tokio::test]
async fn an_open_step_is_told_once_somebody_there_may_decide_it() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    oa.county.submit(&oa.editor, news("先有步骤", "正文")).await?;
    let department = Route { role: Role::DepartmentReviewer, department: Some(oa.county.department("health").await?) };
    let input = BridgeInput { name: "OA".into(), endpoint: oa.bridge.endpoint.clone(), routes: vec![DESK, department] };
    let mut tx = oa.county.begin(&oa.admin).await?;
    bridge::edit(&mut tx, &oa.admin, platform::outbound::Networks::Any, oa.bridge.id, &input).await?;
    tx.commit().await?;
    oa.work().await?;
    assert!(oa.got("step.opened").is_empty(), "nobody of the department is linked");
    oa.link("u-reviewer", &oa.reviewer).await?;
    oa.work().await?;
    assert_eq!(oa.got("step.opened")[0].body["accounts"], json!(["u-reviewer"]));
    Ok(())
}

#[tokio::test]
async fn a_step_closed_elsewhere_is_taken_back_and_its_text_is_shown_no_more() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (case, _) = oa.sent("本平台先审").await?;
    oa.county.pass(&oa.desk, case).await?;
    let (_, step) = oa.sent("退回的").await?;
    let mut tx = oa.county.begin(&oa.desk).await?;
    review::decide(&mut tx, &oa.desk, step.id, Decision::Return, "重写").await?;
    tx.commit().await?;
    let (withdrawn, _) = oa.sent("撤回的").await?;
    let mut tx = oa.county.begin(&oa.editor).await?;
    let article = review::find(&mut tx, withdrawn).await?.unwrap().article;
    review::withdraw(&mut tx, &oa.editor, article).await?;
    tx.commit().await?;
    oa.work().await?;
    let outcomes: Vec<Value> = oa.got("step.closed").iter().map(|got| got.body["outcome"].clone()).collect();
    assert_eq!(outcomes, [json!("passed"), json!("returned"), json!("withdrawn")]);
    assert_eq!(oa.count("select count(*) from preview_link where revoked_at is null").await?, 0);
    assert_eq!(oa.count("select count(*) from preview_link").await?, 3);
    Ok(())
}

#[tokio::test]
async fn i4_a_message_whose_answer_was_lost_comes_again_under_the_same_id() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    oa.far.answers.lock().unwrap().extend([0, 500]);
    oa.sent("第一条").await?;
    assert_eq!(oa.got("step.opened").len(), 1);
    oa.county.database.clock().advance(6);
    // The worker dies while it waits for the answer, and whoever comes after its lease tells again.
    let came = tests::until("it comes again", async || (oa.got("step.opened").len() == 2).then_some(()));
    tokio::select! {
        () = came => {}
        done = oa.work() => return Err(format!("no answer came, and yet {done:?}").into()),
    }
    oa.county.database.clock().advance(61);
    oa.work().await?;
    let ids: Vec<String> = oa.got("step.opened").into_iter().map(|got| got.signed.id).collect();
    assert_eq!((ids.len(), ids.iter().all(|id| *id == ids[0])), (3, true), "{ids:?}");
    assert_eq!(oa.count("select count(*) from oa_message where state = 'delivered' and attempts = 3").await?, 1);
    Ok(())
}

#[tokio::test]
async fn an_oa_that_is_gone_is_disabled_and_told_no_more_until_resumed() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    oa.far.answers.lock().unwrap().push(410);
    oa.sent("第一条").await?;
    oa.sent("第二条").await?;
    assert_eq!(oa.got("step.opened").len(), 1);
    let mut tx = oa.county.begin(&oa.admin).await?;
    let held = bridge::find(&mut tx, oa.bridge.id).await?.unwrap();
    assert_eq!(held.state, "disabled");
    assert!(bridge::trouble(&held).unwrap().0.contains("410"));
    bridge::resume(&mut tx, &oa.admin, oa.bridge.id).await?;
    tx.commit().await?;
    oa.work().await?;
    assert_eq!(oa.got("step.opened").len(), 2, "what opened meanwhile is told, what was refused waits for a replay");
    let mut tx = oa.county.begin(&oa.admin).await?;
    let since = held.created_at;
    assert_eq!(bridge::replay(&mut tx, &oa.admin, oa.bridge.id, since).await?, 2);
    tx.commit().await?;
    oa.work().await?;
    assert_eq!(oa.got("step.opened").len(), 4);
    Ok(())
}

#[tokio::test]
async fn a_ping_overtakes_what_waits_and_its_answer_is_shown() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    oa.far.answers.lock().unwrap().extend([418, 503]);
    oa.sent("等着的").await?;
    let mut tx = oa.county.begin(&oa.admin).await?;
    let ping = bridge::ping(&mut tx, &oa.admin, SITE, oa.bridge.id).await?;
    tx.commit().await?;
    oa.work().await?;
    let mut tx = oa.county.begin(&oa.admin).await?;
    let page = bridge::list_messages(&mut tx, oa.bridge.id, None, None, 10).await?;
    let found = page.rows.iter().find(|row| row.id == ping).unwrap();
    assert_eq!((found.state.as_str(), found.last_status, found.answer.as_str()), ("refused", Some(418), "收到了什么"));
    assert_eq!(page.rows.iter().filter(|row| row.state == "queued").count(), 1, "the step still waits");
    Ok(())
}

#[tokio::test]
async fn where_it_goes_and_who_decides_there_are_two_administrators_matter() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let mut tx = oa.county.begin(&oa.security).await?;
    let refused = bridge::pause(&mut tx, &oa.security, oa.bridge.id).await.unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
    let mut tx = oa.county.begin(&oa.admin).await?;
    let refused = bridge::rotate(&mut tx, &oa.admin, &oa.vault, oa.bridge.id).await.unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
    let link = async |account: &str, person: &tenancy::Actor| -> Result<&'static str, Fault> {
        let mut tx = oa.county.begin(&oa.security).await?;
        let linked = bridge::link(&mut tx, &oa.security, oa.bridge.id, account, person.person().unwrap()).await;
        Ok(linked.err().map_or("", |error| error.reason()))
    };
    assert_eq!(link("u-security", &oa.security).await?, "ONESELF");
    assert_eq!(link("u-desk", &oa.reviewer).await?, "ACCOUNT_TAKEN");
    assert_eq!(link("u-second", &oa.desk).await?, "PERSON_TAKEN");
    assert_eq!(link("u-reviewer", &oa.reviewer).await?, "");
    assert!(webhook::fault(platform::outbound::Networks::Public, &oa.bridge.endpoint).is_some());
    Ok(())
}
