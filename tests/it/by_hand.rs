//! 人工代发 (C18, C26): an account whose platform takes no publication of ours is released to by a person; the page they name is read
//! before it counts.

use std::io::{Cursor, Read as _};

use publishing::AccountId;
use publishing::account::{self, Capability};
use publishing::release::{self, Withdrawal};
use serde_json::{Value, json};
use tests::{Session, until};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::county::Fault;
use crate::desk::{Desk, filing};

const TARGETS: &str = "query($id: ID!) { release(id: $id) { targets { id state externalUrl errorCode errorText } } }";
const REPORT: &str = "mutation($id: ID!, $url: String!) { reportManualRelease(targetId: $id, url: $url) { id } }";

/// A page for each path: with the title, of something else, somewhere else, and none.
async fn pages(title: &'static str) -> Result<String, Fault> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 2048];
            let read = stream.read(&mut request).await.unwrap_or_default();
            let request = String::from_utf8_lossy(request.get(..read).unwrap_or_default()).into_owned();
            let (status, text) = match request.split(' ').nth(1) {
                Some("/article") => ("200 OK", format!("<h1>{title}</h1>")),
                Some("/other") => ("200 OK", "<h1>天气</h1>".to_owned()),
                Some("/moved") => ("302 Found\r\nLocation: /article", String::new()),
                _ => ("404 Not Found", String::new()),
            };
            let length = text.len();
            let answer = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{text}");
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    Ok(base)
}

/// An account that WeChat does not let publish.
async fn unverified(desk: &Desk, appid: &str) -> Result<AccountId, Fault> {
    let id = desk.account(appid, Some(filing()), None).await?;
    let mut tx = desk.county.begin(&desk.admin).await?;
    let account = account::set_capabilities(&mut tx, &desk.admin, id, false, &[Capability::Menu]).await?;
    assert!(account.by_hand() && !account.verified);
    tx.commit().await?;
    Ok(id)
}

