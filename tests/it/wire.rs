//! The wire, and the people of outlets who read it: what they find, and that they find nothing else of the county.

use std::collections::BTreeMap;

use platform::{Code, Reach, Refusal as _};
use publishing::outlet;
use publishing::wire::{self, Filter, Form, Standing};
use sqlx::AssertSqlSafe;
use tenancy::Actor;

use crate::county::{Fault, news};
use crate::press::Press;

/// An outlet that reads the wire and gets nothing pushed, and someone who works there.
async fn paper(press: &Press, name: &str) -> Result<(outlet::Outlet, Actor), Fault> {
    let input = outlet::OutletInput { endpoint: None, ..outlet::OutletInput::at(name, "") };
    let made = press.subscribe_as(input).await?.outlet;
    let guest = press.guest(&format!("{name}.editor"), made.id).await?;
    Ok((made, guest))
}

/// The titles someone finds on the wire, with their standing.
async fn seen(press: &Press, actor: &Actor, filter: Filter) -> Result<Vec<(String, Standing)>, Fault> {
    let mut tx = press.county.begin(actor).await?;
    let page = wire::list(&mut tx, actor, &filter, None, 20).await?;
    Ok(page.rows.into_iter().map(|offer| (offer.title, offer.standing)).collect())
}

#[tokio::test]
async fn i1_an_outlets_editor_finds_rows_of_their_outlet_and_of_themselves_alone() -> Result<(), Fault> {
    let press = Press::open().await?;
    let (own, guest) = paper(&press, "daily").await?;
    paper(&press, "other").await?;
    press.publish("接种进度", "卫生").await?;
    press.approve("还没有发布", "卫生").await?;
    press.work().await?;
    assert_eq!(guest.caller().reach(), Reach::Outlet);

    let mut all = press.county.all_seeing().await?;
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'county_id' and not a.attisdropped
         where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1",
    )
    .fetch_all(&mut all)
    .await?;
    let mut tx = press.county.begin(&guest).await?;
    let mut found = BTreeMap::new();
    for table in tables {
        let sql = format!("select count(*) from {table}");
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(tx.conn()).await?;
        if 0 < count {
            found.insert(table, count);
        }
    }
    // The head of the trail and the queue of jobs hold ids alone, and everyone who acts writes to them.
    found.retain(|table, _| !["audit_head", "job"].contains(&table.as_str()));
    let expected =
        ["delivery", "department", "offer", "outlet", "outlet_editor", "person"].map(|table| (table.to_owned(), 1));
    assert_eq!(found, BTreeMap::from(expected));
    let outlets = outlet::list(&mut tx).await?;
    assert_eq!((outlets.len(), outlets.first().map(|outlet| outlet.id)), (1, Some(own.id)));
    Ok(())
}

#[tokio::test]
async fn c23_what_is_offered_is_found_filtered_taken_and_recorded() -> Result<(), Fault> {
    let press = Press::open().await?;
    let (own, guest) = paper(&press, "daily").await?;
    let (article, _) = press.publish("接种进度", "卫生").await?;
    press.publish("春灌用水安排", "水利").await?;
    press.work().await?;
    assert_eq!(seen(&press, &guest, Filter::default()).await?.len(), 2);
    let search = |text: &str| Filter { search: Some(text.to_owned()), ..Filter::default() };
    assert_eq!(seen(&press, &guest, search("接种")).await?, [("接种进度".to_owned(), Standing::Usable)]);
    assert!(seen(&press, &guest, search("%")).await?.is_empty(), "a sign of patterns is a letter");

    let mut tx = press.county.begin(&guest).await?;
    let taken = wire::take(&mut tx, &guest, own.id, article.id, Form::Text).await?;
    tx.commit().await?;
    assert!(wire::plain(&taken.document).starts_with("接种进度\n"));
    let untaken = Filter { untaken: true, ..Filter::default() };
    assert_eq!(seen(&press, &guest, untaken).await?, [("春灌用水安排".to_owned(), Standing::Usable)]);
    let mut all = press.county.all_seeing().await?;
    let trail: i64 =
        sqlx::query_scalar("select count(*) from audit_event where action = 'offer.take' and actor_id = $1")
            .bind(guest.person().map(|person| person.0))
            .fetch_one(&mut all)
            .await?;
    assert_eq!(trail, 1, "who took it stands in the trail");
    Ok(())
}

#[tokio::test]
async fn i10_a_correction_and_a_kill_change_what_the_wire_shows() -> Result<(), Fault> {
    let press = Press::open().await?;
    let (own, guest) = paper(&press, "daily").await?;
    let (article, _) = press.publish("接种进度", "卫生").await?;
    press.work().await?;
    let revision = press.correct(&article, "接种进度（更正）", "卫生").await?;
    let release = press.release(&revision).await?;
    press.work().await?;
    let corrected = [("接种进度（更正）".to_owned(), Standing::Corrected)];
    assert_eq!(seen(&press, &guest, Filter::default()).await?, corrected);
    press.withdraw(release, "数据有误").await?;
    press.work().await?;
    assert_eq!(seen(&press, &guest, Filter::default()).await?[0].1, Standing::Killed);
    let mut tx = press.county.begin(&guest).await?;
    let refused = wire::take(&mut tx, &guest, own.id, article.id, Form::Ninjs).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason()), (Code::Conflict, "OFFER_KILLED"));
    Ok(())
}

#[tokio::test]
async fn i1_nobody_takes_for_an_outlet_they_do_not_work_for() -> Result<(), Fault> {
    let press = Press::open().await?;
    let (own, guest) = paper(&press, "daily").await?;
    let (other, _) = paper(&press, "other").await?;
    let (article, _) = press.publish("接种进度", "卫生").await?;
    press.work().await?;
    let mut tx = press.county.begin(&guest).await?;
    let refused = wire::take(&mut tx, &guest, other.id, article.id, Form::Text).await.unwrap_err();
    assert_eq!(refused.reason(), "NO_OFFER");
    drop(tx);
    let mut tx = press.county.begin(&press.admin).await?;
    wire::remove_editor(&mut tx, &press.admin, own.id, guest.person().ok_or("nobody")?).await?;
    tx.commit().await?;
    assert!(seen(&press, &guest, Filter::default()).await?.is_empty(), "who was removed sees nothing");
    Ok(())
}

#[tokio::test]
async fn someone_on_the_staff_is_nobodys_outlet_editor() -> Result<(), Fault> {
    let press = Press::open().await?;
    let (own, _) = paper(&press, "daily").await?;
    let both = [tenancy::Role::OutletEditor, tenancy::Role::Publisher];
    let staff = press.county.staff("both", "office", &both).await?;
    let mut tx = press.county.begin(&press.admin).await?;
    let person = staff.person().ok_or("nobody")?;
    let refused = wire::add_editor(&mut tx, &press.admin, own.id, person).await.unwrap_err();
    assert_eq!(refused.reason(), "NOT_AN_OUTLET_EDITOR");
    // What nobody pushed and nobody subscribed to is no one's: a draft never comes to the wire.
    press
        .county
        .submit(&press.county.staff("writer", "health", &[tenancy::Role::Editor]).await?, news("草稿", "一段。"))
        .await?;
    assert!(seen(&press, &press.admin, Filter::default()).await?.is_empty());
    Ok(())
}
