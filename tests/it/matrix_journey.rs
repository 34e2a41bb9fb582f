//! The whole matrix over the real binary, every act through GraphQL as the console sends it: one piece to three channels, two connectors
//! and four outlets; corrected; then killed. What stands where is read on the far side each time.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the journey")]

mod feeds;
mod place;
mod places;

use serde_json::{Value, json};
use tests::{App, Session, until};

use crate::county::Fault;
use crate::story::matrix::TOPIC;
use crate::story::releasing;
use crate::story::reviewing::{approve, decide};
use crate::story::writing::{self, Piece};
use place::Place;
use places::Places;

/// What is written, and what it says after the correction: the day stands in the title and in the text.
const TITLE: &str = "县医院秋季义诊十八日开始";
const TEXT: &str = "县医院秋季义诊十八日上午开始，市民可持身份证到门诊大厅登记。";
const FIRST: &str = "十八日";
const SECOND: &str = "二十日";
/// What the public is told of the correction, and of the withdrawal.
const CORRECTION: &str = "义诊开始日期有误，以本版为准";
const REASON: &str = "义诊因故取消，请以后续通知为准";
/// Who judges it.
const CHAIN: [&str; 2] = ["health.reviewer", "desk.reviewer"];

const EDIT: &str = "mutation($id: ID!, $version: Int!, $input: ArticleInput!) {
    editArticle(id: $id, version: $version, input: $input) { version } }";
const SUBMIT: &str = "mutation($id: ID!, $version: Int!) { submitArticle(id: $id, version: $version) { state } }";
const RELEASES: &str =
    "query($id: ID!) { article(id: $id) { state version cover { id } releases { id withdrawnAt withdrawalReason
    targets { id state errorCode externalUrl account { name } }
    deliveries { kind state outlet { name } } } } }";
const WITHDRAW: &str =
    "mutation($id: ID!, $reason: String!) { withdrawRelease(id: $id, reason: $reason) { withdrawnAt } }";

/// The piece with its releases, the latest first.
async fn piece_of(session: &Session, id: &str) -> Value {
    session.gql(RELEASES, json!({ "id": id })).await.at("/article")
}

/// The writer puts another day in its place and says so in public; the same people judge it anew.
async fn correct(app: &App, piece: &Piece) -> Result<(), Fault> {
    let writer = app.sign_in("health.editor").await;
    let now = piece_of(&writer, &piece.id).await;
    let (title, cover) = (TITLE.replace(FIRST, SECOND), now["cover"]["id"].clone());
    let input = json!({ "title": title, "summary": "摘要", "blocks": writing::paragraphs(&TEXT.replace(FIRST, SECOND)),
        "kind": "NOTICE", "sensitivity": "PLAIN", "origin": "ORIGINAL", "emergency": false, "topics": [TOPIC],
        "coverMediaId": cover, "correction": CORRECTION });
    let edited = writer.gql(EDIT, json!({ "id": piece.id, "version": now["version"], "input": input })).await;
    let version = edited.at("/editArticle/version");
    let submitted = writer.gql(SUBMIT, json!({ "id": piece.id, "version": version })).await;
    assert_eq!(submitted.text("/submitArticle/state"), "IN_REVIEW");
    approve(app, &title, &CHAIN).await
}

/// The outlet's editor takes the piece, its site carries it, and they report the page: it is compared and counted once.
async fn used_by_the_reader(places: &Places, piece: &Piece) {
    let editor = places.app.sign_in("daily.editor").await;
    let take = "mutation($outlet: ID!, $article: ID!) {
        takeOffer(outletId: $outlet, articleId: $article, form: TEXT) { fileName } }";
    let of = json!({ "outlet": places.reader, "article": piece.id });
    assert_eq!(editor.gql(take, of).await.code(), None);
    let tell = "mutation($outlet: ID!, $article: ID!, $url: String!) {
        tellPickup(outletId: $outlet, articleId: $article, url: $url) { fresh } }";
    for fresh in [true, false] {
        let told = json!({ "outlet": places.reader, "article": piece.id, "url": places.page });
        assert_eq!(editor.gql(tell, told).await.at("/tellPickup/fresh"), fresh);
    }
    let publisher = places.app.sign_in("publisher").await;
    let pickups = "query($id: ID!) { pickups(first: 5, articleId: $id) { nodes { outletName state counted } } }";
    let matched = json!([{ "outletName": "县广播电视台", "state": "MATCHED", "counted": true }]);
    until("the page is found to carry the piece", async || {
        let seen = publisher.gql(pickups, json!({ "id": piece.id })).await.at("/pickups/nodes");
        (seen == matched).then_some(())
    })
    .await;
}

