//! Deliveries to outlets, judged by the newspaper: it verifies with the public library and validates ninjs with ajv.

use std::time::Duration;

use content::Draft;
use platform::jobs::{self, Lane, RunnerConfig};
use platform::outbound::Networks;
use platform::{Code, Refusal as _};
use publishing::outlet::{self, Format, OutletInput};
use serde_json::json;
use tests::until;

use crate::county::{Fault, news};
use crate::press::Press;

#[tokio::test]
async fn a_release_reaches_the_outlets_of_its_topic_signed_and_valid() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.subscribe("health", "卫生").await?;
    press.subscribe("water", "水利").await?;
    press.publish("接种进度", "卫生").await?;
    press.work().await?;

    let got = press.got("health", "accepted").await;
    assert_eq!(got.len(), 1, "{:?}", press.newspaper.journal());
    assert_eq!(got[0]["document"]["headlines"][0]["value"], "接种进度");
    assert_eq!(got[0]["document"]["bodies"][0]["value"], "<p>正文一段。</p>");
    assert!(press.newspaper.look("received?outlet=water").await.as_array().unwrap().is_empty());
    Ok(())
}

#[tokio::test]
async fn telling_of_a_release_again_delivers_nothing_twice() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.subscribe("health", "卫生").await?;
    let (_, release) = press.publish("接种进度", "卫生").await?;
    press.work().await?;
    let mut tx = press.begin().await?;
    outlet::released(&mut tx, release).await?;
    tx.commit().await?;
    press.work().await?;
    assert_eq!(press.newspaper.look("received?outlet=health").await.as_array().unwrap().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_failing_outlet_is_tried_again_under_the_same_id_and_order_is_kept() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.subscribe("health", "卫生").await?;
    press.newspaper.tell("faults", &json!({ "outlet": "health", "status": 500 })).await;
    press.publish("第一条", "卫生").await?;
    press.publish("第二条", "卫生").await?;
    press.work().await?;
    assert!(press.got("health", "accepted").await.is_empty());

    press.wait(6);
    press.work().await?;
    let got = press.got("health", "accepted").await;
    let titles: Vec<&str> = got.iter().filter_map(|one| one["document"]["headlines"][0]["value"].as_str()).collect();
    assert_eq!(titles, ["第一条", "第二条"]);
    let journal = press.newspaper.journal();
    let failed = journal.iter().find(|line| line["verdict"] == "fault").unwrap();
    assert_eq!(failed["webhook_id"], got[0]["webhook_id"]);
    assert_ne!(got[0]["webhook_id"], got[1]["webhook_id"]);
    Ok(())
}

