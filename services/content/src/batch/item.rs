//! One item of a list as a draft: every value that cannot be taken is told by its field.

use platform::Invalid;
use serde_json::{Map, Value};
use time::format_description::well_known::Rfc3339;
use time::macros::{format_description, offset};
use time::{Date, OffsetDateTime, Time};

use super::list::{BLOCKS, FIELDS, Raw};
use crate::block::{Heading, Paragraph, Span};
use crate::{AiUse, Block, Column, Draft, Kind, Origin, Provenance, Sensitivity, Source};

/// The most characters of a key.
const MOST_KEY: usize = 100;

/// The names an item may use.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) columns: Vec<Column>,
    pub(super) sources: Vec<Source>,
}

/// An item that could be read, with what is wrong in it so far.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) key: String,
    pub(super) draft: Draft,
    pub(super) faults: Invalid,
}

/// Reads an item.
pub(super) fn read(raw: &Raw, names: &Names) -> Item {
    let mut reader = Reader { fields: &raw.fields, faults: Invalid::default() };
    if let Some(why) = raw.fault {
        reader.faults.add("line", "NOT_AN_OBJECT", why);
        return Item { key: String::new(), draft: Draft::news(String::new(), Vec::new()), faults: reader.faults };
    }
    for name in raw.fields.keys().filter(|name| *name != BLOCKS && FIELDS.iter().all(|(known, _)| known != name)) {
        reader.faults.add(name.as_str(), "UNKNOWN_FIELD", format!("没有“{name}”这个字段"));
    }
    let title = reader.text("title");
    reader.faults.check(!title.is_empty(), "title", "REQUIRED", "标题不能为空");
    let mut draft = Draft::news(title, Vec::new());
    draft.summary = reader.text("summary");
    draft.blocks = reader.blocks();
    draft.kind = reader.word("kind", Kind::News, &KINDS);
    draft.sensitivity = reader.word("sensitivity", Sensitivity::Plain, &SENSITIVITIES);
    draft.origin = reader.word("origin", Origin::Original, &ORIGINS);
    draft.ai = reader.word("ai", AiUse::None, &AI_USES);
    draft.emergency = reader.flag("emergency");
    draft.topics = reader.topics();
    draft.column = reader.named("column", "栏目不存在或已停用", |text| {
        let known = |column: &&Column| column.active && (column.slug == text || column.name == text);
        names.columns.iter().find(known).map(|column| column.id)
    });
    draft.source = reader.named("source", "稿源不在白名单内", |text| {
        let known = |source: &&Source| source.name == text || source.domain.as_deref() == Some(text);
        names.sources.iter().find(known).map(|source| source.id)
    });
    draft.source_url = Some(reader.text("sourceUrl")).filter(|url| !url.is_empty());
    draft.provenance = reader.provenance();
    let key = reader.key(&draft);
    Item { key, draft, faults: reader.faults }
}

const KINDS: [(Kind, &str); 6] = [
    (Kind::News, "动态"),
    (Kind::Notice, "通知公告"),
    (Kind::Notice, "公告"),
    (Kind::Policy, "政策文件"),
    (Kind::Interpretation, "政策解读"),
    (Kind::Clarification, "澄清"),
];
const SENSITIVITIES: [(Sensitivity, &str); 3] =
    [(Sensitivity::Plain, "一般"), (Sensitivity::Sensitive, "重要敏感"), (Sensitivity::Sensitive, "敏感")];
const ORIGINS: [(Origin, &str); 2] = [(Origin::Original, "原创"), (Origin::Reprint, "转载")];
const AI_USES: [(AiUse, &str); 3] = [(AiUse::None, "无"), (AiUse::Assisted, "辅助"), (AiUse::Generated, "生成")];

struct Reader<'a> {
    fields: &'a Map<String, Value>,
    faults: Invalid,
}

