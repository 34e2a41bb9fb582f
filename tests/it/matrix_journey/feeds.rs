//! The public feeds, in every form, as anybody fetches them.

use serde_json::{Value, json};
use tests::{NEIXIANG, until};

use super::REASON;
use super::places::Places;
use crate::story::writing::Piece;

const FILES: [&str; 4] = ["atom.xml", "rss.xml", "feed.json", "ninjs.json"];

async fn feed(places: &Places, file: &str, medium: &str) -> Option<String> {
    let address = places.app.url(&format!("/feeds/{NEIXIANG}/{file}?medium={medium}"));
    places.world.client().get(address).send().await.ok()?.text().await.ok()
}

/// Each carries the piece as it stands.
pub(super) async fn carry(places: &Places, piece: &Piece, words: &str) {
    for file in FILES {
        for medium in ["website", "app"] {
            until(&format!("{file} of the {medium} carries {words}"), async || {
                let text = feed(places, file, medium).await?;
                (text.contains(&piece.id) && text.contains(words)).then_some(())
            })
            .await;
        }
    }
}

/// Each says that the piece was taken back and why, under the name it always had, and carries none of its text.
pub(super) async fn say_it_is_gone(places: &Places, piece: &Piece) {
    for file in FILES {
        for medium in ["website", "app"] {
            until(&format!("{file} of the {medium} carries the kill"), async || {
                let text = feed(places, file, medium).await?;
                (text.contains(&piece.id) && text.contains(REASON) && !text.contains("持身份证")).then_some(())
            })
            .await;
        }
    }
    let ninjs = feed(places, "ninjs.json", "website").await.unwrap_or_default();
    let ninjs: Value = serde_json::from_str(&ninjs).unwrap();
    let of = |item: &&Value| item["uri"] == format!("urn:uuid:{}", piece.id);
    let item = ninjs["items"].as_array().unwrap().iter().find(of).unwrap();
    assert_eq!((&item["pubStatus"], item.get("bodies")), (&json!("canceled"), None), "{item}");
}
