//! Those who look on: the province, which both counties let look, and the neighbour, which nobody did.

use serde_json::{Value, json};
use tests::{App, NEIXIANG, XIXIA, until};

use super::releasing::shown;
use super::{MEASURES, STORM, VACCINES};

/// The province has both counties on one board, with what Neixiang released.
pub(super) async fn the_province_sees_both_counties(app: &App) {
    let overseer = app.oversee().await;
    let query = "{ board { counties { county { code } released30 } } }";
    let counties = until("the board counts the releases", async || {
        let counties = overseer.gql(query, json!({})).await.at("/board/counties");
        let row = counties.as_array()?.iter().find(|row| row["county"]["code"] == NEIXIANG)?;
        (3 <= row["released30"].as_i64()?).then(|| counties.clone())
    })
    .await;
    let codes: Vec<&Value> = counties.as_array().unwrap().iter().map(|row| &row["county"]["code"]).collect();
    assert!(codes.contains(&&json!(NEIXIANG)) && codes.contains(&&json!(XIXIA)), "{codes:?}");
    let pieces = overseer.gql("{ releasedPieces(first: 20) { nodes { title } } }", json!({})).await;
    let pieces = pieces.at("/releasedPieces/nodes").to_string();
    for title in [VACCINES, MEASURES, STORM] {
        assert!(pieces.contains(title), "{title} in {pieces}");
    }
}

/// I1: the second county of the deployment finds nothing of all this, at its console or on its site.
pub(super) async fn the_neighbour_sees_nothing(app: &App) {
    let lists = "{ articles(first: 20) { nodes { id } } reviewCases(first: 20) { nodes { id } }
        releases(first: 20) { nodes { id } } }";
    let seen = app.sign_in_at(XIXIA, "principal").await.gql(lists, json!({})).await.data();
    for list in ["articles", "reviewCases", "releases"] {
        assert_eq!(seen[list]["nodes"], json!([]), "{list}");
    }
    let letters =
        app.sign_in_at(XIXIA, "clerk").await.gql("{ inquiries(first: 20) { nodes { id } } }", json!({})).await;
    assert_eq!(letters.at("/inquiries/nodes"), json!([]));
    let administered = app.sign_in_at(XIXIA, "admin").await.gql("{ accounts { id } outlets { id } }", json!({})).await;
    assert_eq!(administered.data(), json!({ "accounts": [], "outlets": [] }));
    for medium in ["WEBSITE", "APP"] {
        assert_eq!(shown(app, XIXIA, medium).await, "[]");
    }
}
