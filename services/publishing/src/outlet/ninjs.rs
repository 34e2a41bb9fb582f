//! A piece as IPTC ninjs 3.1, as outlets get it pushed and pull it. The schema forbids keys it does not know.

use content::{AiUse, ArticleId, ColumnId, MediaId};
use platform::DepartmentId;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::language::language;
use crate::publication::{Publication, uri};

/// The schema the documents keep.
const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";

/// What is told of a piece.
#[derive(Clone, Debug)]
pub struct Item {
    /// The article; it makes the uri, which is the same for every version, a withdrawal among them.
    pub article: ArticleId,
    /// Counts the article's revisions.
    pub version: i32,
    /// When its first version was submitted for release.
    pub first_created: OffsetDateTime,
    /// When this version went live, or was taken back.
    pub version_created: OffsetDateTime,
    /// Title.
    pub title: String,
    /// Summary.
    pub summary: String,
    /// Whether it is an emergency.
    pub emergency: bool,
    /// What a machine had to do with it.
    pub ai: AiUse,
    /// news, notice, policy, interpretation or clarification.
    pub kind: String,
    /// Topics.
    pub topics: Vec<String>,
    /// The column it stands in.
    pub column: Option<ColumnId>,
    /// What language its text is in.
    pub language: &'static str,
    /// Whether it is the county's own work, and not a reprint.
    pub original: bool,
    /// Whether the principal had to sign.
    pub sensitive: bool,
    /// The department that wrote it.
    pub department: String,
    /// The same, by its id.
    pub department_id: DepartmentId,
    /// Whom a reprint was taken from, and where.
    pub source: Option<(String, Option<String>)>,
    /// Digest of the approved revision, in hex.
    pub digest: String,
    /// Where people read it.
    pub page: String,
    /// How it stands.
    pub status: Status,
    /// Pictures, sounds and films, the cover first.
    pub media: Vec<Enclosure>,
}

impl Item {
    /// The same, for those who have an earlier version.
    pub(crate) fn correcting(mut self) -> Self {
        if let Status::Usable { replaces, .. } = &mut self.status {
            *replaces = true;
        }
        self
    }
}

/// Whether a piece stands, and its text if it does.
#[derive(Clone, Debug)]
pub enum Status {
    /// It may be used.
    Usable {
        /// The text as HTML.
        html: String,
        /// The text alone.
        text: String,
        /// What the public is told that it puts right; none where nothing was released before it.
        correction: Option<String>,
        /// True when it takes the place of a version that the outlet was sent.
        replaces: bool,
    },
    /// It was taken back, for this public reason.
    Canceled(String),
}

/// A file that belongs to a piece.
#[derive(Clone, Debug)]
pub struct Enclosure {
    /// Its id.
    pub id: MediaId,
    /// `picture`, `audio` or `video`.
    pub kind: &'static str,
    /// What it shows, or its title.
    pub title: String,
    /// Where it is fetched.
    pub href: String,
    /// Its MIME type.
    pub mime: String,
    /// Its size.
    pub bytes: i64,
}

/// The document of a piece.
#[must_use]
pub fn document(item: &Item) -> Value {
    let mut document = Map::new();
    let mut put = |key: &str, value: Value| {
        document.insert(key.to_owned(), value);
    };
    put("uri", json!(uri(item.article)));
    put("standard", json!({ "name": "ninjs", "version": "3.1", "schema": SCHEMA }));
    put("type", json!("text"));
    put("language", json!(item.language));
    put("version", json!(item.version.to_string()));
    put("firstCreated", json!(instant(item.first_created)));
    put("versionCreated", json!(instant(item.version_created)));
    put("headlines", json!([{ "value": item.title }]));
    put("subjects", item.topics.iter().map(|topic| json!({ "name": topic })).collect());
    put("altIds", json!([{ "role": "page", "value": item.page }, { "role": "sha256", "value": item.digest }]));
    put("copyrightHolder", json!(item.department));
    match &item.status {
        Status::Canceled(reason) => {
            put("pubStatus", json!("canceled"));
            put("representationType", json!("partial"));
            put("edNote", json!(format!("撤稿：{reason}")));
        }
        Status::Usable { html, text, correction, replaces } => {
            put("pubStatus", json!("usable"));
            put("representationType", json!("full"));
            put("urgency", json!(if item.emergency { 1 } else { 5 }));
            put("genres", json!([{ "name": item.kind }]));
            put("by", json!(item.department));
            put("copyrightNotice", json!(format!("© {} {}", item.version_created.year(), item.department)));
            if let Some(source) = digital_source(item.ai) {
                put("digitalSourceType", source);
            }
            put("infoSources", sources(item));
            put("bodies", bodies(html, text));
            if !item.summary.is_empty() {
                put("descriptions", json!([{ "role": "summary", "contentType": "text/plain", "value": item.summary }]));
            }
            if let Some(note) = note(correction.as_deref(), *replaces) {
                put("edNote", json!(note));
            }
            if !item.media.is_empty() {
                put("associations", item.media.iter().map(association).collect());
            }
        }
    }
    Value::Object(document)
}

