//! A page of a feed as JSON Feed 1.1.

use serde_json::{Map, Value, json};

use super::{Entry, FeedPage, instant};

/// The feed as JSON.
#[must_use]
pub fn json_feed(page: &FeedPage<'_>) -> String {
    let mut feed = Map::new();
    let mut put = |key: &str, value: Value| {
        feed.insert(key.to_owned(), value);
    };
    put("version", json!("https://jsonfeed.org/version/1.1"));
    put("title", json!(page.title));
    put("home_page_url", json!(page.site));
    put("feed_url", json!(page.this));
    put("language", json!("zh-Hans"));
    put("authors", json!([{ "name": page.author }]));
    if let Some(next) = page.next {
        put("next_url", json!(next));
    }
    if let Some(hub) = page.hub {
        put("hubs", json!([{ "type": "WebSub", "url": hub }]));
    }
    put("items", page.entries.iter().map(item).collect());
    Value::Object(feed).to_string()
}

fn item(entry: &Entry) -> Value {
    let mut item = json!({
        "id": entry.uri,
        "url": entry.page,
        "title": entry.title,
        "date_published": instant(entry.published),
        "date_modified": instant(entry.updated),
        "authors": [{ "name": entry.by }],
        "tags": entry.topics,
        "language": entry.language,
        "attachments": entry.files.iter().map(|file| json!({
            "url": file.href, "mime_type": file.mime, "size_in_bytes": file.bytes })).collect::<Vec<_>>(),
    });
    if let Value::Object(members) = &mut item {
        // An item has one of the two; what was taken back has no text but the note.
        let (key, text) = entry.html.as_ref().map_or(("content_text", &entry.summary), |html| ("content_html", html));
        members.insert(key.to_owned(), json!(text));
        if !entry.summary.is_empty() {
            members.insert("summary".to_owned(), json!(entry.summary));
        }
    }
    item
}
