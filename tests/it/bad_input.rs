//! What comes in wrong, one test each: it is refused by a named error, and nothing is stored or sent.
//!
//! Held elsewhere, closer to the code: a forged, stale or repeated callback in plain mode (`callback`), a file of another size than
//! was signed (`media`), every fault of a submission at once and each case of reprints (`content`), an outlet that gets a piece
//! again (`outlets::a_replay_keeps_the_ids_and_the_newspaper_notices`), a pickup that is forged or told twice (`pickups`), a subscription to no feed
//! or from a private network (`hub`), a decision from an OA that is forged, late, sent twice or cannot be read (`oa_decides`).
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use interaction::wechat::signature;
use serde_json::{Value, json};
use tests::{Answer, App, NEIXIANG, Session, Surface, World};

use crate::county::Fault;
use crate::story::matrix::{APPID, Matrix, TOKEN, TOPIC};
use crate::story::reviewing::approve;
use crate::story::writing::{PICTURE, Piece, paragraphs, upload};

const DRAFT: &str = "mutation($input: ArticleInput!) { draftArticle(input: $input) { id version } }";

/// A running platform, and what its tables held when the test began.
struct Door {
    world: World,
    app: App,
    before: Value,
}

impl Door {
    async fn open() -> Result<Self, Fault> {
        let world = World::new().await;
        let app = world.serve().await;
        let mut door = Self { world, app, before: Value::Null };
        door.before = door.stored().await?;
        Ok(door)
    }

    /// How many rows people's acts have left: the worker's own are not counted.
    async fn stored(&self) -> Result<Value, Fault> {
        let mut all = self.world.all_seeing().await;
        let tables = [
            "article",
            "revision",
            "review_case",
            "gate_verdict",
            "approval",
            "release",
            "release_target",
            "publication",
            "quota",
            "outlet",
            "delivery",
            "account",
            "inquiry",
            "inquiry_private",
            "inquiry_event",
            "reply",
            "callback_receipt",
            "customer_window",
            "source",
            "feed",
            "feed_route",
            "candidate",
            "content_column",
            "person",
            "api_token",
            "release_pause",
            "push_window",
            "blocked_date",
            "embargo",
        ];
        let mut counts = json!({});
        for table in tables {
            let count = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
            counts[table] = sqlx::query_scalar::<_, i64>(count).fetch_one(&mut all).await?.into();
        }
        Ok(counts)
    }

    async fn nothing_stored(&self) -> Result<(), Fault> {
        assert_eq!(self.stored().await?, self.before);
        Ok(())
    }

    async fn editor(&self) -> Session {
        self.app.sign_in("health.editor").await
    }
}

/// The code and reason of a refusal.
fn refusal(answer: &Answer) -> (&str, &str) {
    (answer.code().unwrap_or("no code"), answer.reason().unwrap_or("no reason"))
}

/// The fields it names, with the code of each.
fn fields(answer: &Answer) -> Vec<(String, String)> {
    let fields = answer.body.pointer("/errors/0/extensions/fields").and_then(Value::as_array).cloned();
    let word = |field: &Value, name: &str| field[name].as_str().unwrap_or_default().to_owned();
    fields.unwrap_or_default().iter().map(|field| (word(field, "field"), word(field, "code"))).collect()
}

