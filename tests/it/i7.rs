//! I7: a citizen's number and name go in by every door, and come out by none but the one that is recorded.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use serde_json::{Value, json};
use tests::{App, Listener, NEIXIANG, Session, Surface, Via, World, until};

use crate::collector::Collector;
use crate::county::Fault;
use crate::planted::{Search, keep};
use crate::story::matrix::{APPID, Matrix, TOPIC};
use crate::story::reviewing::{CASE, DECIDE, VERDICT, approve};
use crate::story::writing::{Piece, paragraphs};
use crate::traces::release;

const PHONE: &str = "13712345678";
const IDENTITY: &str = "11010519491231002X";
const NAME: &str = "钱玉楼";
const RETURNED: &str = "退回去的一件";
const RELEASED: &str = "发出去的一件";

const INBOX: &str = "{ inquiries(first: 20) { nodes { id version origin title body contactMasked
    replies { id body } events { note } } } departments { id slug } }";

const ASSIGN: &str = "mutation($id: ID!, $v: Int!, $to: ID!, $words: String!) {
    assignInquiry(id: $id, version: $v, departmentId: $to, note: $words) { version } }";
const REPLY: &str = "mutation($id: ID!, $v: Int!, $words: String!) {
    replyInquiry(id: $id, version: $v, body: $words) { version replies { id state } } }";

/// The planted words, as people write them.
fn planted() -> String {
    format!("电话{PHONE}，身份证{IDENTITY}")
}

/// By the callback: a citizen's message, and a second one to the same inquiry.
async fn say(world: &World) {
    for words in ["湍东镇路灯坏了", "补充一句"] {
        let words = format!("{words}，{}", planted());
        let said = world.wechat().await;
        let said = said.tell("citizens/say", &json!({ "appid": APPID, "name": NAME, "content": words })).await;
        assert_eq!(said["answer"]["kind"], "message", "{said}");
    }
}

/// By the public form. Gives the query code.
async fn write(app: &App) -> String {
    let submit = "mutation($county: Int!, $input: InquiryInput!) { submitInquiry(county: $county, input: $input) { queryCode } }";
    let body = format!("我是{NAME}，{}，请回复。", planted());
    let title = format!("{NAME}问接种");
    let input = json!({ "kind": "COMPLAINT", "title": title, "body": body, "name": NAME, "phone": PHONE });
    let citizen = app.anonymous(Surface::Public);
    citizen.gql(submit, json!({ "county": NEIXIANG, "input": input })).await.text("/submitInquiry/queryCode")
}

/// By notes and replies of the staff, one returned with a reason; and the clerk searches for the number and has it revealed.
async fn answer(app: &App, desk: &Session, search: &mut Search) -> Result<(), Fault> {
    let seen = desk.gql(INBOX, json!({})).await.data();
    let departments = seen["departments"].as_array().ok_or("no departments")?;
    let health = departments.iter().find(|row| row["slug"] == "health").ok_or("no bureau")?["id"].clone();
    let (bureau, reviewer) = (app.sign_in("health.clerk").await, app.sign_in("health.reviewer").await);
    for row in seen["inquiries"]["nodes"].as_array().ok_or("no inbox")? {
        let mut version = row["version"].clone();
        let mut act = async |who: &Session, id: &Value, query: &str| -> Value {
            let variables = json!({ "id": id, "v": version, "to": health, "words": planted() });
            let done = who.gql(query, variables).await.data();
            let done = done.as_object().and_then(|done| done.values().next().cloned()).unwrap_or_default();
            version = done.get("version").cloned().unwrap_or(version.clone());
            done
        };
        let id = &row["id"];
        act(desk, id, "mutation($id: ID!, $v: Int!) { acceptInquiry(id: $id, version: $v) { version } }").await;
        act(desk, id, ASSIGN).await;
        let first = act(&bureau, id, REPLY).await["replies"][0]["id"].clone();
        let back = "mutation($id: ID!, $words: String!) { returnReply(id: $id, reason: $words) { version } }";
        act(&reviewer, &first, back).await;
        let replies = act(&bureau, id, REPLY).await["replies"].clone();
        let waits = replies.as_array().ok_or("no replies")?.iter().find(|reply| reply["state"] == "IN_REVIEW");
        let second = waits.ok_or("no second reply")?["id"].clone();
        act(&reviewer, &second, "mutation($id: ID!) { approveReply(id: $id) { version } }").await;
        let reveal = "mutation($id: ID!, $words: String!) { revealContact(id: $id, reason: $words) { body } }";
        let told = act(desk, id, reveal).await["body"].to_string();
        assert!(told.contains(PHONE), "the recorded door is open: {told}");
    }
    let find = "query($words: String!) { inquiries(first: 5, filter: { search: $words }) { nodes { id } } }";
    assert_eq!(desk.gql(find, json!({ "words": PHONE })).await.at("/inquiries/nodes"), json!([]));
    search.look("the inbox", &desk.gql(INBOX, json!({})).await.body.to_string());
    Ok(())
}

