//! Subscriptions of the running gateway, by the public clients: they tell what changes, and end with the right to hear it.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use serde_json::{Value, json};
use tests::{App, NEIXIANG, Session, Surface, Via, World};

use crate::county::Fault;
use crate::story::matrix::TOPIC;
use crate::story::writing::{Piece, paragraphs};

const MY_WORK: &str = "subscription { myWork { kind title } }";
const LETTER: &str = "mutation { submitInquiry(county: 411325, input: {
    kind: CONSULTATION, title: \"路灯何时修好\", body: \"湍东镇的路灯坏了三天。\" }) { queryCode } }";

async fn write_letter(app: &App) {
    let _ = app.anonymous(Surface::Public).gql(LETTER, json!({})).await.data();
}

#[tokio::test]
async fn work_is_told_as_it_comes_and_a_piece_as_it_changes() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let reviewer = app.sign_in("health.reviewer").await;
    let mut work = Via::ALL.map(|via| reviewer.listen(via, MY_WORK));
    for listener in &mut work {
        assert_eq!(listener.next().await["data"]["myWork"], json!([]));
    }
    let article =
        Piece::submit(&app, "health.editor", "等人审的一件", TOPIC, paragraphs("正文。"), json!({})).await?.id;
    let waits = json!([{ "kind": "REVIEW", "title": "等人审的一件" }]);
    for listener in &mut work {
        listener.until(|said| said["data"]["myWork"] == waits).await;
    }

    let editor = app.sign_in("health.editor").await;
    let changed = format!("subscription {{ articleChanged(id: \"{article}\") {{ title state }} }}");
    let mut piece = Via::ALL.map(|via| editor.listen(via, &changed));
    for listener in &mut piece {
        assert_eq!(listener.next().await["data"]["articleChanged"]["state"], "IN_REVIEW");
    }
    let back = format!("mutation {{ withdrawSubmission(id: \"{article}\") {{ state }} }}");
    assert_eq!(editor.gql(&back, json!({})).await.text("/withdrawSubmission/state"), "DRAFT");
    for listener in &mut piece {
        listener.until(|said| said["data"]["articleChanged"]["state"] == "DRAFT").await;
    }
    for listener in &mut work {
        listener.until(|said| said["data"]["myWork"] == json!([])).await;
    }
    Ok(())
}

#[tokio::test]
async fn the_board_is_told_again_when_figures_were_folded() {
    let world = World::new().await;
    let app = world.serve().await;
    let overseer = app.oversee().await;
    let query = "subscription { board { counties { county { code } inquiriesReceived30 } } }";
    let received = |said: &Value| {
        let counties = said["data"]["board"]["counties"].as_array().cloned().unwrap_or_default();
        counties.iter().find(|row| row["county"]["code"] == NEIXIANG).map(|row| row["inquiriesReceived30"].clone())
    };
    let mut board = Via::ALL.map(|via| overseer.listen(via, query));
    for listener in &mut board {
        assert_eq!(received(&listener.next().await), Some(json!(0)));
    }
    write_letter(&app).await;
    for listener in &mut board {
        listener.until(|said| received(said) == Some(json!(1))).await;
    }
}

#[tokio::test]
async fn i1_nobody_subscribes_where_they_may_not_look() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let article = Piece::submit(&app, "health.editor", "别人的一件", TOPIC, paragraphs("正文。"), json!({})).await?.id;
    let changed = format!("subscription {{ articleChanged(id: \"{article}\") {{ title }} }}");
    let strangers = [
        app.anonymous(Surface::Console),
        app.sign_in("education.editor").await,
        app.sign_in_at(tests::XIXIA, "principal").await,
    ];
    for (who, code) in strangers.iter().zip(["UNAUTHENTICATED", "NOT_FOUND", "NOT_FOUND"]) {
        for via in Via::ALL {
            let said = who.listen(via, &changed).next().await;
            assert!(said.to_string().contains(code), "{via:?} {said}");
            assert!(!said.to_string().contains("别人的一件"), "{said}");
        }
    }
    Ok(())
}

/// Both ways open for one person, each having told its first.
async fn open(who: &Session) -> [tests::Listener; 2] {
    let mut listeners = Via::ALL.map(|via| who.listen(via, MY_WORK));
    for listener in &mut listeners {
        assert!(listener.next().await["data"]["myWork"].is_array(), "{:?}", listener.heard);
    }
    listeners
}

