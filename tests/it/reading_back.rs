//! 上线核对: what is live is fetched and compared with what was approved; a difference waits for a person.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::secrets::Vault;
use publishing::account::{self, AccountSettings, Channel, NewAccount};
use publishing::release::read_back::{self, ReadBack, Verdict};
use serde_json::json;
use tests::until;

use crate::county::Fault;
use crate::desk::{Desk, filing};

/// Looks at once, and again every second.
async fn look_soon(desk: &Desk) -> Result<(), Fault> {
    let seconds: Vec<i64> = (0..90).collect();
    let sql = "insert into county_setting (county_id, key, value) values ($1, 'release.read_back_seconds', $2)";
    let mut conn = desk.county.all_seeing().await?;
    sqlx::query(sql).bind(desk.county.code.0).bind(json!(seconds)).execute(&mut conn).await?;
    Ok(())
}

async fn waiting(desk: &Desk) -> Option<ReadBack> {
    let mut tx = desk.county.begin(&desk.publisher).await.ok()?;
    read_back::waiting(&mut tx, &desk.publisher, 10).await.ok()?.pop()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_live_is_compared_with_what_was_approved_again_and_again() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    look_soon(&desk).await?;
    let account = desk.account("wxreadback", Some(filing()), None).await?;
    let piece = desk.piece("核对").await?;
    desk.plan(&piece, &[account]).await??;
    let _worker = desk.worker(1, None);
    let same = "select count(*) from read_back where verdict = 'same'";
    until("it is as it was approved", async || (0 < desk.number(same).await.ok()?).then_some(())).await;
    assert!(waiting(&desk).await.is_none(), "nothing to settle");

    let changed = json!({ "appid": "wxreadback", "title": "核对（小编改过）" });
    desk.world.wechat().await.tell("articles/edit", &changed).await;
    let found = until("the difference is found", async || waiting(&desk).await).await;
    assert_eq!(found.verdict, Verdict::Different);
    let told = &found.differences.0[0];
    assert_eq!((told.part.as_str(), told.approved.as_str(), told.live.as_str()), ("标题", "核对", "核对（小编改过）"));
    let mut tx = desk.county.begin(&desk.publisher).await?;
    assert!(read_back::settle(&mut tx, &desk.publisher, found.id, "").await.is_err(), "what was done is not said");
    let settled = read_back::settle(&mut tx, &desk.publisher, found.id, "已在后台改回").await?;
    assert_eq!(settled.note.as_deref(), Some("已在后台改回"));
    tx.commit().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_any_more_is_found() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    look_soon(&desk).await?;
    let account = desk.account("wxgone", Some(filing()), None).await?;
    let piece = desk.piece("不见了").await?;
    desk.plan(&piece, &[account]).await??;
    let _worker = desk.worker(1, None);
    until("it is live", async || desk.targets().await.ok()?.contains_key("live").then_some(())).await;
    desk.world.wechat().await.tell("articles/edit", &json!({ "appid": "wxgone", "is_deleted": true })).await;
    let found = until("its absence is found", async || waiting(&desk).await).await;
    assert_eq!(found.verdict, Verdict::Gone);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn our_own_site_is_read_back_as_anyone_reads_it() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    look_soon(&desk).await?;
    let site = NewAccount {
        channel: Channel::Website,
        name: "门户网站".to_owned(),
        department: desk.county.department("office").await?,
        external_id: None,
        filing: Some(filing()),
        settings: AccountSettings::default(),
        secret: None,
    };
    let vault = Vault::new(&STANDARD.encode([7_u8; 32]).into())?;
    let mut tx = desk.county.begin(&desk.admin).await?;
    let account = account::open(&mut tx, &desk.admin, &vault, site).await?.id;
    tx.commit().await?;
    let piece = desk.piece("网站核对").await?;
    desk.plan(&piece, &[account]).await??;
    let _app = desk.world.serve().await;
    let same = "select count(*) from read_back where verdict = 'same'";
    until("it is as it was approved", async || (0 < desk.number(same).await.ok()?).then_some(())).await;
    let hide = "update publication set superseded_at = now()";
    sqlx::query(hide).execute(&mut desk.county.all_seeing().await?).await?;
    let found = until("its absence is found", async || waiting(&desk).await).await;
    assert_eq!(found.verdict, Verdict::Gone);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_pushed_is_read_on_the_page_whose_address_its_event_told() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(60, 60).await?;
    look_soon(&desk).await?;
    let account = desk.account("wxpushed", Some(filing()), None).await?;
    let app = desk.world.serve().await;
    let back = app.url(&format!("/wechat/{}/{account}", desk.county.code));
    let wechat = desk.world.wechat().await;
    wechat.tell("accounts", &json!({ "appid": "wxpushed", "callbackUrl": back })).await;
    desk.push(&desk.piece("推文核对").await?, account).await?;
    let same = "select count(*) from read_back where verdict = 'same'";
    until("it is as it was approved", async || (0 < desk.number(same).await.ok()?).then_some(())).await;
    wechat.tell("articles/edit", &json!({ "appid": "wxpushed", "title": "小编改过" })).await;
    let found = until("the difference is found", async || waiting(&desk).await).await;
    assert_eq!((found.verdict, found.differences.0[0].part.as_str()), (Verdict::Different, "标题"));
    wechat.tell("articles/edit", &json!({ "appid": "wxpushed", "is_deleted": true })).await;
    until("its absence is found", async || (waiting(&desk).await?.verdict == Verdict::Gone).then_some(())).await;
    Ok(())
}
