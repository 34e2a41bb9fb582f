//! What a province orders of the counties that granted it a look.

use platform::{CountyId, Refusal as _};
use publishing::RelayId;
use publishing::relay::{self, Mark, NewOrder, Order, OrderedCopy, RecallError, RegionError, TakeError};
use tenancy::grant::{self, NewGrant};
use tenancy::{Actor, Role};
use time::Duration;

use super::room::Room;
use crate::county::Fault;

fn new(url: &str) -> NewOrder {
    NewOrder {
        counties: vec![CountyId(411_325)],
        title: "关于做好防汛工作的通知".to_owned(),
        body: "第一段。\n第二段。".to_owned(),
        source_name: "省政府网".to_owned(),
        url: url.to_owned(),
        author: None,
        published_at: None,
        licence: None,
        note: String::new(),
        channel: None,
        due_at: None,
    }
}

/// The county's leave for the province to look.
async fn give(room: &Room, scopes: &[&str]) -> Result<(Actor, uuid::Uuid), Fault> {
    let security = room.county.staff("security", "office", &[Role::SecurityAdmin]).await?;
    let mut tx = room.county.begin(&security).await?;
    let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    let ends_at = tx.now() + Duration::days(30);
    let given = NewGrant { grantee: CountyId(410_000), scopes, reason: "全省监管".to_owned(), ends_at };
    let id = grant::give(&mut tx, &security, given).await?;
    tx.commit().await?;
    Ok((security, id))
}

async fn order(room: &Room, new: NewOrder) -> Result<Result<Order, RegionError>, Fault> {
    let overseer = room.county.overseer();
    let mut tx = room.county.begin(&overseer).await?;
    let ordered = relay::order_of_counties(&mut tx, &overseer, new).await;
    if ordered.is_ok() {
        tx.commit().await?;
    }
    Ok(ordered)
}

/// Runs what deals orders to counties.
async fn deal(room: &Room) -> Result<(), Fault> {
    let job = room.county.due(relay::DEAL).await?.ok_or("nothing is to be dealt")?;
    Ok(relay::deal(&room.county.database, &job).await?)
}

/// What the province sees of its orders.
async fn seen(room: &Room) -> Result<Vec<OrderedCopy>, Fault> {
    let overseer = room.county.overseer();
    let mut tx = room.county.begin(&overseer).await?;
    let (_, copies) = relay::orders(&mut tx, &overseer, None, 20).await?;
    tx.commit().await?;
    Ok(copies)
}

/// The task it became in the county.
async fn task(room: &Room) -> Result<RelayId, Fault> {
    let mut tx = room.county.begin(&room.desk).await?;
    let rows = relay::list(&mut tx, &room.desk, None, None, 20).await?.rows;
    let task = rows.first().ok_or("no task arrived")?;
    assert_eq!((task.issuer.as_str(), task.ordered_by), ("河南省", None));
    Ok(task.id)
}

