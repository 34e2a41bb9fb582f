//! A citizen in WeChat, over the real binary and the sandbox: a code inside five seconds, the answer inside the window.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::secrets::Vault;
use platform::{Caller, Clock, CountyId, Database, Path};
use publishing::account::{self, AccountSettings, Channel, NewAccount, NewFiling, NewSecret};
use serde_json::{Value, json};
use tenancy::{Actor, Membership, Policy, Role, region};
use tests::{App, NEIXIANG, Sandbox, World, until};
use time::macros::date;

use crate::county::Fault;

/// An account as the sandbox knows it.
struct Known {
    appid: &'static str,
    secret: &'static str,
    token: &'static str,
    key: &'static str,
}

/// Works in safe mode.
const SEALED: Known = Known {
    appid: "wx4113250000000001",
    secret: "sandbox-secret-of-neixiang-00001",
    token: "neixiangsandbox",
    key: "NeixiangSandboxKeyNeixiangSandboxKey411325A",
};

/// Opens the account at the county, and tells the sandbox where it is called back.
async fn connect(world: &World, app: &App, wechat: &Sandbox) -> Result<(), Fault> {
    let vault = Vault::new(&STANDARD.encode([7_u8; 32]).into())?;
    let database = Database::connect(&world.database().app_url(), 2, Clock::default()).await?;
    let roles = vec![Membership { role: Role::CountyAdmin, department: None }];
    let caller = Caller::system(CountyId(NEIXIANG), "开通", Path::Command);
    let operator = Actor::new(caller, roles, Policy::load().await?.into());
    let mut tx = database.begin(operator.caller()).await?;
    let departments = region::departments(&mut tx).await?;
    let office = departments.iter().find(|department| department.kind == "information_office").ok_or("no office")?;
    let new = NewAccount {
        channel: Channel::Wechat,
        name: "内乡留言".to_owned(),
        department: office.id,
        external_id: Some(SEALED.appid.to_owned()),
        filing: Some(NewFiling { number: "豫".to_owned(), filed_on: date!(2026 - 01 - 05), approved_on: None }),
        settings: AccountSettings { base_url: wechat.base().to_owned(), ..AccountSettings::default() },
        secret: Some(NewSecret {
            app_secret: SEALED.secret.into(),
            token: SEALED.token.into(),
            encoding_aes_key: SEALED.key.into(),
            previous_aes_key: "".into(),
        }),
    };
    let id = account::open(&mut tx, &operator, &vault, new).await?.id;
    tx.commit().await?;
    let address = app.url(&format!("/wechat/{NEIXIANG}/{id}"));
    let settings = json!({ "appid": SEALED.appid, "secret": SEALED.secret, "token": SEALED.token,
        "encodingAesKey": SEALED.key, "mode": "aes", "callbackUrl": address });
    wechat.tell("accounts", &settings).await;
    Ok(())
}

/// Accepts, assigns, answers and approves the only inquiry, and gives its id.
async fn answer(app: &App) -> Result<String, Fault> {
    let desk = app.sign_in("clerk").await;
    let rows = "{ inquiries(first: 1) { nodes { id version } } departments { id slug } }";
    let seen = desk.gql(rows, json!({})).await.data();
    let id = seen.pointer("/inquiries/nodes/0/id").and_then(Value::as_str).ok_or("no inquiry")?.to_owned();
    let departments = seen.get("departments").and_then(Value::as_array).ok_or("no departments")?;
    let health = departments.iter().find(|row| row["slug"] == "health").ok_or("no bureau")?["id"].clone();
    let accept = format!("mutation {{ acceptInquiry(id: \"{id}\", version: 1) {{ version }} }}");
    assert_eq!(desk.gql(&accept, json!({})).await.at("/acceptInquiry/version"), 2);
    let assign = format!(
        "mutation {{ assignInquiry(id: \"{id}\", version: 2, departmentId: {health}, note: \"\") {{ version }} }}"
    );
    assert_eq!(desk.gql(&assign, json!({})).await.at("/assignInquiry/version"), 3);
    let bureau = app.sign_in("health.clerk").await;
    let write = format!(
        "mutation {{ replyInquiry(id: \"{id}\", version: 3, body: \"今天下午修好。\") {{ replies {{ id }} }} }}"
    );
    let reply = bureau.gql(&write, json!({})).await.text("/replyInquiry/replies/0/id");
    let approve = format!("mutation {{ approveReply(id: \"{reply}\") {{ state }} }}");
    let approved = app.sign_in("health.reviewer").await.gql(&approve, json!({})).await;
    assert_eq!(approved.text("/approveReply/state"), "ANSWERED");
    Ok(id)
}

