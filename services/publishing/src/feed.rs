//! Pieces as feeds: Atom, RSS 2.0 and JSON Feed 1.1, for the public's readers and for an outlet's programs.

mod atom;
mod json_feed;
mod rss;
mod site;

use platform::CountyId;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::publication::{Publication, address, uri};

pub use atom::atom;
pub use json_feed::json_feed;
pub use rss::rss;
pub use site::{Asked, FeedFile, SiteFeed, hub_address, site_feed};

/// A page of a feed and where its neighbours are.
#[derive(Clone, Copy, Debug)]
pub struct FeedPage<'a> {
    /// The feed's title.
    pub title: &'a str,
    /// The address of the feed's first page; it is also its id.
    pub first: &'a str,
    /// The address of this page.
    pub this: &'a str,
    /// The address of the next page, if older pieces follow.
    pub next: Option<&'a str>,
    /// Who publishes.
    pub author: &'a str,
    /// The site's address, without a slash at the end.
    pub site: &'a str,
    /// Where one can ask to be told of what is new (WebSub), if anywhere.
    pub hub: Option<&'a str>,
    /// Its pieces, newest first.
    pub entries: &'a [Entry],
}

impl FeedPage<'_> {
    /// When anything of it last changed.
    fn updated(&self) -> OffsetDateTime {
        self.entries.iter().map(|entry| entry.updated).max().unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// A piece in a feed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The article's name for the world, the same over all versions.
    pub uri: String,
    /// Where people read it.
    pub page: String,
    /// Its title; of a piece that was taken back, marked so.
    pub title: String,
    /// Its summary, or what editors are told of a correction or withdrawal.
    pub summary: String,
    /// The text; none where the feed has summaries alone.
    pub html: Option<String>,
    /// Who wrote it.
    pub by: String,
    /// Its topics.
    pub topics: Vec<String>,
    /// BCP 47.
    pub language: String,
    /// When its first version was out.
    pub published: OffsetDateTime,
    /// When this version was.
    pub updated: OffsetDateTime,
    /// Its files.
    pub files: Vec<File>,
}

/// A file of a piece.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct File {
    pub href: String,
    pub mime: String,
    pub bytes: i64,
}

impl Entry {
    /// A public piece by its summary.
    #[must_use]
    pub fn summary_of(piece: &Publication, site: &str, county: CountyId) -> Self {
        Self {
            uri: uri(piece.article),
            page: address(site, county, piece.article),
            title: piece.title.clone(),
            summary: piece.summary.clone(),
            html: None,
            by: piece.department_name.clone(),
            topics: piece.topics.clone(),
            language: "zh-Hans".to_owned(),
            published: piece.released_at,
            updated: piece.released_at,
            files: Vec::new(),
        }
    }

    /// A document as outlets get it.
    #[must_use]
    pub fn of(document: &Value) -> Self {
        let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let at = |pointer: &str| OffsetDateTime::parse(&text(pointer), &Rfc3339).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let killed = text("/pubStatus") != "usable";
        let title = text("/headlines/0/value");
        let notes = [text("/edNote"), text("/descriptions/0/value")];
        let each = |name: &str| document.get(name).and_then(Value::as_array).into_iter().flatten();
        let of = |value: &Value, pointer: &str| {
            value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        Self {
            uri: text("/uri"),
            page: text("/altIds/0/value"),
            title: if killed { format!("【撤稿】{title}") } else { title },
            summary: notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join(" "),
            html: Some(text("/bodies/0/value")).filter(|html| !html.is_empty()),
            by: text("/copyrightHolder"),
            topics: each("subjects").map(|subject| of(subject, "/name")).collect(),
            language: text("/language"),
            published: at("/firstCreated"),
            updated: at("/versionCreated"),
            files: each("associations")
                .map(|file| File {
                    href: of(file, "/renditions/0/href"),
                    mime: of(file, "/renditions/0/contentType"),
                    bytes: file.pointer("/renditions/0/sizeInBytes").and_then(Value::as_i64).unwrap_or_default(),
                })
                .collect(),
        }
    }
}

fn instant(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Entry, FeedPage, atom, json_feed, rss};
    use serde_json::json;

    fn page(entries: &[Entry]) -> FeedPage<'_> {
        FeedPage {
            title: "内乡县",
            first: "https://a.cn/f",
            this: "https://a.cn/f",
            next: Some("https://a.cn/f?after=x"),
            author: "内乡县",
            site: "https://a.cn",
            hub: Some("https://a.cn/hub"),
            entries,
        }
    }

    #[test]
    fn a_withdrawn_piece_says_so_in_every_feed_and_carries_no_text() {
        let killed = Entry::of(&json!({ "uri": "urn:uuid:7", "pubStatus": "canceled", "edNote": "撤稿：数据有误",
            "headlines": [{ "value": "水 & 电" }], "altIds": [{ "value": "https://a.cn/7" }],
            "firstCreated": "2026-03-09T08:00:00Z", "versionCreated": "2026-03-10T08:00:00Z" }));
        let entries = [killed];
        for feed in [atom(&page(&entries)), rss(&page(&entries)), json_feed(&page(&entries))] {
            assert!(
                feed.contains("【撤稿】水") && feed.contains("数据有误") && feed.contains("https://a.cn/hub"),
                "{feed}"
            );
        }
        let json: serde_json::Value = serde_json::from_str(&json_feed(&page(&entries))).unwrap();
        assert_eq!(
            (&json["items"][0]["id"], &json["items"][0]["content_text"]),
            (&json!("urn:uuid:7"), &json!("撤稿：数据有误"))
        );
    }
}
