//! 我的待办, through the console: what waits for those who release.

use serde_json::{Value, json};
use tests::{Session, until};
use time::Duration;

use crate::county::Fault;
use crate::desk::{Desk, filing};

/// The subjects of one kind in someone's work.
async fn subjects(session: &Session, kind: &str) -> Vec<String> {
    let work = session.gql("{ myWork { kind subjectId } }", json!({})).await.at("/myWork");
    let items = work.as_array().cloned().unwrap_or_default();
    let of_kind = items.iter().filter(|item| item.get("kind").and_then(Value::as_str) == Some(kind));
    of_kind.filter_map(|item| Some(item.get("subjectId")?.as_str()?.to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_approved_piece_waits_for_a_release_until_one_is_planned() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxwork", Some(filing()), None).await?;
    let piece = desk.piece("待发布").await?;
    let app = desk.world.serve().await;
    let publisher = app.sign_in("publisher").await;
    assert_eq!(subjects(&publisher, "APPROVED_ARTICLE").await, [piece.id.to_string()]);
    let release = desk.plan_in(&piece, &[account], Duration::hours(3)).await??;
    assert!(subjects(&publisher, "APPROVED_ARTICLE").await.is_empty(), "it is planned");
    let withdraw = "mutation($id: ID!) { withdrawRelease(id: $id, reason: \"改日再发\") { id } }";
    let withdrawn = publisher.gql(withdraw, json!({ "id": release.id.0 })).await;
    assert_eq!(withdrawn.code(), None, "{withdrawn:?}");
    assert_eq!(subjects(&publisher, "APPROVED_ARTICLE").await, [piece.id.to_string()], "it waits again");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_target_in_doubt_waits_under_the_release_it_belongs_to() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxdoubt", Some(filing()), None).await?;
    let piece = desk.piece("待确认").await?;
    desk.world.wechat().await.tell("faults", &json!({ "kind": "drop_after", "path": "freepublish/submit" })).await;
    let app = desk.world.serve().await;
    let release = desk.plan(&piece, &[account]).await??;
    let publisher = app.sign_in("publisher").await;
    let found = until("the doubt is listed", async || {
        let found = subjects(&publisher, "UNCONFIRMED_TARGET").await;
        (!found.is_empty()).then_some(found)
    })
    .await;
    assert_eq!(found, [release.id.to_string()]);
    let query = "query($id: ID!) { release(id: $id) { targets { state } } }";
    let shown = publisher.gql(query, json!({ "id": found.first() })).await;
    assert_eq!(shown.text("/release/targets/0/state"), "UNCONFIRMED");
    Ok(())
}