impl Reader<'_> {
    /// A text; a number is one too, as keys often are.
    fn text(&mut self, name: &str) -> String {
        match self.fields.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.trim().replace('\0', ""),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) => {
                self.faults.add(name, "NOT_A_TEXT", "须为文字");
                String::new()
            }
        }
    }

    /// One of a set of words, as stored or in Chinese; nothing is the usual one.
    fn word<T: Copy + std::str::FromStr>(&mut self, name: &str, usual: T, words: &[(T, &str)]) -> T {
        let text = self.text(name);
        if text.is_empty() {
            return usual;
        }
        let chinese = words.iter().find(|(_, word)| *word == text).map(|(value, _)| *value);
        chinese.or_else(|| text.to_lowercase().parse().ok()).unwrap_or_else(|| {
            let known: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
            self.faults.add(name, "UNKNOWN_WORD", format!("“{text}”不可用，可填：{}", known.join("、")));
            usual
        })
    }

    fn flag(&mut self, name: &str) -> bool {
        if let Some(Value::Bool(set)) = self.fields.get(name) {
            return *set;
        }
        let text = self.text(name);
        match text.to_lowercase().as_str() {
            "" | "否" | "0" | "no" | "false" => false,
            "是" | "1" | "yes" | "true" => true,
            _ => {
                self.faults.add(name, "UNKNOWN_WORD", format!("“{text}”不可用，可填：是、否"));
                false
            }
        }
    }

    /// A list, or a text whose topics a semicolon parts.
    fn topics(&mut self) -> Vec<String> {
        match self.fields.get("topics") {
            Some(Value::Array(topics)) if topics.iter().all(Value::is_string) => {
                topics.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            Some(Value::Array(_)) => {
                self.faults.add("topics", "NOT_A_TEXT", "须为文字");
                Vec::new()
            }
            _ => self.text("topics").split(['；', ';']).map(str::to_owned).collect(),
        }
    }

    fn named<T>(&mut self, name: &str, unknown: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name);
        let found = find(&text);
        self.faults.check(text.is_empty() || found.is_some(), name, "UNKNOWN_NAME", unknown);
        found
    }

    fn provenance(&mut self) -> Provenance {
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        Provenance {
            author: said(self.text("sourceAuthor")),
            published_at: self.moment("sourcePublishedAt"),
            licence: said(self.text("sourceLicence")),
        }
    }

    /// A day, or a day and a time of it in Beijing, as people and spreadsheets write them; or RFC 3339.
    fn moment(&mut self, name: &str) -> Option<OffsetDateTime> {
        let text = self.text(name);
        let plain = text.replace(['/', '.'], "-");
        let (day, hour) = plain.split_once(' ').unwrap_or((&plain, "0:00"));
        let day = Date::parse(day, format_description!("[year]-[month padding:none]-[day padding:none]"));
        let hour = Time::parse(hour.trim(), format_description!("[hour padding:none]:[minute][optional [:[second]]]"));
        let found = match (day, hour) {
            (Ok(day), Ok(hour)) => Some(day.with_time(hour).assume_offset(offset!(+8))),
            _ => OffsetDateTime::parse(&text, &Rfc3339).ok(),
        };
        let told = format!("时间“{text}”应写作 2026-01-31 或 2026-01-31 08:30");
        self.faults.check(text.is_empty() || found.is_some(), name, "NOT_A_TIME", told);
        found
    }

    /// Blocks as they are, or a text: a paragraph a line, and a heading where it begins with `##`.
    fn blocks(&mut self) -> Value {
        if let Some(blocks) = self.fields.get(BLOCKS) {
            let alone = self.fields.get("body").is_none_or(Value::is_null);
            self.faults.check(alone, BLOCKS, "ONE_OF_BOTH", "body 与 blocks 只填一个");
            return blocks.clone();
        }
        let body = self.text("body");
        let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
        let block = |line: &str| match line.strip_prefix("##") {
            Some(text) => {
                let deeper = text.strip_prefix('#');
                let level = if deeper.is_some() { 3 } else { 2 };
                Block::Heading(Heading { level, text: deeper.unwrap_or(text).trim().to_owned() })
            }
            None => Block::Paragraph(Paragraph { spans: vec![Span { text: line.to_owned(), ..Span::default() }] }),
        };
        serde_json::to_value(lines.map(block).collect::<Vec<_>>()).unwrap_or_default()
    }

    /// Its own key, or one made of what it says: the same text is the same item.
    fn key(&mut self, draft: &Draft) -> String {
        let key = self.text("key");
        let fits = key.chars().count() <= MOST_KEY;
        self.faults.check(fits, "key", "TOO_LONG", format!("编号不超过 {MOST_KEY} 字"));
        if !key.is_empty() {
            return key;
        }
        let text = format!("{}\n{}\n{}", draft.title, draft.summary, draft.blocks);
        format!("sha256:{}", crate::Digest::of(text.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, Names, read};
    use crate::batch::list::Raw;
    use platform::Refusal as _;
    use serde_json::{Value, json};
    use time::macros::datetime;

    fn item(json: &Value) -> Item {
        let fields = json.as_object().unwrap().clone();
        read(&Raw { line: 1, fields, fault: None }, &Names { columns: Vec::new(), sources: Vec::new() })
    }

    #[test]
    fn every_value_that_cannot_be_taken_is_told_by_its_field() {
        let bad = item(
            &json!({"kind": "小说", "emergency": "也许", "column": "无此栏目", "titel": "错字", "topics": [1], "summary": []}),
        );
        let told: Vec<&str> = bad.faults.fields().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(told, ["titel", "title", "summary", "kind", "emergency", "topics", "column"]);
    }

    #[test]
    fn c14_a_reprint_says_who_wrote_it_when_and_under_what_leave() {
        for when in ["2026/1/5 8:30", "2026-01-05 08:30:00", "2026-01-05T00:30:00Z"] {
            let said =
                json!({"title": "甲", "sourceAuthor": "李四", "sourcePublishedAt": when, "sourceLicence": "授权函"});
            let told = item(&said).draft.provenance;
            assert_eq!(told.published_at, Some(datetime!(2026-01-05 08:30 +8)), "{when}");
            assert_eq!((told.author.as_deref(), told.licence.as_deref()), (Some("李四"), Some("授权函")));
        }
        let bad = item(&json!({"title": "甲", "sourcePublishedAt": "昨天"}));
        assert_eq!(bad.faults.fields()[0].code, "NOT_A_TIME");
    }

    #[test]
    fn a_text_becomes_paragraphs_and_headings() {
        let good = item(
            &json!({"key": 7, "title": "甲", "body": "一\n\n##二\n### 三", "kind": "公告", "emergency": "是", "topics": "秋收；防汛"}),
        );
        assert!(good.faults.fields().is_empty());
        assert_eq!((good.key.as_str(), good.draft.kind, good.draft.emergency), ("7", crate::Kind::Notice, true));
        let blocks = json!([{"type": "paragraph", "spans": [{"text": "一"}]}, {"type": "heading", "level": 2, "text": "二"},
            {"type": "heading", "level": 3, "text": "三"}]);
        assert_eq!((good.draft.blocks, good.draft.topics), (blocks, vec!["秋收".to_owned(), "防汛".to_owned()]));
    }

    #[test]
    fn without_a_key_the_same_text_is_the_same_item() {
        let keys = [
            json!({"title": "甲", "body": "一"}),
            json!({"body": " 一 ", "title": "甲"}),
            json!({"title": "甲", "body": "二"}),
        ];
        let keys = keys.map(|json| item(&json).key);
        assert_eq!(keys[0], keys[1]);
        assert_ne!(keys[0], keys[2]);
    }
}
