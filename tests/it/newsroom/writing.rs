//! C15: two people at one draft, and what the checks say of it before it leaves the desk.

use serde_json::{Value, json};
use tests::{Answer, PASSWORD, Session};

use super::{Room, article, text};
use crate::story::writing::{Piece, upload};

const EDIT: &str = "mutation($id: ID!, $version: Int!, $input: ArticleInput!) {
    editArticle(id: $id, version: $version, input: $input) { version state } }";
const SUBMIT: &str = "mutation($id: ID!, $version: Int!) { submitArticle(id: $id, version: $version) { state } }";

/// Writes a text into the piece from the version it has; `more` goes over the rest.
pub(super) async fn edit(room: &Room, session: &Session, piece: &Piece, words: &str, more: Value) -> Answer {
    let version = article(session, &piece.id).await["version"].clone();
    edit_from(room, session, piece, &version, words, more).await
}

async fn edit_from(room: &Room, session: &Session, piece: &Piece, version: &Value, words: &str, more: Value) -> Answer {
    let cover = "query($id: ID!) { article(id: $id) { cover { id } } }";
    let cover = session.gql(cover, json!({ "id": piece.id })).await.at("/article");
    let cover = match cover["cover"]["id"].clone() {
        Value::Null => json!(upload(&room.app, session).await.unwrap()),
        known => known,
    };
    let mut input = text::input(words, &cover, &room.department("education").await);
    if let (Some(input), Some(more)) = (input.as_object_mut(), more.as_object()) {
        input.extend(more.clone());
    }
    session.gql(EDIT, json!({ "id": piece.id, "version": version, "input": input })).await
}

/// Submits the piece as it stands.
pub(super) async fn submit(session: &Session, piece: &Piece) -> Answer {
    let version = article(session, &piece.id).await["version"].clone();
    session.gql(SUBMIT, json!({ "id": piece.id, "version": version })).await
}

/// A second editor joins the desk: the administrator enters them, the security administrator gives the role.
async fn second_editor(room: &Room) -> Session {
    let admin = room.as_of("admin").await;
    let create = "mutation($of: ID!, $password: String!) {
        createPerson(login: \"desk.editor2\", name: \"文汐\", departmentId: $of, password: $password) { id } }";
    let office = room.department("office").await;
    let person = admin.gql(create, json!({ "of": office, "password": PASSWORD })).await.at("/createPerson/id");
    let grant = "mutation($id: ID!) { grantRole(personId: $id, role: EDITOR) { id } }";
    let granted = room.as_of("security").await.gql(grant, json!({ "id": person })).await;
    assert_eq!(granted.code(), None, "{granted:?}");
    room.as_of("desk.editor2").await
}

/// Who opens it second does not write until they take over; what the first began from is stale then.
pub(super) async fn one_writes_and_another_takes_over(room: &Room, piece: &Piece) {
    let (first, second) = (room.as_of("desk.editor").await, second_editor(room).await);
    let id = json!({ "id": piece.id });
    let hold = "mutation($id: ID!) { holdArticle(id: $id) { personName mine } }";
    assert_eq!(first.gql(hold, id.clone()).await.at("/holdArticle/mine"), true);
    let begun = article(&first, &piece.id).await["version"].clone();
    let seen = second.gql(hold, id.clone()).await.at("/holdArticle");
    assert_eq!(seen, json!({ "personName": "文澜", "mine": false }));
    assert_eq!(edit(room, &second, piece, text::MARKED, json!({})).await.reason(), Some("HELD_BY_OTHER"));
    let take = "mutation($id: ID!) { takeOverArticle(id: $id) { personName mine } }";
    assert_eq!(second.gql(take, id.clone()).await.at("/takeOverArticle/mine"), true);
    let written = edit(room, &second, piece, text::MARKED, json!({})).await;
    assert_eq!(written.code(), None, "{written:?}");
    let late = edit_from(room, &first, piece, &begun, text::SUBMITTED, json!({})).await;
    assert_eq!(late.reason(), Some("STALE_VERSION"));
    let go = "mutation($id: ID!) { letArticleGo(id: $id) }";
    assert_eq!(second.gql(go, id).await.at("/letArticleGo"), true);
}

/// A mark of secrecy stops it at the desk's door (C16); without it, it goes to review.
pub(super) async fn what_the_checks_stop_does_not_leave_the_desk(room: &Room, piece: &Piece) {
    let writer = room.as_of("desk.editor").await;
    let stopped = submit(&writer, piece).await;
    assert_eq!((stopped.code(), stopped.reason()), (Some("CONFLICT"), Some("FINDINGS_BLOCK")));
    let stands = article(&writer, &piece.id).await;
    assert_eq!((&stands["state"], &stands["revisions"]), (&json!("DRAFT"), &json!([])), "nothing was frozen");
    let edited = edit(room, &writer, piece, text::SUBMITTED, json!({})).await;
    assert_eq!(edited.code(), None, "{edited:?}");
    assert_eq!(submit(&writer, piece).await.text("/submitArticle/state"), "IN_REVIEW");
}

/// The second round: the piece waits on its writer's desk with what was said, and goes again.
pub(super) async fn the_writer_mends_what_was_returned(room: &Room, piece: &Piece) {
    let writer = room.as_of("desk.editor").await;
    let work = writer.gql("{ myWork { kind title subjectId } }", json!({})).await.at("/myWork");
    let back = |item: &&Value| item["kind"] == "RETURNED_ARTICLE" && item["subjectId"] == piece.id.as_str();
    assert!(work.as_array().unwrap().iter().any(|item| back(&item)), "{work}");
    let edited = edit(room, &writer, piece, text::MENDED, json!({})).await;
    assert_eq!(edited.code(), None, "{edited:?}");
    assert_eq!(submit(&writer, piece).await.text("/submitArticle/state"), "IN_REVIEW");
}
