//! 批注: what a reviewer says of some words goes with the piece into its next draft and before its next reviewer, and nowhere else.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use serde_json::{Value, json};
use tests::{App, Session, World, XIXIA};

use crate::county::Fault;
use crate::story::writing::paragraphs;

const DRAFT: &str = "mutation($input: ArticleInput!) { draftArticle(input: $input) { id version } }";
const EDIT: &str = "mutation($id: ID!, $version: Int!, $input: ArticleInput!) {
    editArticle(id: $id, version: $version, input: $input) { id version } }";
const SUBMIT: &str = "mutation($id: ID!, $version: Int!) {
    submitArticle(id: $id, version: $version) { version reviewCase { id currentStep { id } } } }";
const COMMENT: &str = "mutation($case: ID!, $input: CommentInput!) {
    commentOnCase(caseId: $case, input: $input) { id quote gate person { name } place { path start end } } }";
const PARTS: &str =
    "quote text gate resolvedAt revision { number } place { path start end } thread { act text person { name } }";
const TEXT: &str = "今日起全面开放。\n全县接种点共12处。\n请自带证件。";

/// A piece before its reviewer.
struct Room {
    app: App,
    editor: Session,
    reviewer: Session,
    article: String,
    case: String,
    step: String,
    version: i64,
    _world: World,
}

fn input(text: &str) -> Value {
    json!({ "title": "接种安排", "summary": "摘要", "blocks": paragraphs(text), "kind": "NEWS", "sensitivity": "PLAIN",
        "origin": "ORIGINAL", "emergency": false, "topics": [] })
}

fn at(path: &str, start: i32, quote: &str, text: &str) -> Value {
    let end = start + i32::try_from(quote.chars().count()).unwrap();
    json!({ "path": path, "start": start, "end": end, "quote": quote, "text": text })
}

impl Room {
    async fn open() -> Result<Self, Fault> {
        let world = World::new().await;
        let app = world.serve().await;
        let (editor, reviewer) = (app.sign_in("health.editor").await, app.sign_in("health.reviewer").await);
        let drafted = editor.gql(DRAFT, json!({ "input": input(TEXT) })).await.at("/draftArticle");
        let article = drafted["id"].as_str().ok_or("no id")?.to_owned();
        let mut room = Self {
            app,
            editor,
            reviewer,
            article,
            case: String::new(),
            step: String::new(),
            version: 1,
            _world: world,
        };
        room.submit().await?;
        Ok(room)
    }

    async fn submit(&mut self) -> Result<(), Fault> {
        let said = self.editor.gql(SUBMIT, json!({ "id": self.article, "version": self.version })).await;
        let submitted = said.at("/submitArticle");
        self.version = submitted["version"].as_i64().ok_or("no version")?;
        self.case = submitted["reviewCase"]["id"].as_str().ok_or("no case")?.to_owned();
        self.step = submitted["reviewCase"]["currentStep"]["id"].as_str().ok_or("no step")?.to_owned();
        Ok(())
    }

    async fn comment(&self, input: Value) -> Value {
        self.reviewer.gql(COMMENT, json!({ "case": self.case, "input": input })).await.at("/commentOnCase")
    }

    async fn send_back(&self) {
        let decide = format!(
            "mutation {{ decideStep(stepId: \"{}\", decision: RETURN, reason: \"见批注\") {{ state }} }}",
            self.step
        );
        assert_eq!(self.reviewer.gql(&decide, json!({})).await.text("/decideStep/state"), "RETURNED");
    }

    async fn edit(&mut self, text: &str) -> Result<(), Fault> {
        let id = &self.article;
        let query = "query($id: ID!) { article(id: $id) { version } }";
        let version = self.editor.gql(query, json!({ "id": id })).await.at("/article/version");
        let said = self.editor.gql(EDIT, json!({ "id": id, "version": version, "input": input(text) })).await;
        self.version = said.at("/editArticle/version").as_i64().ok_or("no version")?;
        Ok(())
    }

    async fn act(&self, who: &Session, act: &str, id: &Value, text: &str) -> tests::Answer {
        let mutation =
            format!("mutation($id: ID!, $text: String!) {{ {act}(id: $id, text: $text) {{ id resolvedAt }} }}");
        who.gql(&mutation, json!({ "id": id, "text": text })).await
    }

    async fn beside_the_draft(&self) -> Value {
        let query = format!("query($id: ID!) {{ article(id: $id) {{ comments {{ {PARTS} }} }} }}");
        self.editor.gql(&query, json!({ "id": self.article })).await.at("/article/comments")
    }

    /// The comments that wait in someone's work, by kind.
    async fn waiting(&self, who: &Session) -> Value {
        let work = who.gql("{ myWork { kind title openComments } }", json!({})).await.at("/myWork");
        let own = work.as_array().and_then(|items| items.iter().find(|item| item["title"] == "接种安排")).cloned();
        let own = own.unwrap_or_default();
        json!([own["kind"], own["openComments"]])
    }
}

