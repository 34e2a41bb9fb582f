//! 链接核查: the worker asks where a piece points to, and the checks tell of an address that does not answer (C15).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::get;
use content::Checkers;
use content::article::{self, Draft};
use content::link::{ASK, Asker, LOOK, look};
use platform::jobs;
use platform::outbound::Networks;
use serde_json::json;
use tenancy::{Actor, Role};

use crate::county::{County, Fault, news};

/// A site with a page, a hole, an endless turn and how often it was asked.
async fn site() -> Result<(String, Arc<AtomicUsize>), Fault> {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let site = Router::new()
        .route("/page", get(|| async { "在" }))
        .route("/moved", get(|| async { Redirect::permanent("/page") }))
        .route("/turn", get(|| async { Redirect::permanent("/turn") }))
        .route("/ill", get(|| async { StatusCode::SERVICE_UNAVAILABLE }))
        .layer(axum::middleware::map_request(move |request: axum::extract::Request| {
            count.fetch_add(1, Ordering::Relaxed);
            async { request }
        }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    // 127.0.0.1 in octal: an address that the rule for what stands in the text has nothing against.
    let base = format!("http://0177.0.0.1:{}", listener.local_addr()?.port());
    tokio::spawn(async move { axum::serve(listener, site).await });
    Ok((base, asked))
}

fn pointing(addresses: &[String]) -> Draft {
    let spans = addresses.iter().map(|href| json!({"text": "此处", "href": href}));
    Draft { blocks: json!([{"type": "paragraph", "spans": spans.collect::<Vec<_>>()}]), ..news("标题", "正文") }
}

/// Asks whatever is due, as a worker does; gives how much that was.
async fn work(county: &County, asker: &Asker) -> Result<usize, Fault> {
    let mut due = jobs::claim(&county.database, 200, Duration::from_secs(60)).await?;
    due.retain(|job| job.kind == LOOK);
    for job in &due {
        look(&county.database, asker, job).await?;
    }
    Ok(due.len())
}

/// Where dead links are told in a draft: the block, and the characters.
async fn dead(county: &County, writer: &Actor, draft: Draft) -> Result<Vec<(usize, usize, String)>, Fault> {
    let checkers = Checkers::new(county.database.clone());
    let mut tx = county.begin(writer).await?;
    let checks = article::check(&mut tx, writer, &checkers, draft).await?;
    let told = checks.findings.into_iter().filter(|found| found.code == "DEAD_LINK");
    Ok(told.filter_map(|found| Some((found.place.as_ref()?.start, found.place.as_ref()?.end, found.message))).collect())
}

#[tokio::test]
async fn c15_a_link_that_leads_nowhere_is_told_at_its_words() -> Result<(), Fault> {
    let county = County::open().await?;
    let writer = county.staff("writer", "health", &[Role::Editor]).await?;
    let (site, asked) = site().await?;
    let asker = Asker::new(Networks::Any)?;
    let to = ["page", "hole", "moved", "turn", "ill"].map(|path| format!("{site}/{path}"));
    let mut tx = county.begin(&writer).await?;
    let piece = article::create(&mut tx, &writer, pointing(&to)).await?;
    tx.commit().await?;
    assert!(dead(&county, &writer, pointing(&to)).await?.is_empty(), "nothing is said before it was asked");
    assert_eq!(work(&county, &asker).await?, 5);
    let told = dead(&county, &writer, pointing(&to)).await?;
    let places: Vec<(usize, usize)> = told.iter().map(|(start, end, _)| (*start, *end)).collect();
    assert_eq!(places, [(2, 4), (6, 8)], "a server that is ill is asked again before anything is said: {told:?}");
    assert!(told[0].2.starts_with("网页不存在（404，") && told[1].2.starts_with("地址反复跳转"), "{told:?}");
    // Saved again, nothing is asked that was asked today.
    let before = asked.load(Ordering::Relaxed);
    let mut tx = county.begin(&writer).await?;
    article::edit(&mut tx, &writer, piece.id, piece.version, pointing(&to)).await?;
    tx.commit().await?;
    assert_eq!(work(&county, &asker).await?, 0);
    assert_eq!(asked.load(Ordering::Relaxed), before);
    Ok(())
}

#[tokio::test]
async fn c15_where_there_is_no_way_out_nothing_is_asked() -> Result<(), Fault> {
    let county = County::open().await?;
    let writer = county.staff("writer", "health", &[Role::Editor]).await?;
    let mut tx = county.system().await?;
    ASK.set(&mut tx, &false).await?;
    tx.commit().await?;
    let mut tx = county.begin(&writer).await?;
    article::create(&mut tx, &writer, pointing(&["https://www.neixiang.gov.cn/".to_owned()])).await?;
    tx.commit().await?;
    assert_eq!(work(&county, &Asker::new(Networks::Any)?).await?, 0);
    Ok(())
}
