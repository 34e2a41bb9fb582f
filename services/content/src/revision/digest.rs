//! The digest of a revision: SHA-256 over its canonical form.
//!
//! The canonical form is one JSON object, UTF-8, with the keys of every object in byte order, no space between tokens,
//! strings escaped only where JSON must (`"`, `\`, and control characters, as `\n`-like short forms or `\u00xx`), whole
//! numbers without a fraction, other numbers in their shortest form that reads back the same. Its keys: `blocks`, `column`,
//! `cover`, `emergency`, `kind`, `media` (an object from media id to the hex SHA-256 of the file), `origin`, `sensitivity`,
//! `source` (null, or an object of `name` and `url`, with `author`, `publishedAt` (seconds since 1970) and `licence` where they are
//! known), `summary`, `title`, `topics`. What is absent is null. A piece that a
//! machine helped to write, or wrote, has `ai` beside them (`assisted`, `generated`); one that touches other departments has
//! `touches`, their ids; an interpretation that names the policy it explains has that article's id as `policy`; a correction of
//! what was released has what the public is told of it as `correction`; a cover of which a part must stay in sight has it as
//! `coverFocus`; a piece that a channel shows otherwise has `variants`, from the channel's word to an object of what it has of its
//! own: `title`, `summary`, `coverMediaId`, `coverFocus`, `order`, `asPictures`.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value, json};

use super::Revision;
use crate::{AiUse, Article, Block, MediaId};

/// A SHA-256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// As stored; none if it is not 32 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_bytes(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref()).unwrap_or_default()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// The digest of what a revision holds, with the files it shows.
#[must_use]
pub fn digest_of(revision: &Revision, media: &BTreeMap<MediaId, Digest>) -> Digest {
    Digest::of(canonical(revision, media).as_bytes())
}

/// The digest of what readers are shown of a text, whatever else is said of the piece: its canonical form is the array of title,
/// summary and blocks, and of the variants where there are any.
#[must_use]
pub fn digest_of_text(article: &Article, blocks: &[Block]) -> Digest {
    let mut text = String::new();
    let (title, summary, variants) = (&article.title, &article.summary, &article.variants);
    let plain = variants.is_empty();
    write(&if plain { json!([title, summary, blocks]) } else { json!([title, summary, blocks, variants]) }, &mut text);
    Digest::of(text.as_bytes())
}

fn canonical(revision: &Revision, media: &BTreeMap<MediaId, Digest>) -> String {
    let media: Map<String, Value> =
        media.iter().map(|(id, digest)| (id.to_string(), Value::String(digest.to_string()))).collect();
    let source = revision.source_name.as_ref().map(|name| source(name, revision));
    let mut form = json!({
        "title": revision.title,
        "summary": revision.summary,
        "kind": revision.kind.as_str(),
        "sensitivity": revision.sensitivity.as_str(),
        "origin": revision.origin.as_str(),
        "emergency": revision.emergency,
        "column": revision.column,
        "topics": revision.topics,
        "source": source,
        "cover": revision.cover,
        "blocks": revision.blocks,
        "media": media,
    });
    if let (Value::Object(form), false) = (&mut form, revision.ai == AiUse::None) {
        form.insert("ai".to_owned(), revision.ai.as_str().into());
    }
    if let Some(keys) = form.as_object_mut().filter(|_| !revision.touches.is_empty()) {
        keys.insert("touches".to_owned(), json!(revision.touches));
    }
    if let (Some(policy), Some(keys)) = (revision.policy, form.as_object_mut()) {
        keys.insert("policy".to_owned(), json!(policy));
    }
    if let (Some(correction), Some(keys)) = (&revision.correction, form.as_object_mut()) {
        keys.insert("correction".to_owned(), json!(correction));
    }
    if let (Some(focus), Some(keys)) = (revision.cover_focus, form.as_object_mut()) {
        keys.insert("coverFocus".to_owned(), json!(focus));
    }
    if let Some(keys) = form.as_object_mut().filter(|_| !revision.variants.is_empty()) {
        keys.insert("variants".to_owned(), json!(revision.variants));
    }
    let mut text = String::new();
    write(&form, &mut text);
    text
}

