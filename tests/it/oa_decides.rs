//! Decisions that come by the bridge: they count as the named person's, by the rules of every decision, or not at all.

use content::Sensitivity;
use platform::webhook::{Disbelief, Signed};
use review::bridge::{self, BridgeId, Said, TakeError};
use review::{CaseState, Decision, Verdict, debt, print};
use serde_json::json;
use tenancy::Role;

use crate::county::{Fault, news};
use crate::oa::{DESK, Oa, declined};

#[tokio::test]
async fn c16_i3_a_decision_by_oa_passes_the_step_as_the_named_person() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (case, step) = oa.sent("县级审核").await?;
    let said = oa.say("msg_1", &oa.passing(&step, "u-desk")).await?;
    let Said::Taken(taken) = &said else { return Err(format!("{said:?}").into()) };
    assert_eq!((taken.step_state.as_str(), taken.case_state.as_str()), ("passed", "approved"));

    let mut tx = oa.county.begin(&oa.desk).await?;
    let decisions = review::decisions_of(&mut tx, &[case]).await?;
    let last = decisions.last().unwrap();
    assert_eq!((last.step, Some(last.person), last.decision), (step.id, oa.desk.person(), Decision::Pass));
    let verdicts = review::verdicts_of(&mut tx, &[case]).await?;
    let own = verdicts.iter().filter(|said| said.step == step.id);
    assert!(own.clone().all(|said| Some(said.person) == oa.desk.person() && said.verdict == Verdict::Pass));
    assert_eq!(own.count(), step.gates.len());
    let came = bridge::receipts_of_steps(&mut tx, &[step.id]).await?;
    assert_eq!((came.len(), came[0].0.as_str(), came[0].1.person), (1, "县政府 OA", oa.desk.person()));
    Ok(())
}

#[tokio::test]
async fn c16_the_printed_form_says_through_which_oa_a_decision_came() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (case, step) = oa.sent("县级审核").await?;
    oa.say("msg_1", &oa.passing(&step, "u-desk")).await?;
    let mut tx = oa.county.begin(&oa.desk).await?;
    let composed = print::compose(&mut tx, &oa.desk, case, print::Form::Review).await?;
    let sheet = composed.under(
        print::VerificationCode::from_uuid(uuid::Uuid::from_u128(7)),
        "https://neixiang.example.cn",
        411_325,
    );
    let said: Vec<&str> = sheet.steps.iter().flat_map(|step| &step.words).map(|word| word.right.as_str()).collect();
    assert_eq!(said, ["", "经县政府 OA"]);
    Ok(())
}

#[tokio::test]
async fn i8_i9_every_act_of_it_is_on_the_trail_under_the_bridges_name_and_the_person() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (_, step) = oa.sent("留痕").await?;
    oa.say("msg_1", &oa.passing(&step, "u-desk")).await?;
    let sql = "select action || ' ' || path || ' ' || actor_name || ' ' || (actor_id = $1)::text from audit_event
               where path = 'callback' order by seq";
    let person = oa.desk.person().unwrap().0;
    let rows: Vec<String> = sqlx::query_scalar(sql).bind(person).fetch_all(&mut oa.county.all_seeing().await?).await?;
    let gates = vec!["review.verdict callback OA 对接·县政府 OA true"; step.gates.len()];
    let rest = ["review.decide", "article.approved", "review.approve", "oa.take"]
        .map(|act| format!("{act} callback OA 对接·县政府 OA true"));
    let expected: Vec<String> = gates.into_iter().map(str::to_owned).chain(rest).collect();
    assert_eq!(rows, expected);
    let evidence = "select count(*) from audit_event a join oa_receipt r on a.detail::jsonb ->> 'evidence' = encode(r.evidence, 'hex')
                    where a.action = 'oa.take' and r.taken";
    assert_eq!(oa.count(evidence).await?, 1);
    Ok(())
}

