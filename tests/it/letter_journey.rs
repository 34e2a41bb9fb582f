//! A letter over the real binary: written on the site, answered in the bureau, read by its code, counted on the board.

use serde_json::{Value, json};
use tests::{App, NEIXIANG, Session, Surface, World, XIXIA, until};

const PHONE: &str = "13712345678";

const SUBMIT: &str = "mutation($county: Int!, $input: InquiryInput!) {
    submitInquiry(county: $county, input: $input) { queryCode firstAnswerDue calendarKnown } }";
const LOOK_UP: &str = "query($county: Int!, $code: String!) {
    inquiryByCode(county: $county, queryCode: $code) { state title body departmentName replies { body departmentName } } }";
const INBOX: &str = "{ inquiries(first: 20) { nodes { id version title body contactMasked state actions
    clock { workingDaysLeft overdue calendarKnown } replies { id mayReview } } } }";
const BOARD: &str = "{ board { counties { county { code } inquiriesReceived30 inquiriesAnswered30 answeredInTimeRate trend { day } } } }";

fn letter() -> Value {
    json!({ "kind": "CONSULTATION", "title": "预防接种时间", "body": format!("周末能打疫苗吗？请回电{PHONE}"), "name": "李玉兰", "phone": PHONE })
}

async fn submit(app: &App, county: i32) -> String {
    let citizen = app.anonymous(Surface::Public);
    citizen.gql(SUBMIT, json!({ "county": county, "input": letter() })).await.text("/submitInquiry/queryCode")
}

async fn look_up(app: &App, county: i32, code: &str) -> Value {
    let citizen = app.anonymous(Surface::Public);
    citizen.gql(LOOK_UP, json!({ "county": county, "code": code })).await.at("/inquiryByCode")
}

/// The only inquiry of someone's inbox.
async fn first(session: &Session) -> Value {
    session.gql(INBOX, json!({})).await.at("/inquiries/nodes/0")
}

/// Does an act on the only inquiry of the inbox, with the version it shows.
async fn act(session: &Session, field: &str, more: &str) -> Value {
    let row = first(session).await;
    let [id, version] = ["id", "version"].map(|name| row.get(name).cloned().unwrap_or_default());
    let query = format!(
        "mutation {{ {field}(id: {id}, version: {version}{more}) {{ id state version replies {{ id state mayReview }} }} }}"
    );
    session.gql(&query, json!({})).await.at(&format!("/{field}"))
}

async fn assign(app: &App) -> Value {
    let desk = app.sign_in("clerk").await;
    let departments = desk.gql("{ departments { id slug } }", json!({})).await.at("/departments");
    let health = departments.as_array().unwrap().iter().find(|row| row["slug"] == "health").unwrap()["id"].clone();
    act(&desk, "acceptInquiry", "").await;
    act(&desk, "assignInquiry", &format!(", departmentId: {health}, note: \"请办理\"")).await
}

#[tokio::test]
async fn a_letter_is_answered_by_the_bureau_read_by_its_code_and_counted_by_the_province() {
    let world = World::new().await;
    let app = world.serve().await;
    let code = submit(&app, NEIXIANG).await;
    let desk = app.sign_in("clerk").await;
    let row = first(&desk).await;
    assert_eq!(row["contactMasked"], "李* 137****5678");
    assert!(!row.to_string().contains(PHONE), "{row}");
    assert_eq!(row["actions"], json!(["accept", "decline", "reveal"]));
    assert_eq!(assign(&app).await["state"], "ASSIGNED");

    let bureau = app.sign_in("health.clerk").await;
    let written = act(&bureau, "replyInquiry", ", body: \"周六上午可以接种。\"").await;
    assert_eq!(written["replies"][0]["mayReview"], false, "nobody reviews their own");
    let own = format!("mutation {{ approveReply(id: {}) {{ state }} }}", written["replies"][0]["id"]);
    assert_eq!(bureau.gql(&own, json!({})).await.reason(), Some("AUTHOR_MAY_NOT_DECIDE"));
    assert!(look_up(&app, NEIXIANG, &code).await["replies"].as_array().unwrap().is_empty());

    let reviewer = app.sign_in("health.reviewer").await;
    let work = reviewer.gql("{ myWork { kind subjectId title } }", json!({})).await.at("/myWork");
    assert!(work.as_array().unwrap().iter().any(|item| item["kind"] == "REPLY_REVIEW"), "{work}");
    assert_eq!(reviewer.gql(&own, json!({})).await.text("/approveReply/state"), "ANSWERED");
    let shown = look_up(&app, NEIXIANG, &code).await;
    assert_eq!(shown["replies"][0]["body"], "周六上午可以接种。");
    assert!(!shown.to_string().contains(PHONE), "{shown}");
    assert_eq!(look_up(&app, NEIXIANG, &code).await["state"], "delivered");

    let overseer = app.oversee().await;
    let county = until("the board counts the answer", async || {
        let counties = overseer.gql(BOARD, json!({})).await.at("/board/counties");
        let found = counties.as_array()?.iter().find(|row| row["county"]["code"] == NEIXIANG)?.clone();
        (found["inquiriesAnswered30"] == 1).then_some(found)
    })
    .await;
    assert_eq!((&county["inquiriesReceived30"], &county["answeredInTimeRate"]), (&json!(1), &json!(1.0)));
}

