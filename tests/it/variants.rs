//! 各渠道版本: what a channel shows of its own is written, checked, frozen and copied with the piece, and goes out there and nowhere
//! else (C15, C18, I2).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use content::article::{self, SubmitError};
use content::{Channel, Draft, MediaId, Variant, Variants, revision, search};
use platform::Refusal as _;
use serde_json::{Value, json};
use tenancy::Role;
use tests::{NEIXIANG, Surface, World, until};

use crate::county::{County, Fault, news};
use crate::story::matrix::{APPID, DAILY, Matrix, TOPIC};
use crate::story::writing::{self, Piece};
use crate::story::{releasing, reviewing};

/// A green square, forty pixels wide.
const SQUARE: &str = "iVBORw0KGgoAAAANSUhEUgAAACgAAAAoCAIAAAADnC86AAAAMElEQVR42u3NQQkAAAgEsAtmCOMY3xKCn8H+S02/iFgsFovFYrFYLBaLxWKxWHxnAW4kWVsrEk3tAAAAAElFTkSuQmCC";
const TITLE: &str = "全县二十一个流感疫苗接种点今起全部开放";

fn titled(channel: Channel, title: &str) -> Variants {
    Variants::new([(channel, Variant { title: Some(title.to_owned()), ..Variant::default() })])
}

#[tokio::test]
async fn c15_a_variant_is_frozen_copied_and_found_with_its_piece() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let own = titled(Channel::Wechat, "义诊进社区");
    let (article, frozen, _) = county.submit(&editor, Draft { variants: own.clone(), ..news("题", "正文") }).await?;
    let (_, plain, _) = county.submit(&editor, news("题", "正文")).await?;
    assert_ne!(frozen.digest, plain.digest, "I2: it is in the digest");
    let mut tx = county.begin(&editor).await?;
    let kept = revision::by_ids(&mut tx, &[frozen.id]).await?.remove(0);
    assert_eq!((kept.on(Channel::Wechat).title, kept.on(Channel::Website).title), ("义诊进社区", "题"));
    assert_eq!(article::copy(&mut tx, &editor, article.id).await?.variants, own);
    let filter = article::Filter { search: Some("义诊".to_owned()), ..article::Filter::default() };
    let found = article::list(&mut tx, &editor, &filter, None, 10).await?.rows;
    assert_eq!(found.len(), 2, "the piece and its copy: {}", search::query("义诊").unwrap_or_default());
    Ok(())
}

#[tokio::test]
async fn c18_a_title_too_long_for_its_channel_is_refused_by_its_field() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&editor).await?;
    let long = Draft { variants: titled(Channel::Wechat, &"字".repeat(33)), ..news("题", "正文") };
    let article = article::create(&mut tx, &editor, long).await?;
    let refused = article::submit(&mut tx, &editor, article.id, 1).await.unwrap_err();
    assert!(matches!(refused, SubmitError::Invalid(_)), "{refused:?}");
    let told: Vec<_> = refused.fields().iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
    assert_eq!(told, [("variants.wechat.title", "TOO_LONG_FOR_WECHAT")]);
    let cover = Variant { cover: Some(MediaId(tx.new_id())), order: Some(vec![1]), ..Variant::default() };
    let bad = Draft { variants: Variants::new([(Channel::App, cover)]), ..news("题", "正文") };
    let refused = article::create(&mut tx, &editor, bad).await.unwrap_err();
    let told: Vec<_> = refused.fields().iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(told, ["variants.app.order", "variants.app.coverMediaId"]);
    Ok(())
}

const CHECK: &str = "query($input: ArticleInput!) { checkArticle(input: $input) {
    findings { code place { path } } channels { channel counts { of used most } faults { field code } notes { field code } } } }";

/// A piece as a browser sends it, with what channels have of their own.
fn input(blocks: &Value, variants: &Value) -> Value {
    json!({ "title": TITLE, "summary": "", "blocks": blocks, "kind": "NEWS", "sensitivity": "PLAIN", "origin": "ORIGINAL",
        "emergency": false, "topics": [], "variants": variants })
}