#[tokio::test]
async fn i3_a_writers_own_account_decides_nothing_of_theirs() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let both = oa.county.staff("both", "office", &[Role::Editor, Role::CountyReviewer]).await?;
    oa.link("u-both", &both).await?;
    let other = oa.county.staff("other", "office", &[Role::DepartmentReviewer]).await?;
    let (_, _, case) = oa.county.submit(&both, news("自己写的", "正文")).await?;
    oa.county.pass(&other, case).await?;
    let step = oa.county.open_step(case).await?;
    oa.work().await?;
    assert_eq!(oa.got("step.opened")[0].body["accounts"], json!(["u-desk"]), "the writer is not among those asked");
    let said = oa.say("msg_1", &oa.passing(&step, "u-both")).await?;
    assert_eq!(declined(said), ("AUTHOR_MAY_NOT_DECIDE".into(), "account".into()));
    Ok(())
}

#[tokio::test]
async fn i3_neither_another_role_nor_somebody_unknown_nor_one_who_left_decides() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let gone = oa.county.staff("gone", "office", &[Role::CountyReviewer]).await?;
    oa.link("u-reviewer", &oa.reviewer).await?;
    oa.link("u-gone", &gone).await?;
    let (_, step) = oa.sent("谁来审").await?;
    let mut tx = oa.county.begin(&oa.admin).await?;
    tenancy::person::deactivate(&mut tx, &oa.admin, gone.person().unwrap()).await?;
    tx.commit().await?;
    let reason = async |id: &str, account: &str| -> Result<String, Fault> {
        Ok(declined(oa.say(id, &oa.passing(&step, account)).await?).0)
    };
    // The department's reviewer passed the step before.
    assert_eq!(reason("msg_1", "u-reviewer").await?, "NOT_IN_STEP_ROLE");
    assert_eq!(reason("msg_2", "u-nobody").await?, "ACCOUNT_NOT_LINKED");
    assert_eq!(reason("msg_3", "u-gone").await?, "ACCOUNT_NOT_LINKED");
    assert_eq!(
        oa.count("select count(*) from review_decision where step_id in (select step_id from oa_message)").await?,
        0
    );
    Ok(())
}

#[tokio::test]
async fn i2_a_decision_on_another_text_is_refused() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (_, step) = oa.sent("换过的").await?;
    let mut other = oa.passing(&step, "u-desk");
    other["digest"] = json!("ab".repeat(32));
    assert_eq!(declined(oa.say("msg_1", &other).await?), ("DIGEST_MISMATCH".into(), "digest".into()));
    Ok(())
}

#[tokio::test]
async fn c16_a_gate_left_out_holds_the_step_and_leaves_no_half() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (_, step) = oa.sent("少一关").await?;
    let mut short = oa.passing(&step, "u-desk");
    short["verdicts"].as_array_mut().unwrap().retain(|said| said["gate"] != "secrecy");
    assert_eq!(declined(oa.say("msg_1", &short).await?), ("GATES_OPEN".into(), "verdicts".into()));
    let left = "select count(*) from gate_verdict where step_id in (select step_id from oa_message)";
    assert_eq!(oa.count(left).await?, 0, "no verdict of a refused message stands");
    let mut silent = oa.passing(&step, "u-desk");
    silent["decision"] = json!("return");
    assert_eq!(declined(oa.say("msg_2", &silent).await?), ("REASON_REQUIRED".into(), "reason".into()));
    silent["reason"] = json!("数字与原文不符");
    let Said::Taken(taken) = oa.say("msg_3", &silent).await? else { return Err("not taken".into()) };
    assert_eq!(taken.case_state, "returned");
    Ok(())
}