#[tokio::test]
async fn i1_a_code_opens_its_own_county_alone_and_staff_elsewhere_see_nothing() {
    let world = World::new().await;
    let app = world.serve().await;
    let code = submit(&app, NEIXIANG).await;
    assert_eq!(look_up(&app, NEIXIANG, &code).await["state"], "received");
    assert!(look_up(&app, XIXIA, &code).await.is_null());
    assert!(look_up(&app, NEIXIANG, "0000000000").await.is_null());
    assert!(look_up(&app, NEIXIANG, "' or 1=1").await.is_null());
    for stranger in [app.sign_in_at(XIXIA, "clerk").await, app.sign_in("health.clerk").await] {
        let nodes = stranger.gql(INBOX, json!({})).await.at("/inquiries/nodes");
        assert_eq!(nodes, json!([]));
    }
    let nobody = app.anonymous(Surface::Console).gql(INBOX, json!({})).await;
    assert_eq!(nobody.code(), Some("UNAUTHENTICATED"));
}

#[tokio::test]
async fn every_broken_field_of_a_letter_is_told_at_once_and_letters_are_limited() {
    let world = World::new().await;
    let app = world.serve().await;
    let citizen = app.anonymous(Surface::Public);
    let bad = json!({ "kind": "COMPLAINT", "title": "灯", "body": "坏", "phone": "不告诉你" });
    let refused = citizen.gql(SUBMIT, json!({ "county": NEIXIANG, "input": bad })).await;
    let fields = refused.body.pointer("/errors/0/extensions/fields").cloned().unwrap_or_default();
    let names: Vec<&str> = fields.as_array().unwrap().iter().filter_map(|field| field["field"].as_str()).collect();
    assert_eq!(names, ["input.title", "input.body", "input.phone"]);
    let nowhere = citizen.gql(SUBMIT, json!({ "county": 999_999, "input": letter() })).await;
    assert_eq!(nowhere.reason(), Some("COUNTY_NOT_FOUND"));
    let mut last = None;
    for _ in 0..20 {
        last = citizen.gql(SUBMIT, json!({ "county": 999_999, "input": letter() })).await.code().map(str::to_owned);
    }
    assert_eq!(last.as_deref(), Some("RATE_LIMITED"));
}

#[tokio::test]
async fn i7_a_planted_number_is_in_no_log_and_revealing_it_needs_the_right() {
    let world = World::new().await;
    let app = world.serve().await;
    submit(&app, NEIXIANG).await;
    let desk = app.sign_in("clerk").await;
    let row = first(&desk).await;
    let reveal = format!("mutation {{ revealContact(id: {}, reason: \"回电核实\") {{ name phone }} }}", row["id"]);
    let refused = app.sign_in("principal").await.gql(&reveal, json!({})).await;
    assert_eq!(refused.reason(), Some("ROLE_REQUIRED"));
    assert_eq!(desk.gql(&reveal, json!({})).await.text("/revealContact/phone"), PHONE);
    let auditor = app.sign_in("auditor").await;
    let trail = "{ auditTrail(first: 20) { nodes { action detail } } }";
    let said = auditor.gql(trail, json!({})).await.at("/auditTrail/nodes").to_string();
    assert!(said.contains("inquiry.reveal") && !said.contains(PHONE), "{said}");
    for log in [app.gateway.said(), app.worker.said()] {
        assert!(!log.contains(PHONE) && !log.contains("李玉兰"), "a log names the citizen");
    }
}

#[tokio::test]
async fn a_token_reads_the_board_it_was_made_for_and_nothing_else() {
    let world = World::new().await;
    let app = world.serve().await;
    let overseer = app.oversee().await;
    let make = "mutation { createToken(name: \"周报\", scopes: [\"board:read\"], days: 7) { token apiToken { id } } }";
    let made = overseer.gql(make, json!({})).await.at("/createToken");
    let mut program = app.anonymous(Surface::Oversight);
    program.token = made["token"].as_str().unwrap_or_default().to_owned();
    assert_eq!(program.gql("{ me { scopes } }", json!({})).await.at("/me/scopes"), json!(["board:read"]));
    assert!(program.gql(BOARD, json!({})).await.at("/board/counties/0").is_object());
    let pieces = "{ releasedPieces(first: 1) { nodes { title } } }";
    assert_eq!(program.gql(pieces, json!({})).await.reason(), Some("TOKEN_SCOPE"));
    assert_eq!(program.gql(make, json!({})).await.reason(), Some("TOKEN_READS_ONLY"));
    let revoke = format!("mutation {{ revokeToken(id: {}) {{ revokedAt }} }}", made["apiToken"]["id"]);
    assert!(overseer.gql(&revoke, json!({})).await.at("/revokeToken/revokedAt").is_string());
    assert_eq!(program.gql(BOARD, json!({})).await.code(), Some("UNAUTHENTICATED"));
}