#[tokio::test]
async fn c15_each_channel_says_while_one_writes_what_it_takes() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let editor = app.sign_in("health.editor").await;
    let blocks = json!([{ "type": "paragraph", "spans": [{ "text": "见公告", "href": "https://www.gov.cn/1" }] }]);
    let own =
        json!([{ "channel": "WECHAT", "title": "电话13912345678，请到东镇西镇南镇北镇各接种点登记，带好身份证" }]);
    let told = editor.gql(CHECK, json!({ "input": input(&blocks, &own) })).await.at("/checkArticle");
    let channel = |name: &str| {
        let channels = told["channels"].as_array().cloned().unwrap_or_default();
        channels.into_iter().find(|each| each["channel"] == name).unwrap_or_default()
    };
    assert_eq!(channel("WEBSITE")["counts"][0], json!({ "of": "title", "used": 19, "most": 120 }));
    assert_eq!(channel("WECHAT")["counts"][0], json!({ "of": "title", "used": 36, "most": 32 }));
    let faults = json!([{ "field": "variants.wechat.title", "code": "TOO_LONG_FOR_WECHAT" },
        { "field": "coverMediaId", "code": "REQUIRED_BY_WECHAT" }]);
    assert_eq!(channel("WECHAT")["faults"], faults);
    assert_eq!(channel("WECHAT")["notes"], json!([{ "field": "blocks.0", "code": "LINK_DEAD_IN_WECHAT" }]));
    assert_eq!(channel("APP")["faults"], json!([]));
    let finding = told["findings"].as_array().ok_or("no findings")?.iter().find(|one| one["code"] == "MOBILE_NUMBER");
    assert_eq!(finding.ok_or("no number")?["place"]["path"], "variants/wechat/title");
    Ok(())
}

/// What one medium shows of a piece.
const READ: &str =
    "query($county: Int!, $id: ID!, $medium: Medium!) { piece(county: $county, id: $id, medium: $medium) {
    title summary cover { url focus { x y } } blocks } }";

#[tokio::test]
async fn c18_each_channel_gets_its_own_version_and_no_other() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let matrix = Matrix::open(&world, &app).await?;
    let editor = app.sign_in("health.editor").await;
    let cover = writing::upload_bytes(&app, &editor, &STANDARD.decode(SQUARE)?).await?;
    let wechat = json!({ "channel": "WECHAT", "title": "疫苗来了", "summary": "微信摘要", "coverMediaId": cover,
        "coverFocus": { "x": 250, "y": 1000 }, "order": [2, 1, 0] });
    let site = json!({ "channel": "APP", "title": "客户端标题", "coverMediaId": cover, "coverFocus": { "x": 250, "y": 1000 } });
    let outlets = json!({ "channel": "CONNECTOR", "title": "内乡开放二十一个接种点" });
    let blocks = writing::paragraphs("今天起开放。\n请带证件。");
    let own = json!({ "variants": [wechat, site, outlets] });
    let piece = Piece::submit(&app, "health.editor", TITLE, TOPIC, blocks, own).await?;
    reviewing::approve(&app, TITLE, &["health.reviewer", "desk.reviewer"]).await?;
    releasing::together(&app, &matrix, &piece).await?;

    let state = world.wechat().await.look(&format!("state?appid={APPID}")).await;
    let sent = &state["articles"][0]["items"][0];
    assert_eq!((&sent["title"], &sent["digest"]), (&json!("疫苗来了"), &json!("微信摘要")), "{sent}");
    let media = state["media"].as_array().ok_or("no media")?;
    let thumb = media.iter().find(|file| file["media_id"] == sent["thumb_media_id"]).ok_or("no cover")?;
    assert!(thumb["size"].as_u64().ok_or("no size")? < 1000, "its own cover: {thumb}");
    assert_eq!((&sent["pic_crop_235_1"], &sent["pic_crop_1_1"]), (&json!("0_0.574468_1_1"), &json!("0_0_1_1")));
    let page = app.client().get(sent["url"].as_str().ok_or("no address")?).send().await?.text().await?;
    assert!(
        page.find("请带证件").ok_or("no text")? < page.find("今天起开放").ok_or("no text")?,
        "its own order: {page}"
    );
    let read = async |medium: &str| {
        let asked = json!({ "county": NEIXIANG, "id": piece.id, "medium": medium });
        app.anonymous(Surface::Public).gql(READ, asked).await.at("/piece")
    };
    let (site, phone) = (read("WEBSITE").await, read("APP").await);
    assert_eq!((&site["title"], &phone["title"]), (&json!(TITLE), &json!("客户端标题")));
    assert_eq!((&site["cover"]["focus"], &phone["cover"]["focus"]), (&Value::Null, &json!({ "x": 250, "y": 1000 })));
    assert_ne!(site["cover"]["url"], phone["cover"]["url"]);
    let newspaper = world.newspaper().await;
    until("the newspaper has its own version", async || {
        let received = newspaper.look(&format!("received?verdict=accepted&outlet={DAILY}")).await.to_string();
        received.contains("内乡开放二十一个接种点").then_some(())
    })
    .await;
    Ok(())
}