/// Waits for what became of the reply in WeChat.
async fn settled(app: &App, id: &str, wanted: &str) {
    let desk = app.sign_in("clerk").await;
    let query = format!("{{ inquiry(id: \"{id}\") {{ state replies {{ wechatState state }} }} }}");
    until(&format!("the reply is {wanted}"), async || {
        let seen = desk.gql(&query, json!({})).await.at("/inquiry");
        (seen.pointer("/replies/0/wechatState")? == wanted).then_some(())
    })
    .await;
}

/// Waits until the answer has reached the citizen: sent to the chat, and the inquiry says so.
pub(crate) async fn delivered(app: &App, id: &str) {
    let desk = app.sign_in("clerk").await;
    let query = format!("{{ inquiry(id: \"{id}\") {{ state replies {{ wechatState }} }} }}");
    // State and reply are read one after the other: either may be seen before the other has moved.
    until("the answer is delivered", async || {
        let seen = desk.gql(&query, json!({})).await.at("/inquiry");
        (seen == json!({ "state": "DELIVERED", "replies": [{ "wechatState": "sent" }] })).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_citizen_in_wechat_gets_a_code_at_once_and_the_answer_in_the_chat() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let wechat = world.wechat().await;
    connect(&world, &app, wechat).await?;
    let verified = wechat.tell("accounts/verify", &json!({ "appid": SEALED.appid })).await;
    assert_eq!(verified["verified"], true, "{verified}");

    let words = json!({ "appid": SEALED.appid, "name": "李玉兰", "content": "湍东镇路灯坏了", "times": 3 });
    let said = wechat.tell("citizens/say", &words).await;
    assert!(said["answer"].to_string().contains("查询码"), "{said}");
    let id = answer(&app).await?;
    delivered(&app, &id).await;
    let sent = wechat.look("effects?effect=custom_message").await;
    assert_eq!(sent.as_array().map(Vec::len), Some(1), "{sent}");
    assert!(sent.to_string().contains("今天下午修好。"), "{sent}");
    Ok(())
}

#[tokio::test]
async fn a_forged_message_makes_no_inquiry_and_a_lost_answer_is_no_second_message() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let wechat = world.wechat().await;
    connect(&world, &app, wechat).await?;
    for forge in ["signature", "appid", "timestamp"] {
        let words = json!({ "appid": SEALED.appid, "name": "某人", "content": "假冒", "forge": forge });
        let said = wechat.tell("citizens/say", &words).await;
        assert_ne!(said["answer"]["kind"], "message", "{forge}: {said}");
    }
    let mut all = world.all_seeing().await;
    let stored: i64 =
        sqlx::query_scalar("select (select count(*) from inquiry) + (select count(*) from callback_receipt)")
            .fetch_one(&mut all)
            .await?;
    assert_eq!(stored, 0);

    wechat.tell("citizens/say", &json!({ "appid": SEALED.appid, "name": "李玉兰", "content": "湍东镇路灯坏了" })).await;
    wechat.tell("faults", &json!({ "kind": "drop_after", "path": "message/custom/send", "count": 5 })).await;
    let id = answer(&app).await?;
    settled(&app, &id, "unconfirmed").await;
    // It is in doubt from before the call on, and stays so after it.
    until("the act is over", async || {
        let jobs =
            sqlx::query_scalar("select count(*) from job where kind = 'deliver.reply'").fetch_one(&mut all).await;
        jobs.is_ok_and(|left: i64| left == 0).then_some(())
    })
    .await;
    let sent = wechat.look("effects?effect=custom_message").await;
    assert_eq!(sent.as_array().map(Vec::len), Some(1), "sent once, and not again: {sent}");
    Ok(())
}