/// What an editor is told of a corrected piece.
fn note(correction: Option<&str>, replaces: bool) -> Option<String> {
    const REPLACES: &str = "请以本版取代此前的版本";
    match (correction, replaces) {
        (Some(told), true) => Some(format!("更正：{told}（{REPLACES}）")),
        (Some(told), false) => Some(format!("更正：{told}")),
        (None, true) => Some(format!("更正：{REPLACES}")),
        (None, false) => None,
    }
}

/// The document of a public piece that was taken back: what it was and why it went, without its text.
pub(crate) fn killed(piece: &Publication, page: &str) -> Value {
    let at = piece.withdrawn_at.unwrap_or(piece.released_at);
    json!({
        "uri": uri(piece.article),
        "standard": { "name": "ninjs", "version": "3.1", "schema": SCHEMA },
        "type": "text",
        "language": language(&piece.title),
        "firstCreated": instant(piece.released_at),
        "versionCreated": instant(at),
        "headlines": [{ "value": piece.title }],
        "subjects": piece.topics.iter().map(|topic| json!({ "name": topic })).collect::<Vec<_>>(),
        "altIds": [{ "role": "page", "value": page }],
        "copyrightHolder": piece.department_name,
        "pubStatus": "canceled",
        "representationType": "partial",
        "edNote": format!("撤稿：{}", piece.withdrawal_reason.as_deref().unwrap_or_default()),
    })
}

/// A machine's part by the IPTC's own list; none where people wrote.
fn digital_source(ai: AiUse) -> Option<Value> {
    let kind = match ai {
        AiUse::None => return None,
        AiUse::Assisted => "compositeWithTrainedAlgorithmicMedia",
        AiUse::Generated => "trainedAlgorithmicMedia",
    };
    let uri = format!("http://cv.iptc.org/newscodes/digitalsourcetype/{kind}");
    Some(json!({ "name": ai.label().unwrap_or_default(), "uri": uri }))
}

fn bodies(html: &str, text: &str) -> Value {
    let count = text.chars().filter(|character| !character.is_whitespace()).count();
    json!([
        { "role": "main", "contentType": "text/html", "value": html },
        { "role": "main", "contentType": "text/plain", "charCount": count, "value": text },
    ])
}

fn sources(item: &Item) -> Value {
    let mut sources = vec![json!({ "name": item.department, "role": "publisher" })];
    if let Some((name, url)) = &item.source {
        let mut source = json!({ "name": name, "role": "originator" });
        if let (Some(url), Value::Object(source)) = (url, &mut source) {
            source.insert("uri".to_owned(), json!(url));
        }
        sources.push(source);
    }
    Value::Array(sources)
}

fn association(file: &Enclosure) -> Value {
    json!({
        "name": format!("{}-{}", file.kind, file.id),
        "uri": format!("urn:uuid:{}", file.id),
        "type": file.kind,
        "headlines": [{ "value": file.title }],
        "renditions": [{ "name": "original", "href": file.href, "contentType": file.mime, "sizeInBytes": file.bytes }],
    })
}

fn instant(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Item, Status, document};
    use content::AiUse;
    use content::ArticleId;
    use time::macros::datetime;

    fn item(status: Status) -> Item {
        Item {
            article: ArticleId(uuid::Uuid::from_u128(7)),
            version: 2,
            first_created: datetime!(2026-03-09 08:00 UTC),
            version_created: datetime!(2026-03-10 08:00 UTC),
            title: "春灌用水安排".into(),
            summary: String::new(),
            emergency: false,
            ai: AiUse::Assisted,
            kind: "notice".into(),
            topics: vec!["水利".into()],
            column: None,
            language: "zh-Hans",
            original: true,
            sensitive: false,
            department: "县水利局".into(),
            department_id: platform::DepartmentId(uuid::Uuid::from_u128(8)),
            source: None,
            digest: "00".into(),
            page: "http://127.0.0.1/".into(),
            status,
            media: Vec::new(),
        }
    }

    #[test]
    fn a_withdrawal_keeps_the_uri_and_carries_no_text() {
        let usable =
            Status::Usable { html: "<p>水</p>".into(), text: "水".into(), correction: None, replaces: false };
        let (usable, canceled) = (document(&item(usable)), document(&item(Status::Canceled("数据有误".into()))));
        assert_eq!(usable["uri"], canceled["uri"]);
        assert_eq!(canceled["pubStatus"], "canceled");
        assert_eq!(canceled["edNote"], "撤稿：数据有误");
        assert!(usable["bodies"][1]["charCount"] == 1 && canceled.get("bodies").is_none());
    }

    #[test]
    fn documents_hold_what_the_published_profile_says_and_nothing_else() {
        let profile: serde_json::Value =
            serde_json::from_str(include_str!("../../../../schema/events/delivery.json")).unwrap();
        let usable = Status::Usable {
            html: String::new(),
            text: String::new(),
            correction: Some("电话有误".into()),
            replaces: true,
        };
        for (status, branch) in [(usable, "else"), (Status::Canceled("数据有误".into()), "then")] {
            let document = document(&item(status));
            for key in document.as_object().unwrap().keys() {
                assert!(profile["properties"].get(key).is_some(), "{key}");
            }
            for required in [&profile["required"], &profile[branch]["required"]] {
                for key in required.as_array().unwrap() {
                    assert!(document.get(key.as_str().unwrap()).is_some(), "{key}");
                }
            }
        }
    }
}