#[tokio::test]
async fn i4_the_same_message_gets_the_same_answer_and_decides_once() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (_, step) = oa.sent("答复丢了").await?;
    let body = oa.passing(&step, "u-desk");
    let first = oa.say("msg_1", &body).await?;
    oa.county.database.clock().advance(120);
    assert_eq!(oa.say("msg_1", &body).await?, first, "sent again with a later timestamp");
    let mut other = body.clone();
    other["decision"] = json!("return");
    assert_eq!(declined(oa.say("msg_1", &other).await?), ("MESSAGE_ID_USED".into(), "webhook-id".into()));
    let refused = oa.say("msg_2", &body).await?;
    assert_eq!(declined(refused.clone()).0, "ALREADY_DECIDED");
    assert_eq!(oa.say("msg_2", &body).await?, refused);
    assert_eq!(
        oa.count("select count(*) from review_decision d join oa_receipt r on r.step_id = d.step_id where r.taken")
            .await?,
        1
    );
    Ok(())
}

#[tokio::test]
async fn i4_a_message_that_comes_twice_at_once_decides_once() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (_, step) = oa.sent("同时两次").await?;
    let body = oa.passing(&step, "u-desk");
    let (one, two) = tokio::join!(oa.say("msg_1", &body), oa.say("msg_1", &body));
    let (one, two) = (one?, two?);
    assert!(matches!(one, Said::Taken(_)), "{one:?}");
    assert_eq!(one, two);
    assert_eq!(oa.count("select count(*) from oa_receipt").await?, 1);
    Ok(())
}

#[tokio::test]
async fn what_is_not_signed_fresh_by_this_bridge_is_not_believed() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (_, step) = oa.sent("伪造").await?;
    let body = oa.passing(&step, "u-desk").to_string();
    let signed = oa.sign(&oa.secret, "msg_1", &body);
    let other = BridgeId(uuid::Uuid::from_u128(7));
    let disbelief = async |bridge: BridgeId, signed: &Signed, body: &str| match oa.hand_in(bridge, signed, body).await {
        Err(TakeError::Disbelieved(disbelief)) => Some(disbelief),
        _ => None,
    };
    let own = oa.bridge.id;
    assert_eq!(disbelief(own, &signed, &body.replace("\"pass\"", "\"return\"")).await, Some(Disbelief::Forged));
    assert_eq!(disbelief(own, &oa.sign("whsec_AAAA", "msg_1", &body), &body).await, Some(Disbelief::Forged));
    assert_eq!(disbelief(other, &signed, &body).await, Some(Disbelief::Forged));
    oa.county.database.clock().advance(301);
    assert_eq!(disbelief(own, &signed, &body).await, Some(Disbelief::Stale));
    assert_eq!(oa.count("select count(*) from oa_receipt").await?, 0, "strangers fill nothing");
    Ok(())
}

#[tokio::test]
async fn i1_a_neighbours_oa_reaches_nothing_here() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let neighbour = Oa::at(oa.county.neighbour().await?).await?;
    let (_, step) = oa.sent("本县的").await?;
    let body = oa.passing(&step, "u-desk");
    let text = body.to_string();
    let theirs = oa.sign(&neighbour.secret, "msg_1", &text);
    for (at, bridge) in [(&oa, oa.bridge.id), (&oa, neighbour.bridge.id), (&neighbour, oa.bridge.id)] {
        let refused = at.hand_in(bridge, &theirs, &text).await;
        assert!(matches!(refused, Err(TakeError::Disbelieved(Disbelief::Forged))), "{refused:?}");
    }
    let said = neighbour.say("msg_1", &body).await?;
    assert_eq!(declined(said), ("STEP_NOT_SENT".into(), "step".into()));
    Ok(())
}

#[tokio::test]
async fn during_a_rotation_both_secrets_hold_for_a_day_and_then_the_new_one_alone() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let mut tx = oa.county.begin(&oa.security).await?;
    let new = bridge::rotate(&mut tx, &oa.security, &oa.vault, oa.bridge.id).await?.secret;
    tx.commit().await?;
    let (_, step) = oa.sent("轮换").await?;
    let body = oa.passing(&step, "u-nobody").to_string();
    let believed =
        async |id: &str, secret: &str| oa.hand_in(oa.bridge.id, &oa.sign(secret, id, &body), &body).await.is_ok();
    assert!(believed("msg_1", &oa.secret).await && believed("msg_2", &new).await);
    oa.county.database.clock().advance(25 * 3600);
    assert!(!believed("msg_3", &oa.secret).await && believed("msg_4", &new).await);
    Ok(())
}