#[tokio::test]
async fn retry_after_is_honoured() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.subscribe("health", "卫生").await?;
    press.newspaper.tell("faults", &json!({ "outlet": "health", "status": 429, "retry_after": 60 })).await;
    press.publish("等一等", "卫生").await?;
    press.work().await?;
    press.wait(30);
    press.work().await?;
    assert!(press.got("health", "accepted").await.is_empty());
    press.wait(31);
    press.work().await?;
    assert_eq!(press.got("health", "accepted").await.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_refused_piece_is_final_and_does_not_hold_up_the_next() -> Result<(), Fault> {
    let press = Press::open().await?;
    let made = press.subscribe("health", "卫生").await?;
    press.newspaper.tell("faults", &json!({ "outlet": "health", "status": 422 })).await;
    press.publish("第一条", "卫生").await?;
    press.publish("第二条", "卫生").await?;
    press.work().await?;
    assert_eq!(press.got("health", "accepted").await.len(), 1);
    let mut tx = press.county.begin(&press.admin).await?;
    let page = outlet::list_deliveries(&mut tx, made.outlet.id, Some("refused"), None, 10).await?;
    assert_eq!((page.rows.len(), page.rows[0].last_status), (1, Some(422)));
    Ok(())
}

#[tokio::test]
async fn an_outlet_that_is_gone_is_disabled_and_told_no_more_until_resumed() -> Result<(), Fault> {
    let press = Press::open().await?;
    let made = press.subscribe("health", "卫生").await?;
    press.newspaper.tell("faults", &json!({ "outlet": "health", "status": 410 })).await;
    press.publish("第一条", "卫生").await?;
    press.work().await?;
    press.publish("第二条", "卫生").await?;
    press.work().await?;
    assert!(press.got("health", "accepted").await.is_empty());

    let mut tx = press.county.begin(&press.admin).await?;
    let now = outlet::find(&mut tx, made.outlet.id).await?.unwrap();
    assert_eq!((now.state.as_str(), now.disabled_for.as_deref()), ("disabled", Some("gone")));
    outlet::resume(&mut tx, &press.admin, made.outlet.id).await?;
    tx.commit().await?;
    press.publish("第三条", "卫生").await?;
    press.work().await?;
    assert_eq!(press.got("health", "accepted").await.len(), 1);
    Ok(())
}

#[tokio::test]
async fn i10_a_correction_and_a_withdrawal_reach_who_got_the_piece() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.subscribe("health", "卫生").await?;
    let (article, _) = press.publish("接种进度", "卫生").await?;
    press.work().await?;
    // The correction is of another topic: who has the piece is told all the same.
    let revision = press.correct(&article, "接种进度（更正）", "教育").await?;
    let release = press.release(&revision).await?;
    press.work().await?;
    press.withdraw(release, "数据有误").await?;
    press.work().await?;

    let got = press.got("health", "accepted").await;
    let statuses: Vec<&str> = got.iter().filter_map(|one| one["document"]["pubStatus"].as_str()).collect();
    assert_eq!(statuses, ["usable", "usable", "canceled"], "{got:?}");
    assert_eq!(got[1]["document"]["edNote"], "更正：原文日期有误（请以本版取代此前的版本）");
    let last = &got[got.len() - 1]["document"];
    assert_eq!(last["uri"], got[0]["document"]["uri"]);
    assert_eq!(last["edNote"], "撤稿：数据有误");
    Ok(())
}

#[tokio::test]
async fn i10_a_correction_withdrawn_before_anyone_was_told_ends_the_piece_all_the_same() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.subscribe("health", "卫生").await?;
    let (article, first) = press.publish("接种进度", "卫生").await?;
    press.work().await?;
    let revision = press.correct(&article, "接种进度（更正）", "卫生").await?;
    let release = press.release(&revision).await?;
    press.withdraw(release, "数据有误").await?;
    press.work().await?;
    let got = press.got("health", "accepted").await;
    assert_eq!((got.len(), &got[1]["document"]["pubStatus"]), (2, &json!("canceled")));
    press.withdraw(first, "一并撤回").await?;
    press.work().await?;
    assert_eq!(press.got("health", "accepted").await.len(), 3);
    Ok(())
}

#[tokio::test]
async fn withdrawing_what_was_corrected_leaves_the_correction_standing() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.subscribe("health", "卫生").await?;
    let (article, first) = press.publish("接种进度", "卫生").await?;
    press.work().await?;
    press.wait(1);
    let revision = press.correct(&article, "接种进度（更正）", "卫生").await?;
    press.release(&revision).await?;
    press.work().await?;
    press.withdraw(first, "已更正").await?;
    press.work().await?;
    let got = press.got("health", "accepted").await;
    assert!(got.len() == 2 && got.iter().all(|one| one["document"]["pubStatus"] == "usable"), "{got:?}");
    Ok(())
}

