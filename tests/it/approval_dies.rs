//! An approval is of one digest: one character, of a channel's version too, one alt text, one byte of a picture, and it is not this
//! piece's any more (I2, I3).
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use serde_json::{Value, json};
use tests::{App, Session, World};

use crate::county::Fault;
use crate::story::matrix::Matrix;
use crate::story::reviewing;
use crate::story::writing::{self, PICTURE, Piece};

const TITLE: &str = "全县流感疫苗接种点今起开放";
/// What WeChat calls it.
const SHORT: &str = "流感疫苗今起接种";
const READ: &str = "query($id: ID!) { article(id: $id) { version state blocks revisions { number digest } } }";
const EDIT: &str = "mutation($id: ID!, $version: Int!, $input: ArticleInput!) {
    editArticle(id: $id, version: $version, input: $input) { version } }";
const SUBMIT: &str = "mutation($id: ID!, $version: Int!) { submitArticle(id: $id, version: $version) { state } }";

/// An approved piece with a picture, and the desk it came from.
struct Approved {
    app: App,
    matrix: Matrix,
    editor: Session,
    piece: Piece,
    _world: World,
}

impl Approved {
    async fn piece() -> Result<Self, Fault> {
        let world = World::new().await;
        let app = world.serve().await;
        let matrix = Matrix::open(&world, &app).await?;
        let blocks = writing::paragraphs("接种点今天起开放。\n请带身份证。");
        let own = json!({ "variants": [{ "channel": "WECHAT", "title": SHORT }] });
        let piece = Piece::submit(&app, "health.editor", TITLE, "卫生健康", blocks, own).await?;
        reviewing::approve(&app, TITLE, &["health.reviewer", "desk.reviewer"]).await?;
        let editor = app.sign_in("health.editor").await;
        Ok(Self { app, matrix, editor, piece, _world: world })
    }

    async fn read(&self) -> Value {
        self.editor.gql(READ, json!({ "id": self.piece.id })).await.at("/article")
    }

    /// Takes it back, changes one thing and submits it again: another digest, and nothing that is approved.
    async fn changed(&self, change: impl FnOnce(&mut Value)) -> Result<(), Fault> {
        let before = self.read().await;
        assert_eq!(before["state"], "APPROVED");
        // All else stays, the cover too.
        let cover = picture(&mut before["blocks"].clone())["mediaId"].clone();
        let same = json!({ "title": TITLE, "summary": "摘要", "blocks": before["blocks"], "kind": "NOTICE",
            "sensitivity": "PLAIN", "origin": "ORIGINAL", "emergency": false, "topics": ["卫生健康"], "coverMediaId": cover,
            "variants": [{ "channel": "WECHAT", "title": SHORT }] });
        let mut input = same.clone();
        change(&mut input);
        assert_ne!(input, same);
        let edit = async |version: &Value| {
            let variables = json!({ "id": self.piece.id, "version": version, "input": input });
            self.editor.gql(EDIT, variables).await
        };
        assert_eq!(
            edit(&before["version"]).await.reason(),
            Some("WITHDRAW_FIRST"),
            "what is approved is not written on"
        );
        let back = "mutation($id: ID!) { withdrawSubmission(id: $id) { version } }";
        let back = self.editor.gql(back, json!({ "id": self.piece.id })).await.at("/withdrawSubmission");
        let draft = edit(&back["version"]).await.at("/editArticle");
        self.refuses_release("a draft").await;
        let variables = json!({ "id": self.piece.id, "version": draft["version"] });
        assert_eq!(self.editor.gql(SUBMIT, variables).await.text("/submitArticle/state"), "IN_REVIEW");
        let after = self.read().await;
        let digests = |article: &Value| -> Vec<String> {
            let rows = article["revisions"].as_array().cloned().unwrap_or_default();
            rows.iter().filter_map(|row| row["digest"].as_str().map(str::to_owned)).collect()
        };
        let (old, new) = (digests(&before), digests(&after));
        assert_eq!((old.len(), new.len()), (1, 2));
        assert!(new.iter().any(|digest| !old.contains(digest)), "{old:?} {new:?}");
        self.refuses_release("a new revision").await;
        Ok(())
    }

    async fn refuses_release(&self, what: &str) {
        let planned = self.matrix.plan(&self.app, &self.piece).await;
        assert_eq!(planned.reason(), Some("NOT_APPROVED"), "I2: {what}: {planned:?}");
    }

    /// It takes both people again, and then goes.
    async fn goes_once_decided_again(&self) -> Result<(), Fault> {
        reviewing::approve(&self.app, TITLE, &["health.reviewer", "desk.reviewer"]).await?;
        assert_eq!(self.matrix.plan(&self.app, &self.piece).await.code(), None);
        Ok(())
    }
}

fn picture(blocks: &mut Value) -> &mut Value {
    blocks.as_array_mut().unwrap().iter_mut().find(|block| block["type"] == "image").unwrap()
}

#[tokio::test]
async fn i2_one_character_ends_an_approval() -> Result<(), Fault> {
    let approved = Approved::piece().await?;
    approved.changed(|input| input["blocks"][0]["spans"][0]["text"] = json!("接种点明天起开放。")).await?;
    approved.goes_once_decided_again().await
}

#[tokio::test]
async fn i2_one_character_of_a_channels_title_ends_an_approval() -> Result<(), Fault> {
    let approved = Approved::piece().await?;
    approved.changed(|input| input["variants"][0]["title"] = json!("流感疫苗明起接种")).await?;
    approved.goes_once_decided_again().await
}

#[tokio::test]
async fn i2_one_alt_text_ends_an_approval() -> Result<(), Fault> {
    let approved = Approved::piece().await?;
    approved.changed(|input| picture(&mut input["blocks"])["alt"] = json!("薄雾中的山峰")).await?;
    approved.goes_once_decided_again().await
}

#[tokio::test]
async fn i2_one_byte_of_a_picture_ends_an_approval() -> Result<(), Fault> {
    let approved = Approved::piece().await?;
    let mut bytes = PICTURE.to_vec();
    *bytes.last_mut().ok_or("no bytes")? ^= 1;
    let other = writing::upload_bytes(&approved.app, &approved.editor, &bytes).await?;
    approved.changed(|input| picture(&mut input["blocks"])["mediaId"] = json!(other)).await?;
    approved.goes_once_decided_again().await
}
