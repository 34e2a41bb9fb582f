//! The desks of three departments: a picture uploaded as a browser does, drafts, and their submission.

use serde_json::{Value, json};
use tests::{App, Session};

use super::{MEASURES, STORM, VACCINES};
use crate::county::Fault;

/// The county's measures, cleaned of what a mirror put around them; the first line is the title.
const TEXT: &str = include_str!("../../data/neixiang-2016.txt");
pub(crate) const PICTURE: &[u8] = include_bytes!("../../../services/juzhen/demo/hills.png");
const DRAFT: &str = "mutation($input: ArticleInput!) { draftArticle(input: $input) { id version } }";
const SUBMIT: &str = "mutation($id: ID!, $version: Int!) { submitArticle(id: $id, version: $version) { state } }";

/// A piece that is on its way.
pub(crate) struct Piece {
    pub(crate) id: String,
    pub(crate) title: String,
}

impl Piece {
    /// Someone drafts a piece with a picture and submits it.
    pub(crate) async fn submit(
        app: &App,
        login: &str,
        title: &str,
        topic: &str,
        mut blocks: Vec<Value>,
        more: Value,
    ) -> Result<Self, Fault> {
        let editor = app.sign_in(login).await;
        let cover = upload(app, &editor).await?;
        blocks.insert(1, json!({ "type": "image", "mediaId": cover, "alt": "薄雾中的山峦" }));
        let mut input = json!({ "title": title, "summary": "摘要", "blocks": blocks, "kind": "NOTICE",
            "sensitivity": "PLAIN", "origin": "ORIGINAL", "emergency": false, "topics": [topic], "coverMediaId": cover });
        if let (Some(input), Some(more)) = (input.as_object_mut(), more.as_object()) {
            input.extend(more.clone());
        }
        let drafted = editor.gql(DRAFT, json!({ "input": input })).await.at("/draftArticle");
        let variables = json!({ "id": drafted["id"], "version": drafted["version"] });
        assert_eq!(editor.gql(SUBMIT, variables).await.text("/submitArticle/state"), "IN_REVIEW");
        Ok(Self { id: drafted["id"].as_str().ok_or("no id")?.to_owned(), title: title.to_owned() })
    }
}

/// The three pieces: sensitive with a picture and a chart, plain with the measures, and an emergency.
pub(crate) async fn three(app: &App) -> Result<[Piece; 3], Fault> {
    let mut sensitive = paragraphs("全县二十一个接种点全部开放。");
    sensitive.push(json!({ "type": "chart", "kind": "bar", "title": "各年度接种人数", "unit": "万人",
        "columns": ["人数"], "rows": [["2024", 7.8], ["2025", 9.1]] }));
    let measures = paragraphs(TEXT.split_once('\n').ok_or("no title")?.1);
    let storm = paragraphs("请远离沟谷河道。");
    let (high, policy, urgent) =
        (json!({ "sensitivity": "SENSITIVE" }), json!({ "kind": "POLICY" }), json!({ "emergency": true }));
    Ok([
        Piece::submit(app, "health.editor", VACCINES, "卫生健康", sensitive, high).await?,
        Piece::submit(app, "education.editor", MEASURES, "政务公开", measures, policy).await?,
        Piece::submit(app, "emergency.editor", STORM, "应急管理", storm, urgent).await?,
    ])
}

/// A text as paragraphs, one a line.
pub(crate) fn paragraphs(text: &str) -> Vec<Value> {
    text.lines().map(|line| json!({ "type": "paragraph", "spans": [{ "text": line }] })).collect()
}

/// Uploads the picture straight to the object store, and gives its id.
pub(crate) async fn upload(app: &App, editor: &Session) -> Result<String, Fault> {
    upload_bytes(app, editor, PICTURE).await
}

/// Uploads a picture of these bytes.
pub(crate) async fn upload_bytes(app: &App, editor: &Session, bytes: &[u8]) -> Result<String, Fault> {
    let begin = format!(
        "mutation {{ beginUpload(kind: IMAGE, mime: \"image/png\", bytes: {}, fileName: \"hills.png\", alt: \"山峦\") {{
            media {{ id }} url headers }} }}",
        bytes.len()
    );
    let begun = editor.gql(&begin, json!({})).await.at("/beginUpload");
    let mut put = app.client().put(begun["url"].as_str().ok_or("no address")?).body(bytes.to_vec());
    for (name, value) in begun["headers"].as_object().ok_or("no headers")? {
        put = put.header(name, value.as_str().unwrap_or_default());
    }
    put.send().await?.error_for_status()?;
    let id = begun["media"]["id"].as_str().ok_or("no media")?.to_owned();
    let complete = format!("mutation {{ completeUpload(id: \"{id}\") {{ state }} }}");
    assert_eq!(editor.gql(&complete, json!({})).await.text("/completeUpload/state"), "ready");
    Ok(id)
}