async fn target(session: &Session, release: release::Release) -> Value {
    session.gql(TARGETS, json!({ "id": release.id.0 })).await.at("/release/targets/0")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c18_what_an_unverified_account_may_not_publish_a_person_pastes_and_its_page_makes_it_live() -> Result<(), Fault>
{
    let desk = Desk::open().await?;
    let account = unverified(&desk, "wxhand").await?;
    let piece = desk.piece("山洪预警").await?;
    let planned = desk.plan(&piece, &[account]).await??;
    let app = desk.world.serve().await;
    let publisher = app.sign_in("publisher").await;
    let waits = until("it waits for a person", async || {
        let waits = target(&publisher, planned.clone()).await;
        (waits["state"] == "BY_HAND").then_some(waits)
    })
    .await;
    let work = publisher.gql("{ myWork { kind subjectId title } }", json!({})).await.at("/myWork");
    let listed = work.as_array().is_some_and(|items| {
        items.iter().any(|item| item["kind"] == "MANUAL_RELEASE" && item["subjectId"] == json!(planned.id.0))
    });
    assert!(listed, "{work}");
    let base = pages("山洪预警").await?;
    for (path, why) in [("/missing", "404"), ("/moved", "最终网址")] {
        let reported = publisher.gql(REPORT, json!({ "id": waits["id"], "url": format!("{base}{path}") })).await;
        assert_eq!(reported.code(), None, "{reported:?}");
        let told = until("the page is not taken", async || {
            let now = target(&publisher, planned.clone()).await;
            (now["errorCode"] == "PAGE_NOT_READ" && now["externalUrl"].is_null()).then_some(now)
        })
        .await;
        assert!(told["errorText"].as_str().is_some_and(|text| text.contains(why)), "{told}");
    }
    let url = format!("{base}/article");
    assert_eq!(publisher.gql(REPORT, json!({ "id": waits["id"], "url": url })).await.code(), None);
    let live = until("it is live", async || {
        let now = target(&publisher, planned.clone()).await;
        (now["state"] == "LIVE").then_some(now)
    })
    .await;
    assert_eq!((&live["externalUrl"], &live["errorCode"]), (&json!(url), &Value::Null));
    assert_eq!(desk.state(&piece).await?, content::ArticleState::Released);
    assert!(desk.effects("publish_accepted").await.is_empty(), "nothing was sent, says the sandbox");
    let again = publisher.gql(REPORT, json!({ "id": waits["id"], "url": url })).await;
    assert_eq!(again.reason(), Some("TARGET_NOT_BY_HAND"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c18_the_package_holds_the_text_twice_and_the_pictures_in_their_order() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = unverified(&desk, "wxpackage").await?;
    let piece = desk.piece("打包").await?;
    let planned = desk.plan(&piece, &[account]).await??;
    let app = desk.world.serve().await;
    let publisher = app.sign_in("publisher").await;
    let waits = until("it waits for a person", async || {
        let waits = target(&publisher, planned.clone()).await;
        (waits["state"] == "BY_HAND").then_some(waits)
    })
    .await;
    let query =
        "query($id: ID!) { manualPackage(targetId: $id) { title html text fileUrl pictures { number fileName } } }";
    let package = publisher.gql(query, json!({ "id": waits["id"] })).await.at("/manualPackage");
    assert_eq!((&package["title"], &package["text"]), (&json!("打包"), &json!("正文一段。")));
    assert_eq!(package["pictures"], json!([{ "number": 0, "fileName": "00-封面.png" }]));
    let address = app.url(package["fileUrl"].as_str().unwrap_or_default());
    let nobody = desk.world.client().get(&address).send().await?;
    assert_eq!(nobody.status().as_u16(), 401);
    let packed = desk.world.client().get(&address).header("cookie", &publisher.cookie).send().await?;
    let packed = packed.error_for_status()?.bytes().await?;
    let mut archive = zip::ZipArchive::new(Cursor::new(packed))?;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    assert_eq!(names, ["正文.txt", "正文.html", "00-封面.png"]);
    let mut text = String::new();
    archive.by_name("正文.txt")?.read_to_string(&mut text)?;
    assert!(text.starts_with("打包\n") && text.contains("正文一段。"), "{text}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_inside_a_private_network_is_never_asked() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = unverified(&desk, "wxprivate").await?;
    let piece = desk.piece("内网").await?;
    let planned = desk.plan(&piece, &[account]).await??;
    let app = desk.world.serve_with(&[("JUZHEN_WORKER_ALLOW_PRIVATE_NETWORKS", "false")]).await;
    let publisher = app.sign_in("publisher").await;
    let waits = until("it waits for a person", async || {
        let waits = target(&publisher, planned.clone()).await;
        (waits["state"] == "BY_HAND").then_some(waits)
    })
    .await;
    let url = format!("{}/article", pages("内网").await?);
    assert_eq!(publisher.gql(REPORT, json!({ "id": waits["id"], "url": url })).await.code(), None);
    until("they are told", async || {
        let now = target(&publisher, planned.clone()).await;
        now["errorText"].as_str().is_some_and(|text| text.contains("内部网络")).then_some(())
    })
    .await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i6_a_task_that_waits_for_a_person_is_no_difference_and_ends_with_its_release() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = unverified(&desk, "wxtask").await?;
    let (piece, other) = (desk.piece("撤回").await?, desk.piece("放弃").await?);
    let planned = desk.plan(&piece, &[account]).await??;
    desk.plan(&other, &[account]).await??;
    let _worker = desk.worker(2, None);
    until("both wait", async || (desk.targets().await.ok()?.get("by_hand") == Some(&2)).then_some(())).await;
    let caller = platform::Caller::system(desk.county.code, "核对", platform::Path::Worker);
    assert_eq!(release::drift(&desk.county.database, &caller).await?.count(), 0);
    let mut tx = desk.county.begin(&desk.publisher).await?;
    release::withdraw(&mut tx, &desk.publisher, planned.id, Withdrawal::Error, "数据有误").await?;
    let left = release::by_hand::waiting(&mut tx, 9).await?.pop().ok_or("none waits")?;
    let unsaid = release::by_hand::give_up(&mut tx, &desk.publisher, left.id, " ").await;
    assert!(matches!(unsaid, Err(release::by_hand::HandError::Invalid(_))));
    release::by_hand::give_up(&mut tx, &desk.publisher, left.id, "平台维护").await?;
    tx.commit().await?;
    let targets = desk.targets().await?;
    assert_eq!((targets.get("withdrawn"), targets.get("failed")), (Some(&1), Some(&1)));
    assert_eq!(desk.state(&piece).await?, content::ArticleState::Approved, "nothing of it was ever out");
    Ok(())
}
