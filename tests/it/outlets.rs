//! Deliveries to outlets, judged by the newspaper: it verifies with the public library and validates ninjs with ajv.

use platform::outbound::Networks;
use platform::{Code, Refusal as _};
use publishing::outlet::{self, OutletInput};
use serde_json::json;

use crate::county::Fault;
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
    assert_eq!(outlet::find(&mut tx, made.outlet.id).await?.unwrap().state, "disabled");
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
        let input = OutletInput { name: "内网".into(), endpoint: endpoint.into(), topics: vec!["卫生".into()] };
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
    let input =
        OutletInput { name: "报".into(), endpoint: press.newspaper.base().to_owned(), topics: vec!["卫生".into()] };
    let refused = outlet::create(&mut tx, &publisher, &press.vault, Networks::Any, &input).await.unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
    Ok(())
}
