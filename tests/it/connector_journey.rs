//! A connector over the real binary: the administrator sets it up, the example of `docs/` stands on the far side, and a piece goes there,
//! stands, and is taken down.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use serde_json::{Value, json};
use tests::{App, Example, NEIXIANG, Session, World, until};

use crate::county::Fault;
use crate::story::reviewing::approve;
use crate::story::writing::{self, Piece};

const CREATE: &str =
    "mutation($input: ConnectorInput!) { createConnector(input: $input) { secret connector { id resultAt } } }";
const OPEN: &str = "mutation($input: AccountInput!) { openAccount(input: $input) { id } }";
const LINK: &str = "mutation($id: ID!, $account: ID!) {
    linkConnectorAccount(connectorId: $id, accountId: $account, handle: \"weibo:neixiang\") { accounts { handle account { name } } } }";
const PLAN: &str = "mutation($article: ID!, $accounts: [ID!]!, $at: DateTime!) {
    planRelease(articleId: $article, accountIds: $accounts, scheduledAt: $at) { id } }";
const TARGETS: &str = "query($id: ID!) { release(id: $id) { targets { state externalUrl errorText } } }";
const WITHDRAW: &str = "mutation($id: ID!) { withdrawRelease(id: $id, reason: \"数据有误\") { id } }";

/// A connector to the example, and an account that goes by it. Their ids, the secret, and where results go.
async fn set_up(app: &App, example: &Example) -> Result<(String, String, String, String), Fault> {
    let admin = app.sign_in("admin").await;
    let input = json!({ "name": "某某科技", "endpoint": example.endpoint() });
    let made = admin.gql(CREATE, json!({ "input": input })).await;
    let id = made.clone().text("/createConnector/connector/id");
    let departments = admin.gql("{ departments { id kind } }", json!({})).await.at("/departments");
    let office = departments.as_array().and_then(|rows| rows.iter().find(|row| row["kind"] == "information_office"));
    let input = json!({ "channel": "CONNECTOR", "name": "内乡发布微博", "departmentId": office.ok_or("no office")?["id"],
        "filingNumber": "豫内备2026003", "filedOn": "2026-01-05" });
    let account = admin.gql(OPEN, json!({ "input": input })).await.text("/openAccount/id");
    let linked = admin.gql(LINK, json!({ "id": id, "account": account })).await;
    assert_eq!(linked.clone().text("/linkConnectorAccount/accounts/0/account/name"), "内乡发布微博", "{linked:?}");
    let secret = made.clone().text("/createConnector/secret");
    Ok((id, account, secret, made.text("/createConnector/connector/resultAt")))
}

async fn stands(publisher: &Session, release: &str, state: &str) -> Value {
    until(&format!("the target is {state}"), async || {
        let target = publisher.gql(TARGETS, json!({ "id": release })).await.at("/release/targets/0");
        (target["state"] == state).then_some(target)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c1_the_example_of_the_docs_publishes_a_piece_and_takes_it_down() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let mut example = Example::reserve("connector.py");
    let (id, account, secret, _) = set_up(&app, &example).await?;
    example.run(&world, &[("CONNECTOR_SECRET", &secret), ("CONNECTOR_SITE", "https://weibo.example")]).await;
    let blocks = writing::paragraphs("文化节今日开幕。");
    let piece = Piece::submit(&app, "health.editor", "文化节开幕", "卫生健康", blocks, json!({})).await?;
    approve(&app, &piece.title, &["health.reviewer", "desk.reviewer"]).await?;
    let publisher = app.sign_in("publisher").await;
    let at = platform::Clock::default().now().format(&time::format_description::well_known::Rfc3339)?;
    let variables = json!({ "article": piece.id, "accounts": [account], "at": at });
    let planned = publisher.gql(PLAN, variables).await;
    assert_eq!(planned.code(), None, "{planned:?}");
    let release = planned.text("/planRelease/id");
    let live = stands(&publisher, &release, "LIVE").await;
    assert!(live["externalUrl"].as_str().is_some_and(|url| url.starts_with("https://weibo.example/")), "{live}");
    let said = example.said();
    assert!(said.contains("published: weibo:neixiang") && said.contains("taken:"), "{said}");

    publisher.gql(WITHDRAW, json!({ "id": release })).await;
    stands(&publisher, &release, "WITHDRAWN").await;
    let admin = app.sign_in("admin").await;
    let log = "query($id: ID!) { connectorCalls(connectorId: $id, first: 10) { nodes { kind outcome status } }
        connectorResults(connectorId: $id, first: 10) { nodes { state taken } } }";
    let log = admin.gql(log, json!({ "id": id })).await;
    assert_eq!(log.clone().at("/connectorResults/nodes"), json!([{ "state": "live", "taken": true }]));
    let calls = log.at("/connectorCalls/nodes").to_string();
    assert!(calls.contains("release.publish") && calls.contains("withdrawn"), "{calls}");
    assert!(world.run(&["audit", "verify"]).status.success(), "I8");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i1_the_door_tells_a_stranger_nothing_of_which_connectors_there_are() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let example = Example::reserve("connector.py");
    let (id, _, _, at) = set_up(&app, &example).await?;
    let post = async |address: String, body: String| -> Result<(u16, Value), Fault> {
        let answer = app.client().post(address).body(body).send().await?;
        Ok((answer.status().as_u16(), answer.json().await?))
    };
    let forged = post(at.clone(), "{}".to_owned()).await?;
    assert_eq!((forged.0, &forged.1["reason"]), (401, &json!("FORGED")));
    let nowhere = uuid::Uuid::from_u128(7).to_string();
    for elsewhere in [at.replace(&id, &nowhere), at.replace(&id, "x"), at.replace(&NEIXIANG.to_string(), "411323")] {
        assert_eq!(post(elsewhere.clone(), "{}".to_owned()).await?, forged, "{elsewhere}");
    }
    assert_eq!(post(at, "x".repeat(20_000)).await?.0, 413);
    let media =
        "/files/00000000-0000-7000-8000-000000000001/00000000-0000-7000-8000-000000000002?until=9999999999&seal=00";
    let made_up = app.client().get(app.url(&format!("/connectors/{NEIXIANG}{media}"))).send().await?;
    assert_eq!(made_up.status().as_u16(), 404, "a made-up address opens nothing");
    Ok(())
}
