//! The bridge over the real binary: the administrators set it up, the example of `docs/` stands on the far side, and the principal's
//! sign-off comes from there.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::webhook;
use serde_json::{Value, json};
use tests::{App, Example, NEIXIANG, Session, World, until};

use crate::county::Fault;
use crate::story::reviewing::decide;
use crate::story::writing;

const CREATE: &str =
    "mutation($input: OaBridgeInput!) { createOaBridge(input: $input) { id decideAt trouble { zh } } }";
const ISSUE: &str = "mutation($id: ID!) { issueOaSecret(id: $id) { secret } }";
const LINK: &str = "mutation($id: ID!, $person: ID!) {
    linkOaAccount(bridgeId: $id, account: \"u-principal\", personId: $person) { trouble { zh } accounts { account person { name } } } }";
const CASE: &str = "query($id: ID!) { reviewCase(id: $id) { state steps {
    signOff sentTo { bridgeName state } decisions { byOa person { name } } } } }";

/// A bridge to the example, set up by those whose matter it is. Its id, its secret, and where decisions go.
async fn set_up(app: &App, oa: &Example) -> Result<(String, String, String), Fault> {
    let (admin, security) = (app.sign_in("admin").await, app.sign_in("security").await);
    let input = json!({ "name": "县政府 OA", "endpoint": oa.endpoint(), "routes": [{ "role": "PRINCIPAL" }] });
    let made = admin.gql(CREATE, json!({ "input": input })).await;
    let id = made.clone().text("/createOaBridge/id");
    assert!(made.clone().text("/createOaBridge/trouble/zh").contains("密钥"), "{made:?}");
    let secret = security.gql(ISSUE, json!({ "id": id })).await.text("/issueOaSecret/secret");
    let people = security.gql("{ people(first: 5, search: \"principal\") { nodes { id } } }", json!({})).await;
    let linked = security.gql(LINK, json!({ "id": id, "person": people.text("/people/nodes/0/id") })).await;
    assert_eq!(linked.clone().text("/linkOaAccount/accounts/0/person/name"), "郑重");
    assert!(linked.at("/linkOaAccount/trouble").is_null(), "all is well");
    Ok((id, secret, made.text("/createOaBridge/decideAt")))
}

/// The messages of the log, the latest first.
async fn log(admin: &Session, id: &str) -> Vec<Value> {
    let query = "query($id: ID!) { oaMessages(bridgeId: $id, first: 20) { nodes { id kind state lastStatus } } }";
    let log = admin.gql(query, json!({ "id": id })).await.at("/oaMessages/nodes");
    log.as_array().cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c17_the_example_of_the_docs_signs_a_piece_off_in_the_principals_name() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let mut oa = Example::reserve("oa-bridge.py");
    let (id, secret, _) = set_up(&app, &oa).await?;
    oa.run(&world, &[("OA_SECRET", &secret), ("OA_ACCOUNT", "u-principal")]).await;
    let admin = app.sign_in("admin").await;
    let asked = admin.gql("mutation($id: ID!) { pingOaBridge(id: $id) }", json!({ "id": id })).await;
    assert_eq!(asked.code(), None, "{asked:?}");
    let pinged = async || log(&admin, &id).await.into_iter().find(|message| message["state"] == "delivered");
    let ping = until("the ping is answered", pinged).await;
    assert_eq!((&ping["kind"], &ping["lastStatus"]), (&json!("ping"), &json!(204)));

    let [piece, ..] = writing::three(&app).await?;
    decide(&app, "health.reviewer", &piece.title).await?;
    let desk = app.sign_in("desk.reviewer").await;
    let work = desk.gql("{ myWork { subjectId title } }", json!({})).await.at("/myWork");
    let item = work.as_array().and_then(|items| items.iter().find(|item| item["title"] == piece.title.as_str()));
    let case = item.ok_or("no work")?["subjectId"].clone();
    assert_eq!(decide(&app, "desk.reviewer", &piece.title).await?, "OPEN");
    let shown = until("the OA signed it off", async || {
        let shown = desk.gql(CASE, json!({ "id": case })).await.at("/reviewCase");
        (shown["state"] == "APPROVED").then_some(shown)
    })
    .await;
    let last = shown["steps"].as_array().and_then(|steps| steps.last()).ok_or("no steps")?;
    assert_eq!(last["decisions"], json!([{ "byOa": "县政府 OA", "person": { "name": "郑重" } }]), "{last}");
    assert_eq!(last["sentTo"], json!([{ "bridgeName": "县政府 OA", "state": "delivered" }]));
    assert!(oa.said().contains("taken:"), "{}", oa.said());
    assert!(world.run(&["audit", "verify"]).status.success(), "I8");
    Ok(())
}

/// Posts to the door as anyone can.
async fn post(app: &App, at: &str, headers: &[(&str, String)], body: String) -> Result<(u16, String, Value), Fault> {
    let mut request = app.client().post(at).body(body);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let answer = request.send().await?;
    let kind =
        answer.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    Ok((answer.status().as_u16(), kind, answer.json().await?))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i1_the_door_tells_a_stranger_nothing_of_which_bridges_there_are() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let oa = Example::reserve("oa-bridge.py");
    let (id, secret, at) = set_up(&app, &oa).await?;
    let key = STANDARD.decode(secret.trim_start_matches("whsec_"))?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
    let now = i64::try_from(now)?;
    let signed = |body: &str| {
        let signature = webhook::sign(std::slice::from_ref(&key), "msg_1", now, body);
        [("webhook-id", "msg_1".to_owned()), ("webhook-timestamp", now.to_string()), ("webhook-signature", signature)]
    };
    let forged = post(&app, &at, &[], "{}".to_owned()).await?;
    assert_eq!((forged.0, forged.1.as_str(), &forged.2["reason"]), (401, "application/problem+json", &json!("FORGED")));
    let nowhere = uuid::Uuid::from_u128(7).to_string();
    let (other, word) = (at.replace(&id, &nowhere), at.replace(&id, "x"));
    let neighbour = at.replace(&NEIXIANG.to_string(), "411323");
    for elsewhere in [&other, &word, &neighbour] {
        assert_eq!(post(&app, elsewhere, &signed("{}"), "{}".to_owned()).await?, forged, "{elsewhere}");
    }
    let known = post(&app, &at, &signed("{}"), "{}".to_owned()).await?;
    assert_eq!(
        (known.0, &known.2["reason"], &known.2["fields"][0]["field"]),
        (400, &json!("INVALID_INPUT"), &json!("type"))
    );
    let large = post(&app, &at, &[], "x".repeat(70_000)).await?;
    assert_eq!((large.0, &large.2["reason"]), (413, &json!("BODY_TOO_LARGE")));
    assert_eq!(app.client().get(&at).send().await?.status().as_u16(), 405);
    Ok(())
}