#[tokio::test]
async fn c22_a_provinces_order_arrives_once_in_each_county_that_granted_it_a_look() -> Result<(), Fault> {
    let room = Room::open().await?;
    let refused = order(&room, new("https://www.henan.example/1")).await?;
    let Err(RegionError::Invalid(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!((faults.fields()[0].field.as_str(), faults.fields()[0].code), ("counties.0", "NO_GRANT"));
    give(&room, &["released"]).await?;
    room.source("省政府网", "henan.example").await?;
    let given = order(&room, new("https://www.henan.example/1")).await??;
    deal(&room).await?;
    let mut tx = room.county.begin(&room.county.overseer()).await?;
    let now = tx.now();
    platform::jobs::enqueue(&mut tx, relay::DEAL, &given.id.to_string(), now, serde_json::json!({})).await?;
    tx.commit().await?;
    deal(&room).await?;
    assert_eq!(room.number("select count(*) from relay_task").await?, 1, "dealt twice, it is one task");
    let task = task(&room).await?;
    let draft = room.take(&room.education, task).await??;
    assert_eq!((draft.title.as_str(), draft.source.is_some()), ("关于做好防汛工作的通知", true));
    let (revision, _) = room.submit(&room.education, &draft).await?;
    assert!(revision.relay);
    Ok(())
}

#[tokio::test]
async fn i1_the_province_sees_who_carried_it_while_its_grant_holds_and_never_a_draft() -> Result<(), Fault> {
    let room = Room::open().await?;
    let (security, id) = give(&room, &["released"]).await?;
    room.source("省政府网", "henan.example").await?;
    order(&room, new("https://www.henan.example/1")).await??;
    deal(&room).await?;
    let task = task(&room).await?;
    room.take(&room.education, task).await??;
    let copies = seen(&room).await?;
    assert_eq!(copies.len(), 3);
    let taken: Vec<&str> = copies
        .iter()
        .filter(|row| row.copy.taken_at.is_some() && row.copy.mark(row.copy.slot_at) == Mark::Open)
        .map(|row| row.copy.department_name.as_str())
        .collect();
    assert_eq!(taken, ["教育体育局"]);
    let overseer = room.county.overseer();
    let mut tx = room.county.begin(&overseer).await?;
    let drafts = sqlx::query_scalar::<_, i64>("select count(*) from article").fetch_one(tx.conn()).await?;
    assert_eq!(drafts, 0, "no draft");
    drop(tx);
    let mut tx = room.county.begin(&security).await?;
    grant::revoke(&mut tx, &security, id).await?;
    tx.commit().await?;
    assert!(seen(&room).await?.is_empty(), "the grant ended");
    Ok(())
}

#[tokio::test]
async fn i1_another_counties_order_and_a_county_without_a_grant_are_not_there() -> Result<(), Fault> {
    let room = Room::open().await?;
    give(&room, &["figures"]).await?;
    let refused = order(&room, new("https://www.henan.example/1")).await?;
    assert_eq!(refused.unwrap_err().fields()[0].code, "NO_GRANT", "figures alone are no leave to order");
    Ok(())
}

#[tokio::test]
async fn c14_an_order_from_above_does_not_put_a_source_on_the_list() -> Result<(), Fault> {
    let room = Room::open().await?;
    give(&room, &["released"]).await?;
    order(&room, new("https://unlisted.example/1")).await??;
    deal(&room).await?;
    let task = task(&room).await?;
    let refused = room.take(&room.education, task).await?;
    assert!(matches!(refused, Err(TakeError::SourceNotListed)), "{refused:?}");
    room.source("另一家", "unlisted.example").await?;
    assert!(room.take(&room.education, task).await?.is_ok(), "once the county lists it");
    Ok(())
}

#[tokio::test]
async fn c22_what_came_from_above_is_recalled_from_above() -> Result<(), Fault> {
    let room = Room::open().await?;
    give(&room, &["released"]).await?;
    room.source("省政府网", "henan.example").await?;
    let given = order(&room, new("https://www.henan.example/1")).await??;
    deal(&room).await?;
    let task = task(&room).await?;
    let mut tx = room.county.begin(&room.desk).await?;
    let refused = relay::recall(&mut tx, &room.desk, task, "与本县无关").await;
    assert!(matches!(refused, Err(RecallError::FromAbove)), "{refused:?}");
    drop(tx);
    let overseer = room.county.overseer();
    let mut tx = room.county.begin(&overseer).await?;
    relay::recall_order(&mut tx, &overseer, given.id, "内容有变").await?;
    tx.commit().await?;
    deal(&room).await?;
    assert!(seen(&room).await?.iter().all(|row| row.copy.mark(row.copy.slot_at) == Mark::Recalled));
    let refused = room.take(&room.education, task).await?;
    assert!(matches!(refused, Err(TakeError::Recalled)), "{refused:?}");
    Ok(())
}