#[tokio::test]
async fn a_replay_keeps_the_ids_and_the_newspaper_notices() -> Result<(), Fault> {
    let press = Press::open().await?;
    let made = press.subscribe("health", "卫生").await?;
    let before = press.county.database.clock().now();
    press.publish("第一条", "卫生").await?;
    press.work().await?;
    let mut tx = press.county.begin(&press.admin).await?;
    assert_eq!(outlet::replay(&mut tx, &press.admin, made.outlet.id, before).await?, 1);
    tx.commit().await?;
    press.work().await?;
    let (accepted, again) = (press.got("health", "accepted").await, press.got("health", "duplicate").await);
    assert_eq!((accepted.len(), again.len()), (1, 1));
    assert_eq!(accepted[0]["webhook_id"], again[0]["webhook_id"]);
    Ok(())
}

#[tokio::test]
async fn during_a_rotation_both_secrets_verify() -> Result<(), Fault> {
    let press = Press::open().await?;
    let old = press.subscribe("health", "卫生").await?;
    let mut tx = press.county.begin(&press.admin).await?;
    let new = outlet::rotate(&mut tx, &press.admin, &press.vault, old.outlet.id).await?;
    tx.commit().await?;
    for (title, secret) in [("旧密钥", &old.secret), ("新密钥", &new.secret)] {
        press.newspaper.tell("outlets", &json!({ "name": "health", "secrets": [secret] })).await;
        press.publish(title, "卫生").await?;
        press.work().await?;
    }
    assert_eq!(press.got("health", "accepted").await.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_private_address_is_refused_when_written_and_when_connected_to() -> Result<(), Fault> {
    let press = Press::open().await?;
    let make = async |endpoint: &str| {
        let input = OutletInput::at("内网", endpoint);
        let mut tx = press.county.begin(&press.admin).await?;
        let made = outlet::create(&mut tx, &press.admin, &press.vault, Networks::Public, &input).await;
        tx.commit().await?;
        Ok::<_, Fault>(made)
    };
    let refused = make("https://127.0.0.1/hook").await?.unwrap_err();
    assert_eq!((refused.code(), refused.fields()[0].code), (Code::Invalid, "PRIVATE_ADDRESS"));
    // A name tells nothing until it is resolved.
    let made = make("https://localhost:1/hook").await??;
    press.publish("内网", "卫生").await?;
    press.work_with(&press.courier(Networks::Public)?).await?;
    let mut tx = press.county.begin(&press.admin).await?;
    let page = outlet::list_deliveries(&mut tx, made.outlet.id, None, None, 10).await?;
    assert!(page.rows[0].last_error.as_ref().unwrap().contains("private network"), "{:?}", page.rows);
    assert_eq!(page.rows[0].state, "queued");
    Ok(())
}

#[tokio::test]
async fn an_outlet_is_the_county_administrators_to_make() -> Result<(), Fault> {
    let press = Press::open().await?;
    let publisher = press.county.staff("publisher", "office", &[tenancy::Role::Publisher]).await?;
    let mut tx = press.county.begin(&publisher).await?;
    let input = OutletInput::at("报", press.newspaper.base());
    let refused = outlet::create(&mut tx, &publisher, &press.vault, Networks::Any, &input).await.unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
    Ok(())
}

#[tokio::test]
async fn c23_subscriptions_narrow_by_topic_column_and_language() -> Result<(), Fault> {
    let press = Press::open().await?;
    let column = press.column("health-news").await?;
    press.subscribe_as(press.at_newspaper("all")).await?;
    press.subscribe_as(OutletInput { columns: vec![column], ..press.at_newspaper("column") }).await?;
    press.subscribe_as(OutletInput { languages: vec!["en".into()], ..press.at_newspaper("english") }).await?;
    press.subscribe("water", "水利").await?;
    let placed =
        Draft { column: Some(column), topics: vec!["卫生".into()], ..news("接种进度", "正文一段。") };
    let english = news("Vaccination opens in Neixiang", "Twenty-one sites open today across the county.");
    for draft in [placed, english] {
        let (_, revision) = press.approve_draft(draft).await?;
        press.release(&revision).await?;
    }
    press.work().await?;
    for (outlet, count) in [("all", 2), ("column", 1), ("english", 1), ("water", 0)] {
        assert_eq!(press.got(outlet, "accepted").await.len(), count, "{outlet}");
    }
    assert_eq!(press.got("english", "accepted").await[0]["document"]["language"], "en");
    Ok(())
}

#[tokio::test]
async fn a_piece_that_is_withheld_reaches_no_outlet_until_it_is_handed_on() -> Result<(), Fault> {
    let press = Press::open().await?;
    let publisher = press.county.staff("publisher", "office", &[tenancy::Role::Publisher]).await?;
    press.subscribe("health", "卫生").await?;
    let (article, revision) = press.approve("接种进度", "卫生").await?;
    let decide = async |allowed: bool, reason: &str| {
        let mut tx = press.county.begin(&publisher).await?;
        let decided = outlet::decide(&mut tx, &publisher, article.id, allowed, reason).await;
        tx.commit().await?;
        Ok::<_, Fault>(decided)
    };
    assert_eq!(decide(false, " ").await?.unwrap_err().fields()[0].field, "reason");
    assert!(!decide(false, "待与疾控核对数据").await??.allowed);
    press.release(&revision).await?;
    press.work().await?;
    assert!(press.got("health", "accepted").await.is_empty());
    assert!(decide(true, "数据已核对").await??.allowed);
    press.work().await?;
    assert_eq!(press.got("health", "accepted").await.len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_outlet_that_fails_for_days_is_warned_of_and_then_disabled() -> Result<(), Fault> {
    let press = Press::open().await?;
    let made = press.subscribe("health", "卫生").await?;
    press.newspaper.tell("faults", &json!({ "outlet": "health", "status": 500, "count": 1000 })).await;
    press.publish("第一条", "卫生").await?;
    let standing = async || {
        let mut tx = press.county.begin(&press.admin).await?;
        Ok::<_, Fault>(outlet::find(&mut tx, made.outlet.id).await?.ok_or("no outlet")?)
    };
    press.work().await?;
    let first = standing().await?;
    assert!(first.failing_since.is_some() && first.warned_at.is_none() && first.disabled_from.is_some());
    for _ in 0..3 {
        press.wait(86_400);
        press.work().await?;
    }
    let warned = standing().await?;
    assert!((warned.state.as_str(), warned.warned_at.is_some()) == ("active", true), "{warned:?}");
    press.publish("第二条", "卫生").await?;
    for _ in 0..4 {
        press.wait(86_400);
        press.work().await?;
    }
    let ended = standing().await?;
    assert_eq!((ended.state.as_str(), ended.disabled_for.as_deref()), ("disabled", Some("failing")));
    Ok(())
}

#[tokio::test]
async fn i10_a_correction_waits_for_a_disabled_outlet_that_has_the_piece() -> Result<(), Fault> {
    let press = Press::open().await?;
    let made = press.subscribe("health", "卫生").await?;
    let (article, _) = press.publish("接种进度", "卫生").await?;
    press.work().await?;
    press.newspaper.tell("faults", &json!({ "outlet": "health", "status": 410 })).await;
    press.publish("另一条", "卫生").await?;
    press.work().await?;
    let revision = press.correct(&article, "接种进度（更正）", "卫生").await?;
    press.release(&revision).await?;
    press.publish("没有收到", "卫生").await?;
    press.work().await?;
    let mut tx = press.county.begin(&press.admin).await?;
    outlet::resume(&mut tx, &press.admin, made.outlet.id).await?;
    tx.commit().await?;
    press.work().await?;
    let got = press.got("health", "accepted").await;
    let titles: Vec<&str> = got.iter().filter_map(|one| one["document"]["headlines"][0]["value"].as_str()).collect();
    assert_eq!(titles, ["接种进度", "接种进度（更正）"]);
    Ok(())
}

#[tokio::test]
async fn a_dead_letter_is_sent_again_with_what_followed_of_the_same_piece() -> Result<(), Fault> {
    let press = Press::open().await?;
    let made = press.subscribe("health", "卫生").await?;
    press.newspaper.tell("faults", &json!({ "outlet": "health", "status": 422 })).await;
    let (article, _) = press.publish("接种进度", "卫生").await?;
    press.publish("另一条", "卫生").await?;
    press.work().await?;
    let revision = press.correct(&article, "接种进度（更正）", "卫生").await?;
    press.release(&revision).await?;
    press.work().await?;
    let mut tx = press.county.begin(&press.admin).await?;
    let refused = outlet::list_deliveries(&mut tx, made.outlet.id, Some("refused"), None, 10).await?.rows;
    assert_eq!(outlet::replay_one(&mut tx, &press.admin, refused[0].id).await?, 2);
    tx.commit().await?;
    press.work().await?;
    let said = press.newspaper.look("received?outlet=health").await;
    let last: Vec<&str> =
        said.as_array().unwrap().iter().rev().take(2).filter_map(|one| one["verdict"].as_str()).collect();
    assert_eq!(last, ["duplicate", "accepted"], "the old one first, the correction last: {said}");
    Ok(())
}

#[tokio::test]
async fn each_attempt_has_a_time_of_its_own_under_one_id() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.subscribe("health", "卫生").await?;
    press.newspaper.tell("faults", &json!({ "outlet": "health", "kind": "drop_after" })).await;
    press.publish("接种进度", "卫生").await?;
    press.work().await?;
    press.wait(6);
    press.work().await?;
    let said = press.newspaper.look("received?outlet=health").await;
    let (one, two) = (&said[0], &said[1]);
    assert_eq!((&one["webhook_id"], &two["verdict"]), (&two["webhook_id"], &json!("duplicate")));
    assert_ne!(one["timestamp"], two["timestamp"]);
    Ok(())
}

#[tokio::test]
async fn one_endpoint_that_hangs_does_not_hold_up_the_others() -> Result<(), Fault> {
    let press = Press::open().await?;
    for name in ["hangs", "one", "two", "three"] {
        press.subscribe_as(press.at_newspaper(name)).await?;
    }
    press.newspaper.tell("faults", &json!({ "outlet": "hangs", "kind": "hang" })).await;
    press.publish("接种进度", "卫生").await?;
    let courier = press.courier(Networks::Any)?;
    let (poll, lease) = (Duration::from_millis(20), Duration::from_secs(60));
    let runner = RunnerConfig { concurrency: 2, poll, lease, lane: Lane::of(&outlet::KINDS) };
    let (stop, asked) = tokio::sync::oneshot::channel::<()>();
    let begun = std::time::Instant::now();
    let running = jobs::run(press.county.database.clone(), runner, async { drop(asked.await) }, move |job| {
        let courier = courier.clone();
        async move { courier.run(&job).await }
    });
    let running = tokio::spawn(running);
    for name in ["one", "two", "three"] {
        until(&format!("{name} has it"), async || (press.got(name, "accepted").await.len() == 1).then_some(())).await;
    }
    assert!(begun.elapsed() < Duration::from_secs(15), "nobody waited for the one that hangs");
    drop(stop);
    running.abort();
    Ok(())
}

#[tokio::test]
async fn an_outlet_is_handed_the_form_it_chose() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.subscribe_as(OutletInput { format: Format::Ninjs22, ..press.at_newspaper("older") }).await?;
    press.subscribe_as(OutletInput { format: Format::Newsml, ..press.at_newspaper("xml") }).await?;
    press.publish("接种进度", "卫生").await?;
    press.work().await?;
    let older = press.got("older", "accepted").await;
    assert_eq!(older[0]["document"]["headlines"][0]["value"], "接种进度", "{:?}", press.newspaper.journal());
    assert_eq!(older[0]["document"]["standard"]["version"], "2.2");
    let xml = press.got("xml", "accepted").await;
    assert!(xml[0]["document"].as_str().unwrap().contains("<headline>接种进度</headline>"), "{xml:?}");
    Ok(())
}
