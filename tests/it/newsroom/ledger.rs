//! What is left of the day: the department's line in the ledger (C13), and the county's chain (I8).

use platform::Clock;
use serde_json::{Value, json};

use super::Room;
use crate::story::writing::Piece;

const LEDGER: &str = "query($day: Date!) { adoptionLedger(from: $day, until: $day) { lines {
    department { slug } submitted adopted adoptedWithEdits declined released } } }";

/// Handed in, adopted with edits, and out; corrected or not, it counts once.
pub(super) async fn the_department_is_counted_and_no_person(room: &Room) {
    let day = Clock::day_of(Clock::default().now()).to_string();
    let ledger = room.as_of("desk.editor").await.gql(LEDGER, json!({ "day": day })).await;
    let lines = ledger.at("/adoptionLedger/lines");
    let line = lines.as_array().unwrap().iter().find(|line| line["department"]["slug"] == "health").unwrap();
    let counted = json!({ "department": { "slug": "health" }, "submitted": 1, "adopted": 0, "adoptedWithEdits": 1,
        "declined": 0, "released": 1 });
    assert_eq!(*line, counted);
}

/// Each act on the piece is a row with a name and a path, in order, and the chain holds from genesis.
pub(super) async fn every_step_stands_in_the_chain(room: &Room, piece: &Piece) {
    let trail = "query($id: ID!) { auditTrail(first: 100, subjectId: $id) { nodes { action actorName path } } }";
    let trail = room.as_of("auditor").await.gql(trail, json!({ "id": piece.id })).await.at("/auditTrail/nodes");
    let acts: Vec<&str> = trail.as_array().unwrap().iter().rev().filter_map(|row| row["action"].as_str()).collect();
    let mut wanted = [
        "article.create",
        "article.take_over",
        "article.submit",
        "article.returned",
        "article.submit",
        "article.approved",
        "article.released",
        "article.edit",
        "article.submit",
        "article.approved",
        "article.released",
        "article.replaced",
    ]
    .into_iter()
    .peekable();
    for act in &acts {
        wanted.next_if(|next| next == act);
    }
    assert_eq!(wanted.next(), None, "I8: {acts:?}");
    let named = |row: &Value| row["actorName"].as_str().is_some_and(|name| !name.is_empty()) && row["path"].is_string();
    assert!(trail.as_array().unwrap().iter().all(named), "I9: {trail}");
    let audit = room.world.run(&["audit", "verify"]);
    assert!(audit.status.success(), "I8: {}", String::from_utf8_lossy(&audit.stdout));
}
