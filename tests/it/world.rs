//! The harness itself: what every journey stands on.

use serde_json::json;
use tests::{Surface, World, XIXIA};

#[tokio::test]
async fn people_sign_in_to_the_real_binary_and_see_their_own_county() {
    let world = World::new().await;
    let app = world.serve().await;
    let editor = app.sign_in("health.editor").await;
    let me = "{ me { person { name } county { code } } }";
    let answer = editor.gql(me, json!({})).await;
    assert_eq!(answer.clone().text("/me/person/name"), "林晓");
    assert_eq!(answer.at("/me/county/code"), 411_325);
    let other = app.sign_in_at(XIXIA, "principal").await;
    assert_eq!(other.gql(me, json!({})).await.text("/me/person/name"), "程方");
    assert!(app.anonymous(Surface::Console).gql(me, json!({})).await.at("/me").is_null());
}

#[tokio::test]
async fn both_sandboxes_stand_beside_it() {
    let world = World::new().await;
    let said = world.wechat().await.look("accounts").await;
    assert!(said.to_string().contains("wx4113250000000001"), "{said}");
    assert!(world.newspaper().await.base().starts_with("http://127.0.0.1:"));
    assert!(world.run(&["audit", "verify"]).status.success());
}
