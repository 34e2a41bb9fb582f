//! Where a piece goes in this matrix: three channels, two connectors and four outlets, set up by the county's administrator.

use std::sync::Arc;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use serde_json::{Value, json};
use tests::{App, Example, Session, World};

use super::{TEXT, TITLE};
use crate::connectors::program::{Program, listen};
use crate::county::Fault;
use crate::story::matrix::{DAILY, EVENING, Matrix, TOPIC, open};

const CREATE: &str = "mutation($input: ConnectorInput!) { createConnector(input: $input) { secret connector { id } } }";
const LINK: &str = "mutation($id: ID!, $account: ID!, $handle: String!) {
    linkConnectorAccount(connectorId: $id, accountId: $account, handle: $handle) { id } }";
const OUTLET: &str =
    "mutation($input: OutletInput!) { createOutlet(input: $input) { secret outlet { id pullAddress } } }";

/// All of it, running.
pub(super) struct Places {
    pub(super) world: World,
    pub(super) app: App,
    /// Every account.
    pub(super) matrix: Matrix,
    /// The example of the docs, which stands for one platform, and the key it was handed.
    pub(super) example: Example,
    pub(super) example_secret: String,
    /// A program of the test, which stands for another.
    pub(super) program: Arc<Program>,
    /// Where the third outlet's program fetches, and its token.
    pub(super) pull: (String, String),
    /// The outlet whose people read the wire, and its page that carries the piece.
    pub(super) reader: String,
    pub(super) page: String,
}

impl Places {
    pub(super) async fn open() -> Result<Self, Fault> {
        let world = World::new().await;
        let app = world.serve().await;
        let mut matrix = Matrix::of_channels(&world, &app).await?;
        let admin = app.sign_in("admin").await;
        let mut example = Example::reserve("connector.py");
        let (weibo, secret) = connect(&admin, "微博", &example.endpoint()).await?;
        example.run(&world, &[("CONNECTOR_SECRET", &secret), ("CONNECTOR_SITE", "https://weibo.example")]).await;
        let program = Arc::<Program>::default();
        let (toutiao, _) = connect(&admin, "今日头条", &listen(program.clone()).await?).await?;
        matrix.accounts.extend([weibo, toutiao]);
        pushed(&world, &admin, DAILY, "南阳日报", "NINJS_3_1").await;
        pushed(&world, &admin, EVENING, "河南日报", "NEWSML_G2").await;
        let pull = fetching(&admin).await;
        let reader = reading(&admin).await?;
        let page = website().await?;
        Ok(Self { world, app, matrix, example, example_secret: secret, program, pull, reader, page })
    }
}

/// An account that goes by a program, with the program's key.
async fn connect(admin: &Session, platform: &str, endpoint: &str) -> Result<(String, String), Fault> {
    let made =
        admin.gql(CREATE, json!({ "input": { "name": format!("{platform}代运营"), "endpoint": endpoint } })).await;
    let made = made.at("/createConnector");
    let departments = admin.gql("{ departments { id kind } }", json!({})).await.at("/departments");
    let office = departments.as_array().and_then(|rows| rows.iter().find(|row| row["kind"] == "information_office"));
    let input = json!({ "channel": "CONNECTOR", "name": format!("内乡发布{platform}"), "departmentId": office.ok_or("no office")?["id"],
        "platform": platform, "filingNumber": "豫内备2026003", "filedOn": "2026-01-05" });
    let account = open(admin, input).await;
    let link = json!({ "id": made["connector"]["id"], "account": account, "handle": format!("{platform}:neixiang") });
    assert_eq!(admin.gql(LINK, link).await.code(), None);
    Ok((account, made["secret"].as_str().ok_or("no secret")?.to_owned()))
}

/// An outlet of the topic.
async fn outlet(admin: &Session, name: &str, kind: &str, format: &str, endpoint: Option<String>) -> Value {
    let input = json!({ "name": name, "kind": kind, "endpoint": endpoint, "format": format, "topics": [TOPIC] });
    admin.gql(OUTLET, json!({ "input": input })).await.at("/createOutlet")
}

/// One that is sent what is released, signed.
async fn pushed(world: &World, admin: &Session, inbox: &str, name: &str, format: &str) {
    let newspaper = world.newspaper().await;
    let endpoint = format!("{}/hook/{inbox}", newspaper.base());
    let made = outlet(admin, name, "NEWSPAPER", format, Some(endpoint)).await;
    newspaper.tell("outlets", &json!({ "name": inbox, "secrets": [made["secret"]] })).await;
}

/// One whose program fetches, in the older ninjs.
async fn fetching(admin: &Session) -> (String, String) {
    let made = outlet(admin, "大河网", "NEWS_SITE", "NINJS_2_2", None).await["outlet"].clone();
    let renew = "mutation($id: ID!) { renewOutletToken(id: $id) { token } }";
    let token = admin.gql(renew, json!({ "id": made["id"] })).await.text("/renewOutletToken/token");
    (made["pullAddress"].as_str().unwrap_or_default().to_owned(), token)
}

/// One whose people read the wire.
async fn reading(admin: &Session) -> Result<String, Fault> {
    let made = outlet(admin, "县广播电视台", "BROADCASTER", "NINJS_3_1", None).await;
    let id = made["outlet"]["id"].as_str().ok_or("no outlet")?.to_owned();
    let people = "{ people(search: \"daily.editor\", first: 1) { nodes { id } } }";
    let person = admin.gql(people, json!({})).await.at("/people/nodes/0/id");
    let add = "mutation($outlet: ID!, $person: ID!) { addOutletEditor(outletId: $outlet, personId: $person) }";
    assert_eq!(admin.gql(add, json!({ "outlet": id, "person": person })).await.code(), None);
    Ok(id)
}

/// The site of that outlet, which carries the piece among other words. Gives the page's address.
async fn website() -> Result<String, Fault> {
    let page = format!("<!doctype html><meta charset=\"utf-8\"><nav>首页 要闻</nav><h1>{TITLE}</h1><p>{TEXT}</p>");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/news/1", listener.local_addr()?);
    let router = Router::new().route("/news/1", get(async move || Html(page)));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}