/// What is not known of its provenance is not there: pieces from before it was asked keep their digest.
fn source(name: &str, revision: &Revision) -> Value {
    let mut source = json!({ "name": name, "url": revision.source_url });
    let known = &revision.provenance;
    let published = known.published_at.map(|at| Value::from(at.unix_timestamp()));
    let author = known.author.as_deref().map(Value::from);
    let licence = known.licence.as_deref().map(Value::from);
    if let Some(keys) = source.as_object_mut() {
        for (key, value) in [("author", author), ("publishedAt", published), ("licence", licence)] {
            keys.extend(value.map(|value| (key.to_owned(), value)));
        }
    }
    source
}

/// Sorts by itself: whether `serde_json` keeps keys in order is a feature that any crate of the build may turn on.
fn write(value: &Value, out: &mut String) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                separate(place, out);
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            let sorted: BTreeMap<&String, &Value> = map.iter().collect();
            for (place, (key, item)) in sorted.into_iter().enumerate() {
                separate(place, out);
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
        Value::Number(number) => out.push_str(&plain(number)),
        Value::Null | Value::Bool(_) | Value::String(_) => out.push_str(&value.to_string()),
    }
}

fn separate(place: usize, out: &mut String) {
    if 0 < place {
        out.push(',');
    }
}

