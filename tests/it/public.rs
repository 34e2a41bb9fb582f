//! What the public reads: lists, pieces, feeds, and the answers kept for them.

use std::sync::Arc;

use gateway::{Bell, Services};
use platform::config::Config;
use platform::{Caller, Database};
use publishing::publication::{self, Listing, Medium};
use serde_json::{Value, json};
use tenancy::Policy;
use tests::until;

use crate::county::Fault;
use crate::press::{Press, SITE, client};

/// The gateway in this process, on the press's database.
struct Door {
    base: String,
    client: reqwest::Client,
}

impl Door {
    async fn open(press: &Press, open_schema: bool) -> Result<Self, Fault> {
        let mut config = Config::read([])?;
        SITE.clone_into(&mut config.server.public_url);
        config.server.open_schema = open_schema;
        let database: Database = press.county.database.clone();
        let policy = Arc::new(Policy::load().await?);
        let bell = Bell::start(database.clone());
        let services = Services::new(database, press.vault.clone(), policy, Arc::new(config), bell);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}", listener.local_addr()?);
        tokio::spawn(axum::serve(listener, gateway::router(services)).into_future());
        Ok(Self { base, client: client()? })
    }

    async fn ask(&self, query: &str, variables: Value) -> Result<Value, Fault> {
        let body = json!({ "query": query, "variables": variables });
        let answer = self.client.post(format!("{}/public/graphql", self.base)).json(&body).send().await?;
        Ok(answer.json().await?)
    }

    async fn titles(&self) -> Result<Vec<String>, Fault> {
        let query = "query($county: Int!) { pieces(county: $county) { nodes { title } } }";
        let answer = self.ask(query, json!({ "county": 411_325 })).await?;
        let nodes = answer.pointer("/data/pieces/nodes").and_then(Value::as_array).ok_or_else(|| answer.to_string())?;
        Ok(nodes.iter().filter_map(|node| Some(node.get("title")?.as_str()?.to_owned())).collect())
    }

    async fn get(&self, path: &str) -> Result<reqwest::Response, Fault> {
        Ok(self.client.get(format!("{}{path}", self.base)).send().await?)
    }
}

#[tokio::test]
async fn a_list_is_one_statement_after_the_beginning_and_shows_no_draft() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.approve("只是批准", "卫生").await?;
    for number in 0..5 {
        press.publish(&format!("第{number}条"), "卫生").await?;
    }
    for (listing, statements) in [(Listing::All, 2), (Listing::Topic("卫生"), 2)] {
        let caller = Caller::public(press.county.code);
        let mut tx = press.county.database.begin_read(&caller).await?;
        let page = publication::list(&mut tx, Medium::Website, listing, None, 3).await?;
        let titles: Vec<&str> = page.rows.iter().map(|row| row.title.as_str()).collect();
        assert_eq!((titles, page.more), (vec!["第4条", "第3条", "第2条"], true));
        assert_eq!(caller.statements(), statements);
    }
    Ok(())
}

#[tokio::test]
async fn pages_follow_each_other_and_other_topics_stay_out() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.publish("水", "水利").await?;
    for number in 0..3 {
        press.publish(&format!("第{number}条"), "卫生").await?;
    }
    let door = Door::open(&press, true).await?;
    let query =
        "query($county: Int!, $after: String) { pieces(county: $county, first: 2, after: $after, topic: \"卫生\")
        { pageInfo { hasNextPage endCursor } nodes { title topics departmentName digest blocks } } }";
    let first = door.ask(query, json!({ "county": 411_325 })).await?["data"]["pieces"].clone();
    assert_eq!(first["nodes"][0]["title"], "第2条", "{first}");
    assert_eq!(first["nodes"][0]["blocks"][0]["spans"][0]["text"], "正文一段。");
    let after = &first["pageInfo"]["endCursor"];
    let second = door.ask(query, json!({ "county": 411_325, "after": after })).await?["data"]["pieces"].clone();
    assert_eq!((&second["nodes"][0]["title"], second["nodes"].as_array().unwrap().len()), (&json!("第0条"), 1));
    assert_eq!(second["pageInfo"]["hasNextPage"], false);
    Ok(())
}

