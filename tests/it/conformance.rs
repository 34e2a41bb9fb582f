//! Public programs audit the running gateway: `tests/conformance` with the address of a world.

use std::path::Path;
use std::process::Command;

use serde_json::json;
use tests::{Session, World};

#[tokio::test]
async fn graphql_over_http_is_kept_on_all_three_surfaces() {
    let world = World::new().await;
    let app = world.serve().await;
    let console = app.sign_in("desk.reviewer").await;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", "test/gateway.test.mjs"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance"))
        .env("JUZHEN_URL", app.url(""))
        .env("JUZHEN_CONSOLE_HEADERS", headers(&console))
        .env("JUZHEN_SUBSCRIPTION", "subscription { myWork { title } }")
        .env("JUZHEN_WS_PATH", "/console/graphql");
    let output = tokio::task::spawn_blocking(move || node.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

fn headers(session: &Session) -> String {
    json!({ "cookie": session.cookie, "x-juzhen-csrf": session.csrf }).to_string()
}