/// `1.0` and `1` are one number: JSON in the database does not tell them apart.
fn plain(number: &serde_json::Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Digest, canonical, digest_of};
    use crate::article::{AiUse, Kind, Origin, Provenance, Sensitivity};
    use crate::{ArticleId, Channel, MediaId, Revision, RevisionId, Variant, Variants};
    use platform::{DepartmentId, PersonId};
    use serde_json::json;
    use std::collections::BTreeMap;
    use uuid::Uuid;

    fn revision() -> Revision {
        Revision {
            id: RevisionId(Uuid::from_u128(1)),
            article: ArticleId(Uuid::from_u128(2)),
            number: 1,
            department: DepartmentId(Uuid::from_u128(3)),
            author: PersonId(Uuid::from_u128(4)),
            writers: vec![PersonId(Uuid::from_u128(4))],
            submitted_by: PersonId(Uuid::from_u128(4)),
            submitted_at: time::OffsetDateTime::UNIX_EPOCH,
            title: "内乡县卫健局\"致\"居民".to_owned(),
            summary: String::new(),
            blocks: serde_json::from_value(json!([
                {"type": "paragraph", "spans": [{"text": "一\n二", "bold": true}]},
                {"type": "image", "mediaId": Uuid::from_u128(9), "alt": "图"},
                {"type": "chart", "kind": "bar", "title": "接种", "columns": ["人"], "rows": [["东镇", 12], ["西镇", 0.5]]},
            ]))
            .unwrap(),
            kind: Kind::Notice,
            sensitivity: Sensitivity::Plain,
            origin: Origin::Original,
            emergency: false,
            ai: AiUse::None,
            column: None,
            topics: vec!["健康".to_owned()],
            touches: Vec::new(),
            source_name: None,
            source_url: None,
            relay: false,
            provenance: Provenance::default(),
            cover: None,
            cover_focus: None,
            variants: Variants::default(),
            policy: None,
            correction: None,
            digest: Digest::default(),
            public_at: None,
        }
    }

    const CANONICAL: &str = concat!(
        r#"{"blocks":[{"spans":[{"bold":true,"text":"一\n二"}],"type":"paragraph"},"#,
        r#"{"alt":"图","mediaId":"00000000-0000-0000-0000-000000000009","type":"image"},"#,
        r#"{"columns":["人"],"kind":"bar","rows":[["东镇",12],["西镇",0.5]],"title":"接种","type":"chart"}],"#,
        r#""column":null,"cover":null,"emergency":false,"kind":"notice","#,
        r#""media":{"00000000-0000-0000-0000-000000000009":"0909090909090909090909090909090909090909090909090909090909090909"},"#,
        r#""origin":"original","sensitivity":"plain","source":null,"summary":"","title":"内乡县卫健局\"致\"居民","topics":["健康"]}"#
    );

    #[test]
    fn the_canonical_form_and_its_digest_are_known() {
        let media = BTreeMap::from([(MediaId(Uuid::from_u128(9)), Digest([9; 32]))]);
        assert_eq!(canonical(&revision(), &media), CANONICAL);
        assert_eq!(
            digest_of(&revision(), &media).to_string(),
            "00db1dd9b34d5ec84ae1608cd925d9b7db94cdeee39add7d6b730a16d4eac0b5"
        );
    }

    #[test]
    fn c14_the_provenance_of_a_reprint_is_part_of_the_form_only_where_it_is_known() {
        let reprint = Revision { source_name: Some("新华网".to_owned()), ..revision() };
        let form = canonical(&reprint, &BTreeMap::new());
        assert!(form.contains(r#""source":{"name":"新华网","url":null},"#), "{form}");
        let at = Some(time::OffsetDateTime::UNIX_EPOCH);
        let provenance =
            Provenance { author: Some("记者".to_owned()), published_at: at, licence: Some("协议".to_owned()) };
        let form = canonical(&Revision { provenance, ..reprint }, &BTreeMap::new());
        let known = r#""source":{"author":"记者","licence":"协议","name":"新华网","publishedAt":0,"url":null},"#;
        assert!(form.contains(known), "{form}");
    }

    #[test]
    fn any_change_of_text_or_file_is_another_digest() {
        let media = BTreeMap::from([(MediaId(Uuid::from_u128(9)), Digest([9; 32]))]);
        let first = digest_of(&revision(), &media);
        let mut emergency = revision();
        emergency.emergency = true;
        assert_ne!(first, digest_of(&emergency, &media));
        assert_ne!(first, digest_of(&Revision { ai: AiUse::Assisted, ..revision() }, &media));
        let touching = Revision { touches: vec![DepartmentId(Uuid::from_u128(5))], ..revision() };
        assert_ne!(first, digest_of(&touching, &media));
        let explains = Revision { policy: Some(ArticleId(Uuid::from_u128(5))), ..revision() };
        assert_ne!(first, digest_of(&explains, &media));
        let corrects = Revision { correction: Some("电话有误".to_owned()), ..revision() };
        assert_ne!(first, digest_of(&corrects, &media));
        assert_ne!(first, digest_of(&revision(), &BTreeMap::from([(MediaId(Uuid::from_u128(9)), Digest([8; 32]))])));
        let focused = Revision { cover_focus: Some(crate::block::Focus { x: 1, y: 1 }), ..revision() };
        assert_ne!(first, digest_of(&focused, &media));
        let stored: Vec<crate::Block> =
            serde_json::from_str(&serde_json::to_string(&revision().blocks).unwrap()).unwrap();
        assert_eq!(first, digest_of(&Revision { blocks: stored, number: 7, ..revision() }, &media));
    }

    #[test]
    fn i2_every_part_of_a_variant_is_in_the_digest() {
        let titled = |title: &str| Variant { title: Some(title.to_owned()), ..Variant::default() };
        let digest = |channel, variant| {
            digest_of(&Revision { variants: Variants::new([(channel, variant)]), ..revision() }, &BTreeMap::new())
        };
        let all = [
            digest_of(&revision(), &BTreeMap::new()),
            digest(Channel::Wechat, titled("短题")),
            digest(Channel::Wechat, titled("短题。")),
            digest(Channel::App, titled("短题")),
            digest(Channel::Wechat, Variant { summary: Some("短题".into()), ..Variant::default() }),
            digest(Channel::Wechat, Variant { cover: Some(MediaId(Uuid::from_u128(9))), ..Variant::default() }),
            digest(Channel::Wechat, Variant { order: Some(vec![1, 0, 2]), ..Variant::default() }),
            digest(Channel::Wechat, Variant { as_pictures: true, ..Variant::default() }),
        ];
        let told: std::collections::HashSet<_> = all.iter().collect();
        assert_eq!(told.len(), all.len());
    }
}