#[tokio::test]
async fn i10_a_withdrawn_piece_leaves_the_lists_and_answers_with_the_reason() -> Result<(), Fault> {
    let press = Press::open().await?;
    let door = Door::open(&press, true).await?;
    let (article, release) = press.publish("接种进度", "卫生").await?;
    press.work().await?;
    until("the piece is in the list", async || (door.titles().await.ok()? == ["接种进度"]).then_some(())).await;
    press.withdraw(release, "数据有误").await?;
    press.work().await?;
    // The list is kept for half a minute; the doorbell ends it long before.
    until("the piece has left the list", async || door.titles().await.ok()?.is_empty().then_some(())).await;
    let query = "query($county: Int!, $id: ID!) { piece(county: $county, id: $id) { title withdrawalReason blocks } }";
    let answer = door.ask(query, json!({ "county": 411_325, "id": article.id })).await?;
    let piece = &answer["data"]["piece"];
    assert_eq!(*piece, json!({ "title": "接种进度", "withdrawalReason": "数据有误", "blocks": [] }));
    Ok(())
}

#[tokio::test]
async fn i10_every_feed_says_that_a_piece_was_taken_back_and_narrows_to_what_is_asked() -> Result<(), Fault> {
    let press = Press::open().await?;
    let door = Door::open(&press, true).await?;
    let (article, release) = press.publish("接种进度", "卫生").await?;
    press.publish("春灌用水安排", "水利").await?;
    press.withdraw(release, "数据有误").await?;
    press.work().await?;
    let items = async |door: &Door, asked: &str| {
        let feed: Value = door.get(&format!("/feeds/411325/ninjs.json{asked}")).await?.json().await?;
        let items = feed["items"].as_array().ok_or("no items")?.iter();
        let told = |item: &Value| format!("{} {}", item["headlines"][0]["value"], item["pubStatus"]);
        Ok::<_, Fault>(items.map(told).collect::<Vec<_>>())
    };
    let (killed, stands) = ("\"接种进度\" \"canceled\"", "\"春灌用水安排\" \"usable\"");
    assert_eq!(items(&door, "").await?, [killed, stands]);
    assert_eq!(items(&door, "?topic=%E5%8D%AB%E7%94%9F").await?, [killed]);
    assert_eq!(items(&door, "?topic=%E6%B0%B4%E5%88%A9").await?, [stands]);
    assert_eq!(items(&door, &format!("?piece={}", article.id)).await?, [killed]);
    assert!(items(&door, "?medium=app").await?.is_empty(), "it never was in the app");
    for file in ["atom.xml", "rss.xml", "feed.json"] {
        let text = door.get(&format!("/feeds/411325/{file}")).await?.text().await?;
        assert!(text.contains("【撤稿】接种进度") && text.contains("撤稿：数据有误"), "{text}");
        assert_eq!(text.matches("正文一段").count(), usize::from(file != "atom.xml"), "its text is gone: {text}");
    }
    press.wait(8 * 86_400);
    let later = Door::open(&press, true).await?;
    assert_eq!(items(&later, "").await?, [stands], "a week later everyone has been told");
    Ok(())
}

#[tokio::test]
async fn a_correction_takes_the_place_of_what_it_corrects() -> Result<(), Fault> {
    let press = Press::open().await?;
    let (article, _) = press.publish("接种进度", "卫生").await?;
    let revision = press.correct(&article, "接种进度（更正）", "卫生").await?;
    press.release(&revision).await?;
    let door = Door::open(&press, true).await?;
    assert_eq!(door.titles().await?, ["接种进度（更正）"]);
    Ok(())
}

#[tokio::test]
async fn i1_another_county_shows_nothing_of_it() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.county.neighbour().await?;
    let (article, _) = press.publish("接种进度", "卫生").await?;
    let door = Door::open(&press, true).await?;
    let query = "query($county: Int!, $id: ID!) { piece(county: $county, id: $id) { title } pieces(county: $county) { nodes { title } } }";
    let answer = door.ask(query, json!({ "county": 411_323, "id": article.id })).await?;
    assert_eq!(answer["data"], json!({ "piece": null, "pieces": { "nodes": [] } }));
    Ok(())
}

