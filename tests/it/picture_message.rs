//! 图片消息: a piece whose pictures go to WeChat, with its words below as plain text.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use platform::Refusal as _;
use publishing::release::{self, Bundle};
use serde_json::Value;
use tests::until;

use crate::county::Fault;
use crate::desk::{Desk, filing};

/// What the connector sent, by the sandbox's own log.
async fn drafted(desk: &Desk) -> Value {
    let calls = desk.world.wechat().await.look("received?path=draft/add").await;
    serde_json::from_str(calls[0]["request"]["text"].as_str().unwrap_or_default()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_pictures_go_as_material_and_its_words_as_plain_text() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 2).await?;
    let account = desk.account("wxpictures", Some(filing()), None).await?;
    let piece = desk.picture_message("雪后内乡", "第一场雪 <3").await?;
    desk.plan(&piece, &[account]).await??;
    let _worker = desk.worker(1, None);
    until("it is live", async || desk.targets().await.ok()?.contains_key("live").then_some(())).await;
    let article = drafted(&desk).await["articles"][0].clone();
    assert_eq!((article["article_type"].as_str(), article["title"].as_str()), (Some("newspic"), Some("雪后内乡")));
    assert_eq!(article["image_info"]["image_list"].as_array().map(Vec::len), Some(1));
    let content = article["content"].as_str().unwrap_or_default();
    assert!(content.starts_with("北山\n\n第一场雪 <3\n\n稿号 "), "{content}");
    assert!(article.get("thumb_media_id").is_none(), "{article}");
    let same = "select count(*) from read_back where verdict = 'different'";
    assert_eq!(desk.number(same).await?, 0, "what is live reads as what was approved");
    Ok(())
}

#[tokio::test]
async fn it_goes_out_alone() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxpictures2", Some(filing()), None).await?;
    let articles = vec![desk.piece("头条").await?.id, desk.picture_message("雪后内乡", "第一场雪").await?.id];
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let bundle = Bundle { account, articles, pushed: false, scheduled_at: tx.now() };
    let refused = release::bundle(&mut tx, &desk.publisher, bundle).await.unwrap_err();
    assert_eq!((refused.fields()[0].field.as_str(), refused.fields()[0].code), ("articleIds.1", "PICTURES_ALONE"));
    Ok(())
}
