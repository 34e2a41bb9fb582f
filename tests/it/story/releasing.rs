//! At its time, everywhere together: WeChat, the app and the website, and the newspaper that took the topic.

use serde_json::{Value, json};
use tests::{App, NEIXIANG, Surface, World, until};

use super::matrix::Matrix;
use super::writing::Piece;
use crate::county::Fault;

const TARGETS: &str = "query($id: ID!) { release(id: $id) { scheduledAt targets { channel state liveAt } } }";

/// Plans a piece, finds it planned on every account, and then live on all of them, none before its time.
pub(crate) async fn together(app: &App, matrix: &Matrix, piece: &Piece) -> Result<(), Fault> {
    let planned = matrix.plan(app, piece).await.at("/planRelease");
    let targets = planned["targets"].as_array().ok_or("no targets")?;
    assert_eq!(targets.len(), matrix.accounts.len(), "{planned}");
    assert!(targets.iter().all(|target| target["state"] == "PLANNED"), "{planned}");
    let publisher = app.sign_in("publisher").await;
    let id = json!({ "id": planned["id"] });
    let release = until(&format!("every target of {} is live", piece.title), async || {
        let release = publisher.gql(TARGETS, id.clone()).await.at("/release");
        let live = release["targets"].as_array()?.iter().all(|target| target["state"] == "LIVE");
        live.then_some(release)
    })
    .await;
    let due = release["scheduledAt"].as_str().ok_or("no time")?;
    let early = |target: &&Value| target["liveAt"].as_str().is_none_or(|live| live < due);
    assert!(!release["targets"].as_array().ok_or("no targets")?.iter().any(|target| early(&target)), "{release}");
    Ok(())
}

/// The piece stands on the site, in the app and in their feed, and in WeChat exactly once (I4).
pub(crate) async fn stands_once(world: &World, app: &App, title: &str) {
    for medium in ["WEBSITE", "APP"] {
        assert!(shown(app, NEIXIANG, medium).await.contains(title), "{title} on {medium}");
    }
    let feed = app.client().get(app.url(&format!("/feeds/{NEIXIANG}/atom.xml"))).send().await.unwrap();
    assert!(feed.text().await.unwrap().contains(title), "{title} in the feed");
    let published = world.wechat().await.look("effects?effect=published").await;
    let times = published.as_array().unwrap().iter().filter(|effect| effect.to_string().contains(title)).count();
    assert_eq!(times, 1, "I4: {published}");
}

/// The newspaper of the topic has the piece, signed and valid; the other never gets it.
pub(crate) async fn reaches(world: &World, title: &str, subscriber: &str, other: &str) {
    let newspaper = world.newspaper().await;
    let accepted = async |outlet: &str| {
        let received = newspaper.look(&format!("received?verdict=accepted&outlet={outlet}")).await;
        received.to_string().contains(title)
    };
    until(&format!("{title} is at the newspaper"), async || accepted(subscriber).await.then_some(())).await;
    assert!(!accepted(other).await, "{title} is of no topic the other took");
}

/// Titles a medium shows of a county.
pub(super) async fn shown(app: &App, county: i32, medium: &str) -> String {
    let query = format!("{{ pieces(county: {county}, medium: {medium}, first: 20) {{ nodes {{ title }} }} }}");
    app.anonymous(Surface::Public).gql(&query, json!({})).await.at("/pieces/nodes").to_string()
}