#[tokio::test]
async fn a_kept_answer_is_the_same_answer_and_known_to_who_has_it() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.publish("接种进度", "卫生").await?;
    let door = Door::open(&press, true).await?;
    let body = json!({ "query": "query($county: Int!) { site(county: $county) { name topics } }", "variables": { "county": 411_325 } });
    let post = || door.client.post(format!("{}/public/graphql", door.base)).json(&body);
    let first = post().send().await?;
    let tag = first.headers()["etag"].to_str()?.to_owned();
    assert_eq!(first.headers()["cache-control"], "public, max-age=10");
    let text = first.text().await?;
    assert_eq!(text, r#"{"data":{"site":{"name":"内乡县","topics":["卫生"]}}}"#);
    assert_eq!(post().send().await?.text().await?, text);
    assert_eq!(post().header("if-none-match", tag).send().await?.status(), 304);
    Ok(())
}

#[tokio::test]
async fn a_closed_schema_runs_registered_operations_alone() -> Result<(), Fault> {
    let press = Press::open().await?;
    let door = Door::open(&press, false).await?;
    let answer = door.ask("{ counties { name } }", json!({})).await?;
    assert_eq!(answer["errors"][0]["extensions"]["reason"], "OPERATION_NOT_REGISTERED");
    let named = json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "00" } } });
    let answer = door.client.post(format!("{}/public/graphql", door.base)).json(&named).send().await?;
    let answer: Value = answer.json().await?;
    assert_eq!(answer["errors"][0]["message"], "PersistedQueryNotFound");
    Ok(())
}

#[tokio::test]
async fn every_operation_of_the_public_pages_is_registered_and_runs_by_its_hash() -> Result<(), Fault> {
    let press = Press::open().await?;
    let (article, _) = press.publish("接种进度", "卫生").await?;
    let door = Door::open(&press, false).await?;
    let manifest: std::collections::BTreeMap<String, String> =
        serde_json::from_str(include_str!("../../schema/public.operations.json"))?;
    assert!(!manifest.is_empty());
    let letter = json!({ "kind": "CONSULTATION", "title": "路灯何时修好", "body": "路灯坏了三天。" });
    let variables = json!({ "county": 411_325, "id": article.id, "first": 2, "queryCode": "0000000000", "code": "AAAAAAAAAA", "input": letter,
        "token": "0".repeat(32), "confirms": true, "text": "" });
    for (hash, document) in &manifest {
        // What an operation does not declare is not asked of it.
        for named in [
            json!({ "query": document }),
            json!({ "documentId": hash }),
            json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": hash } } }),
        ] {
            let mut body = named.clone();
            body["variables"] = variables.clone();
            let answer = door.client.post(format!("{}/public/graphql", door.base)).json(&body).send().await?;
            let answer: Value = answer.json().await?;
            assert!(answer["errors"].is_null() && answer["data"].is_object(), "{document}: {answer}");
        }
        // One word more, and it is another document.
        let other = document.replacen("__typename", "__typename another: __typename", 1);
        let refused = door.ask(&other, variables.clone()).await?;
        let refused = &refused["errors"][0]["extensions"];
        assert_eq!(*refused, json!({ "code": "INVALID", "reason": "OPERATION_NOT_REGISTERED" }));
    }
    Ok(())
}

#[tokio::test]
async fn the_feeds_carry_what_was_released_and_lead_on() -> Result<(), Fault> {
    let press = Press::open().await?;
    press.subscribe("health", "卫生").await?;
    let (article, _) = press.publish("接种进度 <一>", "卫生").await?;
    press.approve("只是批准", "卫生").await?;
    press.work().await?;
    let door = Door::open(&press, true).await?;

    let atom = door.get("/feeds/411325/atom.xml?topic=%E5%8D%AB%E7%94%9F").await?;
    assert!(atom.headers().contains_key("etag") && atom.headers().contains_key("last-modified"));
    let feed: atom_syndication::Feed = atom.text().await?.parse()?;
    assert_eq!((feed.entries.len(), feed.title.as_str()), (1, "内乡县 · 卫生"));
    assert_eq!(feed.entries[0].title.as_str(), "接种进度 <一>");
    assert_eq!(feed.entries[0].links[0].href, format!("{SITE}/411325/articles/{}", article.id));

    // What is pulled is what was pushed, and the newspaper found that to be valid ninjs 3.1.
    let pulled: Value = door.get("/feeds/411325/ninjs.json").await?.json().await?;
    assert_eq!(pulled["items"], json!([press.got("health", "accepted").await[0]["document"]]));
    assert_eq!(door.get("/feeds/411399/atom.xml").await?.status(), 404);
    assert_eq!(door.get("/feeds/411325/atom.xml?column=none").await?.status(), 404);
    Ok(())
}