/// Waits for the end of both: the close code of the socket, and the last word of the events.
async fn ended([socket, events]: &mut [tests::Listener; 2], close: u16, code: &str, reason: &str) {
    socket.until(|said| said["ended"] == close).await;
    let last = events.until(|said| said["errors"].is_array()).await;
    assert_eq!(last["errors"][0]["extensions"], json!({ "code": code, "reason": reason }));
    events.until(|said| said["ended"] == "complete").await;
}

#[tokio::test]
async fn signing_out_ends_the_persons_subscriptions_and_nobody_elses() {
    let world = World::new().await;
    let app = world.serve().await;
    let (desk, other) = (app.sign_in("clerk").await, app.sign_in("clerk").await);
    let (mut ours, mut theirs) = (open(&desk).await, open(&other).await);
    assert_eq!(desk.gql("mutation { signOut }", json!({})).await.at("/signOut"), true);
    ended(&mut ours, 4401, "UNAUTHENTICATED", "NO_SESSION").await;
    write_letter(&app).await;
    for listener in &mut theirs {
        listener.until(|said| said["data"]["myWork"][0]["title"] == "路灯何时修好").await;
    }
    for listener in &ours {
        assert!(!json!(listener.heard).to_string().contains("路灯"), "{:?}", listener.heard);
    }
}

#[tokio::test]
async fn a_right_taken_away_ends_what_it_let_in() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let mut ours = open(&app.sign_in("clerk").await).await;
    let membership: uuid::Uuid = sqlx::query_scalar(
        "select m.id from membership m join person p on p.id = m.person_id where p.county_id = $1 and p.login = 'clerk'",
    )
    .bind(NEIXIANG)
    .fetch_one(&mut world.all_seeing().await)
    .await?;
    let end = format!("mutation {{ endRole(membershipId: \"{membership}\") {{ id }} }}");
    let _ = app.sign_in("security").await.gql(&end, json!({})).await.data();
    ended(&mut ours, 4403, "FORBIDDEN", "RIGHTS_CHANGED").await;
    Ok(())
}

#[tokio::test]
async fn an_expired_session_and_a_revoked_token_end_theirs() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let mut ours = open(&app.sign_in("clerk").await).await;
    let overseer = app.oversee().await;
    let make = "mutation { createToken(name: \"周报\", scopes: [\"board:read\"], days: 7) { token apiToken { id } } }";
    let made = overseer.gql(make, json!({})).await.at("/createToken");
    let mut program = app.anonymous(Surface::Oversight);
    program.token = made["token"].as_str().unwrap_or_default().to_owned();
    let mut board = program.listen(Via::Socket, "subscription { board { computedAt } }");
    assert!(board.next().await["data"]["board"].is_object());

    let expire = "update session set expires_at = now() where person_id = (select id from person where county_id = $1 and login = 'clerk')";
    sqlx::query(expire).bind(NEIXIANG).execute(&mut world.all_seeing().await).await?;
    let revoke = format!("mutation {{ revokeToken(id: {}) {{ revokedAt }} }}", made["apiToken"]["id"]);
    let _ = overseer.gql(&revoke, json!({})).await.data();
    ended(&mut ours, 4401, "UNAUTHENTICATED", "NO_SESSION").await;
    board.until(|said| said["ended"] == 4401).await;
    Ok(())
}

#[tokio::test]
async fn who_merely_lists_event_streams_is_answered_in_json_and_signed_in() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let sign_in = json!({ "query": "mutation { signIn(county: 411325, login: \"clerk\", password: \"Juzhen-2026\") { csrfToken } }" });
    let ask =
        |accept: &'static str| app.anonymous(Surface::Console).request().header("accept", accept).json(&sign_in).send();
    let listed = "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed";
    for (accept, form) in [
        (listed, "application/graphql-response+json; charset=utf-8"),
        ("text/event-stream;q=0.5, application/json", "application/json; charset=utf-8"),
        ("text/event-stream", "text/event-stream"),
    ] {
        let answer = ask(accept).await?;
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(header("content-type"), form);
        assert!(header("set-cookie").starts_with("juzhen_session=411325."), "{accept}");
        assert!(answer.text().await?.contains("csrfToken"));
    }
    let by_address = app.url("/console/graphql?query=mutation%20%7B%20signOut%20%7D");
    let by_get = app.client().get(by_address).header("accept", "text/event-stream").send().await?;
    assert_eq!(by_get.status(), 405, "a stream is no way around the method");
    Ok(())
}