fn one(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

fn piece(title: &str) -> Value {
    json!({ "title": title, "summary": "摘要", "blocks": paragraphs("正文。"), "kind": "NEWS", "sensitivity": "PLAIN",
        "origin": "ORIGINAL", "emergency": false, "topics": [] })
}

#[tokio::test]
async fn a_body_over_the_limit() -> Result<(), Fault> {
    let door = Door::open().await?;
    let editor = door.editor().await;
    let mut large = piece("太大");
    for surface in Surface::ALL {
        // Staff may send a list as a file: three bytes a character, past the limit of each.
        let characters = if surface == Surface::Console { 4_300_000 } else { 500_000 };
        large["summary"] = "字".repeat(characters).into();
        let mut asking = editor.clone();
        asking.surface = surface;
        let answer = asking.gql(DRAFT, json!({ "input": large })).await;
        assert_eq!((answer.status, refusal(&answer)), (413, ("INVALID", "BODY_TOO_LARGE")));
    }
    door.nothing_stored().await
}

#[tokio::test]
async fn ten_thousand_aliases() -> Result<(), Fault> {
    let door = Door::open().await?;
    let editor = door.editor().await;
    let aliases = |count: usize| (0..count).map(|n| format!("a{n}: me {{ csrfToken }} ")).collect::<String>();
    let answer = editor.gql(&format!("{{ {} }}", aliases(10_000)), json!({})).await;
    assert_eq!(refusal(&answer), ("INVALID", "QUERY_TOO_LONG"));
    let answer = editor.gql(&format!("{{ {} }}", aliases(31)), json!({})).await;
    assert_eq!(refusal(&answer), ("INVALID", "TOO_MANY_ALIASES"));
    let drafts: String = (0..31).map(|n| format!("a{n}: draftArticle(input: $input) {{ id }} ")).collect();
    let answer =
        editor.gql(&format!("mutation($input: ArticleInput!) {{ {drafts} }}"), json!({ "input": piece("同") })).await;
    assert_eq!(refusal(&answer), ("INVALID", "TOO_MANY_ALIASES"));
    door.nothing_stored().await
}

#[tokio::test]
async fn a_query_fifty_levels_deep_and_one_deeper_than_any_stack() -> Result<(), Fault> {
    let door = Door::open().await?;
    let nested = |levels: usize| format!("{}id{}", "{ articles { nodes ".repeat(levels / 2), "} } ".repeat(levels / 2));
    let plain = |levels: usize| format!("{}{}", "{a".repeat(levels), "}".repeat(levels));
    for surface in Surface::ALL {
        let mut asking = door.editor().await;
        asking.surface = surface;
        for deep in [nested(50), plain(16), plain(50), plain(6000)] {
            let answer = asking.gql(&deep, json!({})).await;
            assert_eq!(refusal(&answer), ("INVALID", "TOO_DEEP"), "{surface:?}");
        }
        let longer = asking.gql(&plain(200_000), json!({})).await;
        assert_eq!(refusal(&longer), ("INVALID", "QUERY_TOO_LONG"), "{surface:?}");
    }
    door.nothing_stored().await
}

#[tokio::test]
async fn a_page_of_a_thousand_million() -> Result<(), Fault> {
    let door = Door::open().await?;
    let everyone = door.app.anonymous(Surface::Public);
    let overseer = door.app.oversee().await;
    let lists = [
        (door.editor().await, "articles(first: SIZE) { nodes { id } }"),
        (door.editor().await, "reviewCases(first: SIZE) { nodes { id } }"),
        (door.app.sign_in("clerk").await, "inquiries(first: SIZE) { nodes { id } }"),
        (door.app.sign_in("publisher").await, "releases(first: SIZE) { nodes { id } }"),
        (everyone, "pieces(county: 411325, first: SIZE) { nodes { id } }"),
        (overseer, "releasedPieces(first: SIZE) { nodes { title } }"),
    ];
    for (session, list) in lists {
        for size in ["1000000000", "2147483647", "101", "0", "-1", "-2147483648"] {
            let answer = session.gql(&format!("{{ {} }}", list.replace("SIZE", size)), json!({})).await;
            assert_eq!(
                (refusal(&answer), fields(&answer)),
                (("INVALID", "INVALID_INPUT"), one("first", "PAGE_SIZE")),
                "{size} {list}"
            );
        }
    }
    door.nothing_stored().await
}

#[tokio::test]
async fn a_picture_that_is_a_page() -> Result<(), Fault> {
    let door = Door::open().await?;
    let editor = door.editor().await;
    let page = "<html><script>alert(1)</script></html>";
    let begin = format!(
        "mutation {{ beginUpload(kind: IMAGE, mime: \"image/png\", bytes: {}, fileName: \"a.png\", alt: \"图\") {{ media {{ id }} url headers }} }}",
        page.len()
    );
    let begun = editor.gql(&begin, json!({})).await.at("/beginUpload");
    let mut put = door.app.client().put(begun["url"].as_str().ok_or("no address")?).body(page);
    for (name, value) in begun["headers"].as_object().ok_or("no headers")? {
        put = put.header(name, value.as_str().unwrap_or_default());
    }
    put.send().await?.error_for_status()?;
    let id = begun["media"]["id"].as_str().ok_or("no id")?;
    let complete = format!("mutation {{ completeUpload(id: \"{id}\") {{ state refusal }} }}");
    let seen = editor.gql(&complete, json!({})).await.at("/completeUpload");
    assert_eq!(seen, json!({ "state": "refused", "refusal": "WRONG_TYPE" }));
    let shown =
        door.app.client().get(door.app.url(&format!("/media/{NEIXIANG}/{id}"))).header("cookie", &editor.cookie);
    assert_eq!(shown.send().await?.status(), 404, "it is nobody's to see");
    let mut with = piece("用它");
    with["coverMediaId"] = id.into();
    let drafted = editor.gql(DRAFT, json!({ "input": with })).await.at("/draftArticle");
    let submit = "mutation($id: ID!, $version: Int!) { submitArticle(id: $id, version: $version) { state } }";
    let answer = editor.gql(submit, json!({ "id": drafted["id"], "version": drafted["version"] })).await;
    assert_eq!(fields(&answer), one("coverMediaId", "MEDIA_NOT_READY"));
    let stored = door.stored().await?;
    assert_eq!((&stored["revision"], &stored["review_case"]), (&door.before["revision"], &door.before["review_case"]));
    Ok(())
}

#[tokio::test]
async fn a_forged_callback_and_a_document_type() -> Result<(), Fault> {
    let mut door = Door::open().await?;
    let office = Matrix::open(&door.world, &door.app).await?;
    door.before = door.stored().await?;
    let account = office.accounts.last().ok_or("no WeChat account")?;
    let deliver = async |signature: &str, at: i64, body: String| -> Result<(u16, Value), Fault> {
        let address = format!("/wechat/{NEIXIANG}/{account}?signature={signature}&timestamp={at}&nonce=1");
        let answer = door.app.client().post(door.app.url(&address)).body(body).send().await?;
        let (status, body) = (answer.status().as_u16(), answer.json::<Value>().await?);
        Ok((status, body["errors"][0]["extensions"]["fields"][0].clone()))
    };
    let message =
        "<xml><FromUserName>o1</FromUserName><MsgType>text</MsgType><Content>假冒</Content><MsgId>1</MsgId></xml>";
    let bomb = format!("<!DOCTYPE xml [<!ENTITY a \"aaaa\">]>{}", message.replace("假冒", "&a;"));
    let now = platform::Clock::default().now().unix_timestamp();
    let signed = |at: i64| signature::sign(&[TOKEN, &at.to_string(), "1"]);
    let named = |field: &str, code: &str| json!({ "field": field, "code": code });
    let forged = deliver(&"0".repeat(40), now, message.to_owned()).await?;
    assert_eq!(forged, (403, named("signature", "FORGED")));
    let stale = deliver(&signed(now - 86_400), now - 86_400, message.to_owned()).await?;
    assert_eq!(stale, (403, named("timestamp", "STALE")));
    assert_eq!(deliver(&signed(now), now, bomb).await?, (400, named("body", "NOT_A_MESSAGE")));
    // The account speaks safe mode: what is not sealed is as good as unsigned.
    assert_eq!(deliver(&signed(now), now, message.to_owned()).await?, (403, named("signature", "FORGED")));
    let large = deliver(&signed(now), now, "x".repeat(200_000)).await?;
    assert_eq!(large, (413, named("body", "BODY_TOO_LARGE")));
    door.nothing_stored().await
}

#[tokio::test]
async fn a_callback_that_is_replayed() -> Result<(), Fault> {
    let door = Door::open().await?;
    Matrix::open(&door.world, &door.app).await?;
    let words = json!({ "appid": APPID, "name": "李玉兰", "content": "湍东镇路灯坏了", "times": 4 });
    door.world.wechat().await.tell("citizens/say", &words).await;
    let stored = door.stored().await?;
    assert_eq!((&stored["inquiry"], &stored["callback_receipt"]), (&json!(1), &json!(1)));
    Ok(())
}

#[tokio::test]
async fn a_feed_of_an_unlisted_source_and_a_list_that_is_no_table() -> Result<(), Fault> {
    let door = Door::open().await?;
    let admin = door.app.sign_in("admin").await;
    let add =
        "mutation($source: ID!) { addFeed(sourceId: $source, name: \"\", url: \"ftp://x\", everyMinutes: 1) { id } }";
    let answer = admin.gql(add, json!({ "source": "018f0000-0000-7000-8000-000000000001" })).await;
    let told = [
        ("sourceId", "SOURCE_NOT_LISTED"),
        ("name", "REQUIRED"),
        ("url", "NOT_A_WEB_LINK"),
        ("everyMinutes", "OUT_OF_RANGE"),
    ];
    let told: Vec<_> = told.iter().flat_map(|(field, code)| one(field, code)).collect();
    assert_eq!((answer.code(), fields(&answer)), (Some("INVALID"), told));
    let read = "mutation($file: FileInput!) { previewSources(file: $file) { version } }";
    for (base64, field, code) in
        [("@", "file.base64", "MALFORMED"), ("", "file", "UNREADABLE"), ("YSxiCg==", "file", "NO_NAME_COLUMN")]
    {
        let answer = admin.gql(read, json!({ "file": { "name": "x.csv", "base64": base64 } })).await;
        assert_eq!((answer.code(), fields(&answer)), (Some("INVALID"), one(field, code)), "{base64}");
    }
    door.nothing_stored().await
}

#[tokio::test]
async fn a_relay_of_nothing_from_nowhere_and_too_late() -> Result<(), Fault> {
    let door = Door::open().await?;
    let desk = door.app.sign_in("desk.editor").await;
    let order = "mutation($source: ID!) { orderRelayElsewhere(
        piece: { title: \" \", body: \"\", sourceId: $source, url: \"ftp://x\", publishedAt: \"2999-01-01T00:00:00Z\" },
        terms: { note: \"\", accountIds: [], dueAt: \"2020-01-01T00:00:00Z\" }) { id } }";
    let answer = desk.gql(order, json!({ "source": "018f0000-0000-7000-8000-000000000001" })).await;
    let told = [
        ("dueAt", "OUT_OF_RANGE"),
        ("title", "REQUIRED"),
        ("body", "REQUIRED"),
        ("sourceId", "SOURCE_NOT_LISTED"),
        ("url", "NOT_A_WEB_LINK"),
        ("publishedAt", "FUTURE"),
        ("accountIds", "NO_ACCOUNTS"),
    ];
    let told: Vec<_> = told.iter().flat_map(|(field, code)| one(field, code)).collect();
    assert_eq!((answer.code(), fields(&answer)), (Some("INVALID"), told));
    door.nothing_stored().await
}

#[tokio::test]
async fn a_reprint_of_an_unknown_source() -> Result<(), Fault> {
    let door = Door::open().await?;
    let mut reprint = piece("转载一件");
    reprint["origin"] = "REPRINT".into();
    reprint["sourceId"] = "018f0000-0000-7000-8000-000000000001".into();
    reprint["sourceUrl"] = "https://nowhere.example/1".into();
    let answer = door.editor().await.gql(DRAFT, json!({ "input": reprint })).await;
    assert_eq!((answer.code(), fields(&answer)), (Some("INVALID"), one("sourceId", "SOURCE_NOT_LISTED")));
    door.nothing_stored().await
}

#[tokio::test]
async fn a_title_of_thirty_three_characters_for_wechat() -> Result<(), Fault> {
    let mut door = Door::open().await?;
    let office = Matrix::open(&door.world, &door.app).await?;
    let title = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三";
    let article = Piece::submit(&door.app, "health.editor", title, TOPIC, paragraphs("正文。"), json!({})).await?.id;
    approve(&door.app, title, &["health.reviewer", "desk.reviewer"]).await?;
    door.before = door.stored().await?;
    let plan = "mutation($article: ID!, $accounts: [ID!]!, $at: DateTime!) {
        planRelease(articleId: $article, accountIds: $accounts, scheduledAt: $at) { id } }";
    let accounts: Vec<String> = office.accounts.clone();
    let at = platform::Clock::default().now().format(&time::format_description::well_known::Rfc3339)?;
    let variables = json!({ "article": article, "accounts": accounts, "at": at });
    let answer = door.app.sign_in("publisher").await.gql(plan, variables).await;
    assert_eq!((answer.code(), fields(&answer)), (Some("INVALID"), one("title", "TOO_LONG_FOR_WECHAT")));
    door.nothing_stored().await?;
    let sent = door.world.wechat().await.journal();
    assert!(!json!(sent).to_string().contains("draft/add"), "nothing was sent");
    Ok(())
}

#[tokio::test]
async fn a_picture_uploaded_as_it_is_declared_is_no_bad_input() -> Result<(), Fault> {
    let door = Door::open().await?;
    let id = upload(&door.app, &door.editor().await).await?;
    let shown = door
        .app
        .client()
        .get(door.app.url(&format!("/media/{NEIXIANG}/{id}")))
        .header("cookie", &door.editor().await.cookie);
    assert_eq!(shown.send().await?.bytes().await?, PICTURE);
    Ok(())
}

#[tokio::test]
async fn a_pause_without_a_reason_and_hours_that_are_none() -> Result<(), Fault> {
    let door = Door::open().await?;
    let publisher = door.app.sign_in("publisher").await;
    let answer = publisher.gql("mutation { pauseCountyReleases(reason: \" \") { id } }", json!({})).await;
    assert_eq!((refusal(&answer).0, fields(&answer)), ("INVALID", one("reason", "LENGTH")));
    let admin = door.app.sign_in("admin").await;
    let set = "mutation($windows: [WindowInput!]!) { setPushWindows(windows: $windows) { leadMinutes } }";
    let told = async |windows: Value| fields(&admin.gql(set, json!({ "windows": windows })).await);
    assert_eq!(told(json!([{ "opens": "7点", "closes": "22:00" }])).await, one("windows.0.opens", "NOT_A_TIME"));
    assert_eq!(told(json!([{ "opens": "22:00", "closes": "07:00" }])).await, one("windows.0.closes", "ORDER"));
    let twice = json!([{ "opens": "07:00", "closes": "12:00" }, { "opens": "11:00", "closes": "22:00" }]);
    assert_eq!(told(twice).await, one("windows", "OVERLAP"));
    let blocked = "mutation { blockDate(day: \"2020-01-01\", reason: \"\") { leadMinutes } }";
    let both = [one("day", "OUT_OF_RANGE"), one("reason", "LENGTH")].concat();
    assert_eq!(fields(&admin.gql(blocked, json!({})).await), both);
    door.nothing_stored().await
}
