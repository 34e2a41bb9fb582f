//! C13: what is planned, assigned, handed in and adopted.

use serde_json::{Value, json};

use super::{Room, TITLE, text};
use crate::county::Fault;
use crate::story::writing::{Piece, paragraphs, upload};

const ITEM: &str =
    "mutation { addPlanItem(input: { theme: \"冬季接种\", startsOn: \"2030-01-01\", endsOn: \"2030-01-07\",
    topic: \"卫生健康\", note: \"两周内见稿\" }) { id coverage } }";
const ASSIGN: &str = "mutation($id: ID!, $to: ID!, $who: ID!) {
    assignPlanItem(id: $id, departmentId: $to, personId: $who, dueAt: \"2030-01-03T00:00:00Z\", note: \"写清时间地点\") { id state } }";
const SEND: &str = "mutation($input: SubmissionInput!) { sendSubmission(input: $input) {
    id number state attachments { fileName } assignment { state } } }";
const ADOPT: &str =
    "mutation($id: ID!) { adoptSubmission(id: $id, mode: WITH_EDITS) { id state version department { slug } } }";

/// The desk plans a theme and gives it to one editor of the health bureau, who finds it on their desk. Gives the assignment.
pub(super) async fn a_theme_is_planned_and_given_to_a_department(room: &Room) -> String {
    let desk = room.as_of("desk.editor").await;
    let item = desk.gql(ITEM, json!({})).await.at("/addPlanItem");
    assert_eq!(item["coverage"], "UNASSIGNED");
    let health = room.department("health").await;
    let people = "query($of: ID!) { assignablePeople(departmentId: $of) { id login } }";
    let people = desk.gql(people, json!({ "of": health })).await.at("/assignablePeople");
    let writer = people.as_array().unwrap().iter().find(|person| person["login"] == "health.editor").unwrap();
    let given = desk.gql(ASSIGN, json!({ "id": item["id"], "to": health, "who": writer["id"] })).await;
    let given = given.at("/assignPlanItem");
    let work = room.as_of("health.editor").await.gql("{ myWork { kind title } }", json!({})).await.at("/myWork");
    assert_eq!(work, json!([{ "kind": "ASSIGNMENT", "title": "冬季接种" }]));
    given["id"].as_str().unwrap().to_owned()
}

/// The writer hands in a text with a paper beside it, and has the desk's receipt. Gives the submission.
pub(super) async fn the_department_hands_in_a_text_with_its_paper(
    room: &Room,
    assignment: &str,
) -> Result<Value, Fault> {
    let writer = room.as_of("health.editor").await;
    let paper = upload(&room.app, &writer).await?;
    let input = json!({ "title": "接种安排", "blocks": paragraphs(text::HANDED_IN), "kind": "NOTICE", "note": "附接种点照片",
        "attachmentIds": [paper], "assignmentId": assignment });
    let sent = writer.gql(SEND, json!({ "input": input })).await.at("/sendSubmission");
    let number = sent["number"].as_str().ok_or("no receipt")?;
    assert!(number.ends_with("-0001"), "the receipt counts the day: {number}");
    assert_eq!(sent["attachments"], json!([{ "fileName": "hills.png" }]));
    assert_eq!(sent["assignment"], json!({ "state": "DELIVERED" }));
    Ok(sent["id"].clone())
}

/// The desk makes it a draft of its own; the department reads that it was taken, and may not adopt for itself.
pub(super) async fn the_desk_adopts_it_with_edits(room: &Room, submission: &Value) -> Piece {
    let writer = room.as_of("health.editor").await;
    let refused = writer.gql(ADOPT, json!({ "id": submission })).await;
    assert_eq!(refused.reason(), Some("ROLE_REQUIRED"));
    let desk = room.as_of("desk.editor").await;
    let adopted = desk.gql(ADOPT, json!({ "id": submission })).await.at("/adoptSubmission");
    assert_eq!((&adopted["state"], &adopted["department"]), (&json!("DRAFT"), &json!({ "slug": "office" })));
    let seen = "query($id: ID!) { submission(id: $id) { state events { kind } assignment { state } } }";
    let seen = writer.gql(seen, json!({ "id": submission })).await.at("/submission");
    assert_eq!((&seen["state"], &seen["assignment"]), (&json!("ADOPTED_WITH_EDITS"), &json!({ "state": "COVERED" })));
    Piece { id: adopted["id"].as_str().unwrap().to_owned(), title: TITLE.to_owned() }
}
