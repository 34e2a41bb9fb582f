//! I10: what is out is not changed; it is corrected, on every target, with a public reason.

use serde_json::{Value, json};
use tests::{NEIXIANG, Surface, until};

use super::writing::{edit, submit};
use super::{Room, TITLE, article, fault, text};
use crate::county::Fault;
use crate::story::matrix::DAILY;
use crate::story::releasing;
use crate::story::reviewing::decide;
use crate::story::writing::Piece;

const PIECE: &str =
    "query($county: Int!, $id: ID!) { piece(county: $county, id: $id) { blocks correction releasedAt } }";

/// What the public reads.
async fn read(room: &Room, piece: &Piece) -> Value {
    let variables = json!({ "county": NEIXIANG, "id": piece.id });
    room.app.anonymous(Surface::Public).gql(PIECE, variables).await.at("/piece")
}

/// Writing on begins a new draft beside what is out; SQL itself refuses to change what was released.
pub(super) async fn what_is_out_is_not_changed_by_writing_on(room: &Room, piece: &Piece) {
    let writer = room.as_of("desk.editor").await;
    let edited = edit(room, &writer, piece, text::CORRECTED, json!({})).await;
    assert_eq!(edited.text("/editArticle/state"), "DRAFT");
    let shown = read(room, piece).await;
    assert!(shown["blocks"].to_string().contains("本月起接种") && shown["correction"].is_null(), "{shown}");
    let change = sqlx::query("update revision set title = title || '。' where county_id = 411325");
    let refused = change.execute(&mut room.world.application().await).await.unwrap_err().to_string();
    assert!(refused.contains("permission denied"), "{refused}");
}

/// A correction without a word for the public is refused, at its field.
pub(super) async fn a_correction_says_in_public_what_it_puts_right(room: &Room, piece: &Piece) {
    let writer = room.as_of("desk.editor").await;
    assert_eq!(fault(&submit(&writer, piece).await), "correction REQUIRED");
    let long = edit(room, &writer, piece, text::CORRECTED, json!({ "correction": "长".repeat(201) })).await;
    assert_eq!(fault(&long), "correction TOO_LONG");
    let marked = json!({ "correction": "绝密★启用前：原文时间有误" });
    assert_eq!(edit(room, &writer, piece, text::CORRECTED, marked).await.code(), None);
    assert_eq!(submit(&writer, piece).await.reason(), Some("FINDINGS_BLOCK"), "it is checked like the text");
    let told = json!({ "correction": text::CORRECTION });
    assert_eq!(edit(room, &writer, piece, text::CORRECTED, told).await.code(), None);
    assert_eq!(submit(&writer, piece).await.text("/submitArticle/state"), "IN_REVIEW");
    let revisions = article(&writer, &piece.id).await["revisions"].clone();
    assert_eq!((&revisions[0]["number"], &revisions[0]["correction"]), (&json!(3), &json!(text::CORRECTION)));
}

/// The approval of what is out is none of the correction's.
pub(super) async fn it_is_reviewed_like_any_other_text(room: &Room, piece: &Piece) -> Result<(), Fault> {
    let early = room.matrix.plan(&room.app, piece).await;
    assert_eq!(early.reason(), Some("NOT_APPROVED"), "I2");
    for login in ["office.reviewer", "education.reviewer", "desk.reviewer"] {
        assert_eq!(decide(&room.app, login, TITLE).await?, "OPEN", "{login}");
    }
    assert_eq!(decide(&room.app, "principal", TITLE).await?, "APPROVED");
    assert!(read(room, piece).await["correction"].is_null(), "approved is not released");
    Ok(())
}

/// The site tells readers, the newspaper is told, and WeChat carries the corrected text alone.
pub(super) async fn it_takes_the_place_of_what_it_corrects_everywhere(room: &Room, piece: &Piece) -> Result<(), Fault> {
    releasing::together(&room.app, &room.matrix, piece).await?;
    let shown = read(room, piece).await;
    assert_eq!(shown["correction"], text::CORRECTION);
    assert!(shown["blocks"].to_string().contains("下月起接种"), "{shown}");
    let publisher = room.as_of("publisher").await;
    until("the earlier version is down on every target", async || {
        let releases = article(&publisher, &piece.id).await["releases"].clone();
        let down = |target: &Value| target["state"] == "WITHDRAWN" && target["errorCode"] == "REPLACED";
        releases[1]["targets"].as_array()?.iter().all(down).then_some(())
    })
    .await;
    let deleted = room.world.wechat().await.look("effects?effect=article_deleted").await;
    assert_eq!(deleted.as_array().map(Vec::len), Some(1), "I4: {deleted}");
    let newspaper = room.world.newspaper().await;
    let note = format!("更正：{}（请以本版取代此前的版本）", text::CORRECTION);
    until("the newspaper is told", async || {
        let received = newspaper.look(&format!("received?verdict=accepted&outlet={DAILY}")).await;
        received.to_string().contains(&note).then_some(())
    })
    .await;
    Ok(())
}

/// Nobody reads the earlier version any more, and the next correction says its own.
pub(super) async fn an_old_version_never_comes_back(room: &Room, piece: &Piece) {
    let writer = room.as_of("desk.editor").await;
    let now = article(&writer, &piece.id).await;
    assert_eq!(now["state"], "RELEASED");
    let out: Vec<&Value> =
        now["revisions"].as_array().unwrap().iter().filter(|row| !row["publicAt"].is_null()).collect();
    assert_eq!(out.len(), 1, "{out:?}");
    assert_eq!(out[0]["number"], 3);
    let again = room.matrix.plan(&room.app, piece).await;
    assert_eq!(again.reason(), Some("ALREADY_RELEASED_HERE"), "I4");
}