/// Every place shows what it should, and nothing of what it showed before.
async fn everywhere(places: &Places, piece: &Piece, shows: impl Fn(Place) -> String, not: &str) {
    for place in Place::ALL {
        let sign = shows(place);
        until(&format!("{place:?} shows {sign}"), async || {
            let seen = place.read(places, piece).await?;
            (seen.contains(&sign) && !seen.contains(not)).then_some(())
        })
        .await;
    }
}

/// Our own word agrees: every target of every release ended, and every outlet was told of each step.
async fn our_own_word_agrees(app: &App, piece: &Piece) {
    let seen = piece_of(&app.sign_in("publisher").await, &piece.id).await;
    assert_eq!(seen["state"], "WITHDRAWN", "{seen}");
    let (killed, first) = (&seen["releases"][0], &seen["releases"][1]);
    assert_eq!(killed["withdrawalReason"], REASON);
    let states = |release: &Value| -> Vec<String> {
        let targets = release["targets"].as_array().unwrap().iter();
        targets.map(|target| format!("{} {}", target["state"], target["errorCode"])).collect()
    };
    assert_eq!(states(first), ["\"WITHDRAWN\" \"REPLACED\""; 5], "{seen}");
    assert!(states(killed).iter().all(|state| state.starts_with("\"WITHDRAWN\"")), "{seen}");
    let told = |release: &Value, kind: &str| {
        let deliveries = release["deliveries"].as_array().unwrap().iter();
        let done = |one: &&Value| one["state"] == "delivered" || one["state"] == "offered";
        deliveries.filter(|one| one["kind"] == kind).filter(done).count()
    };
    assert_eq!((told(first, "release"), told(killed, "correction"), told(killed, "withdrawal")), (4, 4, 4), "{seen}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c18_c23_i10_one_piece_to_nine_places_corrected_and_killed_ends_the_same_in_each() -> Result<(), Fault> {
    let places = Places::open().await?;
    let (app, world) = (&places.app, &places.world);
    let blocks = writing::paragraphs(TEXT);
    let piece = Piece::submit(app, "health.editor", TITLE, TOPIC, blocks, json!({})).await?;
    assert_eq!(places.matrix.plan(app, &piece).await.reason(), Some("NOT_APPROVED"), "I2");
    assert_eq!(decide(app, CHAIN[0], TITLE).await?, "OPEN");
    assert_eq!(decide(app, CHAIN[1], TITLE).await?, "APPROVED");
    releasing::together(app, &places.matrix, &piece).await?;
    everywhere(&places, &piece, |_| FIRST.to_owned(), SECOND).await;
    feeds::carry(&places, &piece, FIRST).await;
    used_by_the_reader(&places, &piece).await;

    correct(app, &piece).await?;
    releasing::together(app, &places.matrix, &piece).await?;
    everywhere(&places, &piece, |_| SECOND.to_owned(), FIRST).await;
    feeds::carry(&places, &piece, SECOND).await;

    let publisher = app.sign_in("publisher").await;
    let release = piece_of(&publisher, &piece.id).await["releases"][0]["id"].clone();
    let withdrawn = publisher.gql(WITHDRAW, json!({ "id": release, "reason": REASON })).await;
    assert_eq!(withdrawn.code(), None, "{withdrawn:?}");
    everywhere(&places, &piece, |place| place.killed().to_owned(), "持身份证").await;
    feeds::say_it_is_gone(&places, &piece).await;
    until("every target has ended", async || {
        let seen = piece_of(&publisher, &piece.id).await;
        let ended = |target: &Value| target["state"] == "WITHDRAWN";
        seen["releases"][0]["targets"].as_array()?.iter().all(ended).then_some(())
    })
    .await;
    our_own_word_agrees(app, &piece).await;
    assert!(world.run(&["audit", "verify"]).status.success(), "I8");
    Ok(())
}
