//! A late assignment, and what is handed in, through the console: each on the desk of whoever is to act.

use serde_json::{Value, json};
use tests::{NEIXIANG, Session, Surface, World};

/// Kind, title and lateness of what waits for someone.
async fn waits(session: &Session, kinds: &[&str]) -> Vec<(String, String, bool)> {
    let work = session.gql("{ myWork { kind title overdue } }", json!({})).await.at("/myWork");
    let text = |item: &Value, key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let items = work.as_array().cloned().unwrap_or_default();
    let listed = items.iter().filter(|item| kinds.contains(&text(item, "kind").as_str()));
    listed.map(|item| (text(item, "kind"), text(item, "title"), item["overdue"] == true)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c13_a_late_assignment_shows_on_both_desks_until_something_is_handed_in() {
    let world = World::new().await;
    let app = world.serve().await;
    let (desk, writer) = (app.sign_in("desk.editor").await, app.sign_in("health.editor").await);
    let departments = desk.gql("{ departments { id slug } }", json!({})).await.at("/departments");
    let health = departments.as_array().unwrap().iter().find(|row| row["slug"] == "health").unwrap()["id"].clone();
    let add = "mutation($on: Date!) { addPlanItem(input: { theme: \"冬季接种\", startsOn: $on, endsOn: $on, note: \"\" }) { id } }";
    let item = desk.gql(add, json!({ "on": "2030-01-01" })).await.text("/addPlanItem/id");
    let give = "mutation($id: ID!, $to: ID!) { assignPlanItem(id: $id, departmentId: $to, dueAt: \"2030-01-01T00:00:00Z\", note: \"\") { id } }";
    let assignment = desk.gql(give, json!({ "id": item, "to": health })).await.text("/assignPlanItem/id");
    let kinds = ["ASSIGNMENT", "ASSIGNMENT_DUE", "SUBMISSION"];
    let line = |kind: &str, late| (kind.to_owned(), "冬季接种".to_owned(), late);
    assert_eq!(waits(&desk, &kinds).await, [], "it is not due soon");
    assert_eq!(waits(&writer, &kinds).await, [line("ASSIGNMENT", false)]);
    let late = "update assignment set due_at = now() - interval '1 hour' where county_id = $1";
    sqlx::query(late).bind(NEIXIANG).execute(&mut world.all_seeing().await).await.unwrap();
    assert_eq!(waits(&desk, &kinds).await, [line("ASSIGNMENT_DUE", true)]);
    assert_eq!(waits(&writer, &kinds).await, [line("ASSIGNMENT", true)]);
    assert_eq!(waits(&app.sign_in("education.editor").await, &kinds).await, [], "it is not theirs");
    let send = "mutation($for: ID!) { sendSubmission(input: { title: \"接种点开放\", kind: NEWS, note: \"\", attachmentIds: [],
        blocks: [{ type: \"paragraph\", spans: [{ text: \"正文\" }] }], assignmentId: $for }) { number state assignment { state } } }";
    let sent = writer.gql(send, json!({ "for": assignment })).await;
    assert_eq!(sent.text("/sendSubmission/assignment/state"), "DELIVERED");
    assert_eq!(waits(&desk, &kinds).await, [("SUBMISSION".to_owned(), "接种点开放".to_owned(), false)]);
    assert_eq!(waits(&writer, &kinds).await, []);
}

#[tokio::test]
async fn the_ledger_of_the_schema_leads_to_no_person() {
    let sdl = include_str!("../../schema/console.graphql");
    for name in ["AdoptionLedger", "AdoptionLine", "AdoptionWeights"] {
        let (_, body) = sdl.split_once(&format!("type {name} {{")).unwrap();
        let (body, _) = body.split_once('}').unwrap();
        assert!(!body.contains("Person"), "{name}: {body}");
    }
    let world = World::new().await;
    let app = world.serve().await;
    let query = "{ adoptionLedgerFile(from: \"2026-01-01\", until: \"2026-12-31\") { fileName mime } }";
    let file = app.sign_in("desk.editor").await.gql(query, json!({})).await;
    assert_eq!(file.text("/adoptionLedgerFile/fileName"), "采用台账-2026-01-01-2026-12-31.xlsx");
    assert_eq!(app.anonymous(Surface::Console).gql(query, json!({})).await.code(), Some("UNAUTHENTICATED"));
}
