//! I7 for credentials: planted, sealed, revealed by two people, used, and in the hands of processes that fail and panic, they are told nowhere
//! but in the one answer.

use serde_json::{Value, json};
use tests::{App, Process, Session, World, until};

use crate::collector::Collector;
use crate::county::Fault;
use crate::planted::{Search, keep};
use crate::story::matrix::{APPID, Matrix, TOPIC};
use crate::story::reviewing::approve;
use crate::story::writing::{Piece, paragraphs};
use crate::traces::release;

/// No word of them is anywhere else; a URL, a JSON text and base64 each write the first another way.
const SECRET: &str = "Zq8/\"Mark\"+of=the&Secret";
const TOKEN: &str = "TokenMark7Kx2Vd9";
const KEY: &str = "KeyMark5Tz1KeyMark5Tz1KeyMark5Tz1KeyMark5Tz";

const REPLACE: &str =
    "mutation($id: ID!, $input: CredentialsInput!) { replaceCredentials(accountId: $id, input: $input) { id } }";
const ASK: &str = "mutation($id: ID!) { askForCredentials(accountId: $id, reason: \"迁移到新服务器\") { id } }";
const ALLOW: &str = "mutation($id: ID!) { allowCredentials(id: $id) { state } }";
const REVEAL: &str = "mutation($id: ID!) { revealCredentials(id: $id) { appSecret callbackToken encodingAesKey } }";
const SEEN: &str = "{ accounts { id name custody { requests { state reason } } } }";

/// The administrator puts the planted in force, at the platform as well.
async fn plant(world: &World, admin: &Session, account: &str) {
    let input = json!({ "appSecret": SECRET, "callbackToken": TOKEN, "encodingAesKey": KEY });
    let replaced = admin.gql(REPLACE, json!({ "id": account, "input": input })).await;
    assert_eq!(replaced.at("/replaceCredentials/id"), account);
    let known = json!({ "appid": APPID, "secret": SECRET, "token": TOKEN, "encodingAesKey": KEY });
    world.wechat().await.tell("accounts", &known).await;
}

/// One person asks, another allows. Gives the request.
async fn ask(app: &App, admin: &Session, account: &str) -> Value {
    let request = admin.gql(ASK, json!({ "id": account })).await.at("/askForCredentials/id");
    let security = app.sign_in("security").await;
    security.prove().await;
    assert_eq!(security.gql(ALLOW, json!({ "id": request })).await.at("/allowCredentials/state"), "ALLOWED");
    admin.prove().await;
    request
}

/// The gateway panics while it holds what it opened.
async fn panic_in_the_gateway(app: &App, admin: &Session, request: &Value) -> Result<(), Fault> {
    let asked = json!({ "query": REVEAL, "variables": { "id": request } });
    let answer = admin.request().json(&asked).send().await?;
    assert_eq!(answer.status().as_u16(), 500);
    assert!(!answer.text().await?.contains(SECRET));
    assert!(app.gateway.said().contains("panicked at a fault point"), "{}", app.gateway.said());
    Ok(())
}

/// The kernel writes no core of a process.
fn leaves_no_core(process: &Process) {
    let limits = process.kernel_tells("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{limits}");
}

async fn publish(app: &App, office: &Matrix, title: &str) -> Result<(), Fault> {
    let piece = Piece::submit(app, "health.editor", title, TOPIC, paragraphs("正文。"), json!({})).await?;
    approve(app, title, &["health.reviewer", "desk.reviewer"]).await?;
    release(app, office, &piece.id).await?;
    Ok(())
}

/// Where the piece stands at WeChat.
async fn stands(world: &World, state: &str, code: &str) {
    let sql =
        "select count(*) from release_target where channel = 'wechat' and state = $1 and coalesce(error_code, '') = $2";
    let mut all = world.all_seeing().await;
    until(&format!("one is {state} {code}"), async || {
        let count: i64 = sqlx::query_scalar(sql).bind(state).bind(code).fetch_one(&mut all).await.ok()?;
        (count == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn i7_a_revealed_credential_is_in_no_log_no_dump_no_trace_and_no_crash() -> Result<(), Fault> {
    let collector = Collector::open().await?;
    let world = World::new().await;
    let mut all = world.all_seeing().await;
    keep(&mut all, &["outbox", "job"]).await?;
    let loud = [("JUZHEN_LOG_FILTER", "trace"), ("RUST_BACKTRACE", "full")];
    let told = [&collector.variables()[..], &loud].concat();
    let panicking = |point: &'static str| [&told[..], &[("JUZHEN_FAULT_PANIC", point)]].concat();

    let mut crashing = world.serve_with(&panicking("revealed")).await;
    let office = Matrix::open(&world, &crashing).await?;
    let account = office.accounts[2].clone();
    let admin = crashing.sign_in("admin").await;
    plant(&world, &admin, &account).await;
    let request = ask(&crashing, &admin, &account).await;
    panic_in_the_gateway(&crashing, &admin, &request).await?;
    crashing.worker.kill();
    let mut panicker = world.worker(&panicking("after_draft_answer"));
    publish(&crashing, &office, "密钥在手").await?;
    until("the worker panics with the secret in hand", async || {
        panicker.said().contains("panicked at a fault point").then_some(())
    })
    .await;
    panicker.kill();

    let app = world.serve_with(&told).await;
    stands(&world, "live", "").await;
    let admin = app.sign_in("admin").await;
    admin.prove().await;
    let seen = admin.gql(REVEAL, json!({ "id": request })).await.at("/revealCredentials");
    assert_eq!(
        seen,
        json!({ "appSecret": SECRET, "callbackToken": TOKEN, "encodingAesKey": KEY }),
        "the one door is open"
    );
    assert_eq!(admin.gql(REVEAL, json!({ "id": request })).await.reason(), Some("REQUEST_ENDED"));
    let wechat = world.wechat().await;
    wechat.tell("tokens/expire", &json!({ "appid": APPID })).await;
    wechat.tell("faults", &json!({ "kind": "drop", "path": "stable_token" })).await;
    wechat.tell("faults", &json!({ "kind": "errcode", "errcode": 40125, "path": "stable_token", "count": 99 })).await;
    publish(&app, &office, "密钥被拒").await?;
    stands(&world, "failed", "WECHAT_40125").await;

    let mut search = Search::of(&[SECRET, TOKEN, KEY]);
    search.look("the console", &admin.gql(SEEN, json!({})).await.body.to_string());
    search.dump(&mut all).await?;
    let spans = until("the last spans are in", async || {
        let text = String::from_utf8_lossy(&collector.bytes()).into_owned();
        text.contains("freepublish/submit").then_some(text)
    })
    .await;
    search.look("the traces", &spans);
    for (place, process) in
        [("the gateway", &app.gateway), ("the worker", &app.worker), ("the worker that panicked", &panicker)]
    {
        search.look(place, &process.said());
    }
    for process in [&app.gateway, &app.worker] {
        leaves_no_core(process);
    }
    assert_eq!(search.found, Vec::<String>::new());
    Ok(())
}
