//! A list as people send it: a table with named columns, or one JSON object a line.

use std::collections::BTreeMap;

use platform::Invalid;
use serde_json::{Map, Value, json};
use tables::{Cell, Sheet};

use super::MOST_ITEMS;

/// Fields of an item: as JSON names them, and as a table may.
pub(super) const FIELDS: [(&str, &str); 16] = [
    ("key", "编号"),
    ("title", "标题"),
    ("summary", "摘要"),
    ("body", "正文"),
    ("kind", "类型"),
    ("column", "栏目"),
    ("topics", "专题"),
    ("sensitivity", "敏感程度"),
    ("emergency", "突发"),
    ("origin", "来源"),
    ("source", "稿源"),
    ("sourceUrl", "原文链接"),
    ("sourceAuthor", "原作者"),
    ("sourcePublishedAt", "原发时间"),
    ("sourceLicence", "转载授权"),
    ("ai", "人工智能"),
];
/// Only of JSON: blocks as the editor writes them, instead of `body`.
pub(super) const BLOCKS: &str = "blocks";

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV or XLSX.
    Table,
    /// One JSON object a line.
    Lines,
}

/// One item as it was read; its values are not yet looked at.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    pub(super) line: u64,
    pub(super) fields: Map<String, Value>,
    /// Why it could not be read at all.
    pub(super) fault: Option<&'static str>,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) items: Vec<Raw>,
    pub(super) ignored: Vec<String>,
}

/// Reads a file; what it is, its first character tells.
pub(super) fn read(file: &[u8]) -> Result<List, Invalid> {
    let text = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let list = if text.trim_ascii_start().starts_with(b"{") { lines(text) } else { table(file) }?;
    let mut faults = Invalid::default();
    faults.check(!list.items.is_empty(), "file", "EMPTY", "文件里没有稿件");
    let fits = list.items.len() <= MOST_ITEMS;
    faults.check(fits, "file", "TOO_MANY", format!("一次最多导入 {MOST_ITEMS} 篇，请分成几个文件"));
    faults.into_result()?;
    Ok(list)
}

fn lines(text: &[u8]) -> Result<List, Invalid> {
    let Ok(text) = std::str::from_utf8(text) else { return Err(unreadable("JSON Lines 文件须为 UTF-8 编码")) };
    let filled = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).take(MOST_ITEMS + 1);
    let items = filled.map(|(line, text)| match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => Raw { line, fields, fault: None },
        _ => Raw { line, fields: Map::new(), fault: Some("这一行不是一个 JSON 对象") },
    });
    Ok(List { items: items.collect(), ignored: Vec::new() })
}

fn table(file: &[u8]) -> Result<List, Invalid> {
    let table = tables::read(file).map_err(|error| unreadable(&error.message()))?;
    let columns: BTreeMap<&str, Option<usize>> =
        FIELDS.iter().map(|(name, title)| (*name, table.column(&[name, title]))).collect();
    if columns.get("title").copied().flatten().is_none() {
        return Err(unreadable("表格第一行须有“标题”（title）一列"));
    }
    let taken: Vec<usize> = columns.values().copied().flatten().collect();
    let spare = (0..).zip(table.header()).filter(|(at, name)| !taken.contains(at) && !name.is_empty());
    let ignored = spare.map(|(_, name)| name.clone()).collect();
    let items = table.rows.iter().take(MOST_ITEMS + 1).map(|row| {
        let cell = |(name, at): (&&str, &Option<usize>)| {
            let text = row.cell(*at);
            (!text.is_empty()).then(|| ((*name).to_owned(), Value::from(text)))
        };
        Raw { line: row.line, fields: columns.iter().filter_map(cell).collect(), fault: None }
    });
    Ok(List { items: items.collect(), ignored })
}

fn unreadable(why: &str) -> Invalid {
    let mut faults = Invalid::default();
    faults.add("file", "UNREADABLE", why);
    faults
}

/// A small list of the right form, to begin from.
#[must_use]
pub fn sample(format: Format) -> Vec<u8> {
    let rows = [
        [
            "2026-001",
            "全县秋粮收购开秤",
            "首批收购点今日开秤。",
            "今日上午，首批收购点开秤。\n## 价格公开\n收购价格在各点公示。",
            "动态",
            "秋收",
        ],
        ["2026-002", "关于调整门诊时间的公告", "", "自下月起，门诊时间调整为每日八时至十七时。", "通知公告", ""],
    ];
    match format {
        Format::Table => {
            let sheet = Sheet::new("稿件", &["编号", "标题", "摘要", "正文", "类型", "专题"]);
            rows.iter().fold(sheet, |sheet, row| sheet.row(row.map(Cell::text))).csv()
        }
        Format::Lines => {
            let line = |[key, title, summary, body, kind, topics]: [&str; 6]| {
                let topics: Vec<&str> = topics.split('；').filter(|topic| !topic.is_empty()).collect();
                json!({ "key": key, "title": title, "summary": summary, "body": body, "kind": kind, "topics": topics })
            };
            rows.iter().map(|row| format!("{}\n", line(*row))).collect::<String>().into_bytes()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, read, sample};
    use platform::Refusal as _;

    #[test]
    fn the_samples_read_as_what_they_show() {
        for format in [Format::Table, Format::Lines] {
            let list = read(&sample(format)).unwrap();
            let told: Vec<_> =
                list.items.iter().map(|item| (item.fields["key"].as_str(), item.fields["title"].as_str())).collect();
            let (first, second) = (Some("全县秋粮收购开秤"), Some("关于调整门诊时间的公告"));
            assert_eq!(told, [(Some("2026-001"), first), (Some("2026-002"), second)], "{format:?}");
        }
    }

    #[test]
    fn a_file_that_is_no_list_says_why() {
        let why = |file: &[u8]| read(file).unwrap_err().fields()[0].code;
        assert_eq!(why("名称\n甲\n".as_bytes()), "UNREADABLE");
        assert_eq!(why(b""), "UNREADABLE");
        assert_eq!(why("标题\n".as_bytes()), "EMPTY");
        assert_eq!(why("{}\n".repeat(201).as_bytes()), "TOO_MANY");
        let list = read("标题,备注\n甲,乙\n".as_bytes()).unwrap();
        assert_eq!((list.items[0].line, list.ignored), (2, vec!["备注".to_owned()]));
    }
}