#[tokio::test]
async fn c15_a_comment_goes_with_its_words_into_the_next_draft_and_before_the_next_reviewer() -> Result<(), Fault> {
    let mut room = Room::open().await?;
    let number = room.comment(at("blocks/1", 6, "12处", "与通报的13处不一致")).await;
    assert_eq!(number["place"], json!({ "path": "blocks/1", "start": 6, "end": 9 }));
    let mut about_papers = at("blocks/2", 1, "自带证件", "写明带什么证件");
    about_papers["gate"] = json!("WORDING");
    let papers = room.comment(about_papers).await;
    assert_eq!((&papers["gate"], &papers["person"]["name"]), (&json!("WORDING"), &json!("何慧")));
    assert_eq!(room.waiting(&room.reviewer).await, json!(["REVIEW", 2]));
    room.send_back().await;
    assert_eq!(room.waiting(&room.editor).await, json!(["RETURNED_ARTICLE", 2]));

    room.edit("新加的第一段。\n今日起全面开放。\n据统计，全县接种点共12处。\n请带身份证。").await?;
    let beside = room.beside_the_draft().await;
    assert_eq!(beside[0]["place"], json!({ "path": "blocks/2", "start": 10, "end": 13 }), "moved, and found again");
    assert_eq!(beside[1]["place"], Value::Null, "its words are gone");

    assert_eq!(room.act(&room.editor, "replyToComment", &number["id"], "以民政局数字为准").await.code(), None);
    assert_eq!(room.act(&room.editor, "resolveComment", &papers["id"], "已写明").await.code(), None);
    room.submit().await?;
    assert_eq!(room.waiting(&room.reviewer).await, json!(["REVIEW", 1]));
    let query = format!("query($id: ID!) {{ reviewCase(id: $id) {{ mayComment comments {{ {PARTS} }} }} }}");
    let next = room.reviewer.gql(&query, json!({ "id": room.case })).await.at("/reviewCase");
    let (first, second) = (&next["comments"][0], &next["comments"][1]);
    assert_eq!((&next["mayComment"], &first["revision"]["number"]), (&json!(true), &json!(1)));
    assert_eq!(first["thread"], json!([{ "act": "REPLY", "text": "以民政局数字为准", "person": { "name": "林晓" } }]));
    assert_eq!((&first["place"]["path"], &first["resolvedAt"]), (&json!("blocks/2"), &Value::Null));
    assert_eq!(second["thread"][0]["act"], "RESOLVE");
    assert_ne!(second["resolvedAt"], Value::Null);
    assert_eq!(room.act(&room.reviewer, "reopenComment", &papers["id"], "还差有效期").await.code(), None);
    assert_eq!(room.waiting(&room.reviewer).await, json!(["REVIEW", 2]));
    Ok(())
}

#[tokio::test]
async fn c15_a_comment_lands_only_on_the_words_its_writer_saw_and_stands_as_written() -> Result<(), Fault> {
    let room = Room::open().await?;
    let told = async |input: Value| {
        let said = room.reviewer.gql(COMMENT, json!({ "case": room.case, "input": input })).await;
        let fields = said.body.pointer("/errors/0/extensions/fields").cloned().unwrap_or_default();
        let names = fields.as_array().map(|all| all.iter().map(|field| field["field"].clone()).collect::<Vec<_>>());
        Value::from(names.unwrap_or_default())
    };
    assert_eq!(told(at("blocks/1", 6, "13处", "不对")).await, json!(["input.quote"]));
    assert_eq!(told(at("blocks/9", 0, "今日", "不对")).await, json!(["input.path", "input.quote"]));
    assert_eq!(told(at("blocks/1", 6, "12处", " ")).await, json!(["input.text"]));
    assert_eq!(told(at("blocks/1", 6, "12处", &"长".repeat(2001))).await, json!(["input.text"]));
    let comment = room.comment(at("title", 0, "接种", "电话 13812345678 不写")).await;
    for (act, reason) in [("reopenComment", "COMMENT_STANDS_SO"), ("replyToComment", "INVALID_INPUT")] {
        assert_eq!(room.act(&room.editor, act, &comment["id"], "").await.reason(), Some(reason));
    }
    let beside = room.beside_the_draft().await;
    assert_eq!(beside[0]["text"], "电话 *********** 不写", "no number of a person (I7)");
    room.send_back().await;
    let late = room.reviewer.gql(COMMENT, json!({ "case": room.case, "input": at("title", 0, "接种", "晚了") })).await;
    assert_eq!(late.reason(), Some("CASE_ENDED"));
    let mut app = room._world.application().await;
    let refused = sqlx::query("update review_comment set text = '改过'").execute(&mut app).await.unwrap_err();
    assert!(refused.to_string().contains("permission denied"), "{refused}");
    Ok(())
}

#[tokio::test]
async fn i1_a_comment_is_there_for_those_who_see_its_case_and_for_nobody_else() -> Result<(), Fault> {
    let room = Room::open().await?;
    let comment = room.comment(at("title", 0, "接种", "题目太短")).await;
    let strangers = [room.app.sign_in("education.reviewer").await, room.app.sign_in_at(XIXIA, "desk.reviewer").await];
    for who in &strangers {
        for act in ["replyToComment", "resolveComment"] {
            assert_eq!(room.act(who, act, &comment["id"], "看看").await.reason(), Some("COMMENT_NOT_FOUND"));
        }
        let said = who.gql(COMMENT, json!({ "case": room.case, "input": at("title", 0, "接种", "看看") })).await;
        assert_eq!(said.reason(), Some("CASE_NOT_FOUND"));
    }
    let colleague = room.app.sign_in("health.editor2").await;
    assert_eq!(room.act(&colleague, "replyToComment", &comment["id"], "同意").await.code(), None);
    let me = room.editor.gql("{ me { person { id } } }", json!({})).await.text("/me/person/id");
    let limit = "mutation($id: ID!, $me: ID!) { limitArticle(id: $id, departmentIds: [], personIds: [$me]) { id } }";
    room.send_back().await;
    assert_eq!(room.editor.gql(limit, json!({ "id": room.article, "me": me })).await.code(), None);
    let refused = room.act(&colleague, "replyToComment", &comment["id"], "还在").await;
    assert_eq!(refused.reason(), Some("COMMENT_NOT_FOUND"), "a limit on the piece holds for what was said of it");
    Ok(())
}