#[tokio::test]
async fn i3_the_console_and_the_oa_at_once_and_one_wins() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let second = oa.county.staff("second", "office", &[Role::CountyReviewer]).await?;
    let (case, step) = oa.sent("同时").await?;
    oa.county.judge(&second, &step, &step.gates).await?;
    let here = async {
        let mut tx = oa.county.begin(&second).await?;
        let decided = review::decide(&mut tx, &second, step.id, Decision::Pass, "").await;
        if decided.is_ok() {
            tx.commit().await?;
        }
        Ok::<_, Fault>(decided.is_ok())
    };
    let body = oa.passing(&step, "u-desk");
    let (here, there) = tokio::join!(here, oa.say("msg_1", &body));
    let there = there?;
    assert_ne!(here?, matches!(there, Said::Taken(_)), "{there:?}");
    assert_eq!(oa.count("select count(*) from review_decision d join oa_message m on m.step_id = d.step_id and m.kind = 'step.opened'").await?, 1);
    let mut tx = oa.county.begin(&oa.desk).await?;
    assert_eq!(review::find(&mut tx, case).await?.unwrap().state, CaseState::Approved);
    Ok(())
}

#[tokio::test]
async fn c17_an_override_is_decided_in_the_console_alone() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let principal = oa.county.staff("principal", "office", &[Role::Principal]).await?;
    oa.link("u-principal", &principal).await?;
    let urgent = content::Draft { emergency: true, sensitivity: Sensitivity::Sensitive, ..news("突发", "正文") };
    let (_, _, case) = oa.county.submit(&oa.editor, urgent).await?;
    let mut tx = oa.county.begin(&principal).await?;
    debt::take(&mut tx, &principal, case, "险情紧急，先行处置").await?;
    tx.commit().await?;
    oa.work().await?;
    let step = oa.county.open_step(case).await?;
    assert_eq!(step.role, Role::CountyReviewer, "the desk is asked first");
    let said = oa.say("msg_1", &oa.passing(&step, "u-principal")).await?;
    assert_eq!(declined(said), ("OVERRIDE_NOT_BY_BRIDGE".into(), "account".into()));
    Ok(())
}

#[tokio::test]
async fn a_step_that_was_not_sent_and_a_paused_bridge_take_no_decision() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let (_, step) = oa.piece("没有送").await?;
    let mut body = oa.passing(&step, "u-desk");
    body["digest"] = json!("ab".repeat(32));
    assert_eq!(declined(oa.say("msg_1", &body).await?), ("STEP_NOT_SENT".into(), "step".into()));
    let mut tx = oa.county.begin(&oa.admin).await?;
    bridge::pause(&mut tx, &oa.admin, oa.bridge.id).await?;
    tx.commit().await?;
    assert_eq!(declined(oa.say("msg_2", &body).await?).0, "BRIDGE_PAUSED");
    assert_eq!(declined(oa.say("msg_2", &body).await?).0, "BRIDGE_PAUSED", "the same again");
    assert_eq!(oa.bridge.routes, [DESK]);
    Ok(())
}

#[tokio::test]
async fn every_fault_of_a_message_is_named_at_once() -> Result<(), Fault> {
    let oa = Oa::open().await?;
    let Said::Declined(declined) = oa.say("msg_1", &json!({ "type": "step.decided", "decision": "yes" })).await? else {
        return Err("taken".into());
    };
    assert_eq!((declined.code.as_str(), declined.reason.as_str()), ("INVALID", "INVALID_INPUT"));
    let fields: Vec<&str> = declined.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["step", "digest", "account", "decision", "decidedAt"]);
    Ok(())
}