/// By the remarks of reviewers: on a gate of a piece that passes, and on one that is sent back.
async fn remark(app: &App) -> Result<(), Fault> {
    Piece::submit(app, "health.editor", RETURNED, TOPIC, paragraphs("正文。"), json!({})).await?;
    for (login, judged, decision) in [("health.reviewer", "PASS", "PASS"), ("desk.reviewer", "RETURN", "RETURN")] {
        let reviewer = app.sign_in(login).await;
        let work = reviewer.gql("{ myWork { subjectId title } }", json!({})).await.at("/myWork");
        let case = work.as_array().and_then(|items| items.iter().find(|item| item["title"] == RETURNED));
        let case = case.ok_or("no work")?["subjectId"].clone();
        let step = reviewer.gql(CASE, json!({ "id": case })).await.at("/reviewCase/currentStep");
        let verdict = VERDICT.replace("PASS, reason: \"\"", &format!("{judged}, reason: \"{}\"", planted()));
        for gate in step["gates"].as_array().ok_or("no gates")? {
            let _ = reviewer.gql(&verdict, json!({ "step": step["id"], "gate": gate })).await.data();
        }
        let decide = DECIDE.replace("reason: \"\"", &format!("reason: \"{}\"", planted()));
        let _ = reviewer.gql(&decide, json!({ "step": step["id"], "decision": decision })).await.data();
    }
    Ok(())
}

/// A piece that is released and taken back, for a reason that names someone.
async fn publish(world: &World, app: &App, office: &Matrix) -> Result<(), Fault> {
    let article = Piece::submit(app, "health.editor", RELEASED, TOPIC, paragraphs("正文。"), json!({})).await?.id;
    approve(app, RELEASED, &["health.reviewer", "desk.reviewer"]).await?;
    let release = release(app, office, &article).await?;
    let newspaper = world.newspaper().await;
    let arrived = async |status: &str| {
        until(&format!("the newspaper has it {status}"), async || {
            newspaper.look("received?verdict=accepted").await.to_string().contains(status).then_some(())
        })
        .await;
    };
    arrived("usable").await;
    let withdraw = "mutation($id: ID!, $words: String!) { withdrawRelease(id: $id, reason: $words) { id } }";
    let publisher = app.sign_in("publisher").await;
    let _ = publisher.gql(withdraw, json!({ "id": release, "words": planted() })).await.data();
    arrived("canceled").await;
    Ok(())
}

/// What anybody can ask for: the pages of the letter, the lists, the feeds, the metrics.
async fn ask(app: &App, code: &str, search: &mut Search) -> Result<(), Fault> {
    let citizen = app.anonymous(Surface::Public);
    let look_up = "query($county: Int!, $code: String!) { inquiryByCode(county: $county, queryCode: $code) {
        title body replies { body } declineReason } }";
    let shown = citizen.gql(look_up, json!({ "county": NEIXIANG, "code": code })).await.body;
    assert!(shown.to_string().contains("接种"), "{shown}");
    search.look("the page of the letter", &shown.to_string());
    let pieces = "query($county: Int!) { pieces(county: $county) { nodes { title summary withdrawalReason blocks } } }";
    let pieces = citizen.gql(pieces, json!({ "county": NEIXIANG })).await.body;
    search.look("the public list", &pieces.to_string());
    for path in ["/metrics", "/feeds/411325/atom.xml", "/feeds/411325/ninjs.json"] {
        let answer = app.client().get(app.url(path)).send().await?.error_for_status()?;
        search.look(path, &answer.text().await?);
    }
    Ok(())
}

#[tokio::test]
async fn i7_what_is_planted_at_every_door_is_found_nowhere() -> Result<(), Fault> {
    let collector = Collector::open().await?;
    let world = World::new().await;
    let mut all = world.all_seeing().await;
    keep(&mut all, &["outbox", "job"]).await?;
    let variables = [&collector.variables()[..], &[("JUZHEN_LOG_FILTER", "debug")]].concat();
    let app = world.serve_with(&variables).await;
    let office = Matrix::open(&world, &app).await?;
    let desk = app.sign_in("clerk").await;
    let work = "subscription { myWork { title note } }";
    let mut listeners: Vec<Listener> = Via::ALL.map(|via| desk.listen(via, work)).into();
    let mut search = Search::of(&[PHONE, IDENTITY, NAME]);

    say(&world).await;
    let code = write(&app).await;
    answer(&app, &desk, &mut search).await?;
    remark(&app).await?;
    publish(&world, &app, &office).await?;

    for listener in &mut listeners {
        listener.until(|said| said["data"]["myWork"] == json!([])).await;
        search.look("a subscription", &json!(listener.heard).to_string());
    }
    ask(&app, &code, &mut search).await?;
    search.look("what the newspaper got", &world.newspaper().await.look("received").await.to_string());
    search.dump(&mut all).await?;
    let spans = until("the last spans are in", async || {
        let text = String::from_utf8_lossy(&collector.bytes()).into_owned();
        text.contains("inquiry.id").then_some(text)
    })
    .await;
    search.look("the traces", &spans);
    search.look("the gateway's log", &app.gateway.said());
    search.look("the worker's log", &app.worker.said());
    assert_eq!(search.found, Vec::<String>::new());
    Ok(())
}
