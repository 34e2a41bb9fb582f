//! Reading a word list from CSV. Every fault is told at once, one a line, and what is sound is read all the same.

use std::collections::HashMap;

use csv::StringRecord;
use time::Date;
use time::macros::format_description;

use super::{Entry, Level, Usage};
use crate::{Folded, Gate, Severity};

/// The most rows of one file.
const MOST: usize = 200_000;
/// The most characters of one word.
const LONGEST: usize = 60;

/// What a file held.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The sound rows.
    pub entries: Vec<Entry>,
    /// What is wrong with the others.
    pub faults: Vec<Fault>,
}

/// One thing wrong, at one line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u64,
    /// For people, in Chinese.
    pub message: String,
    /// For people, in English.
    pub message_en: String,
}

/// The columns, by the names a header may give them.
const COLUMNS: [(Column, &[&str]); 10] = [
    (Column::Word, &["词语", "词", "word"]),
    (Column::Usage, &["用途", "usage"]),
    (Column::Category, &["类别", "category"]),
    (Column::Gate, &["关", "审核关", "gate"]),
    (Column::Severity, &["程度", "severity"]),
    (Column::Level, &["层级", "level"]),
    (Column::From, &["起", "生效日期", "from"]),
    (Column::Until, &["止", "失效日期", "until"]),
    (Column::Suggestion, &["建议", "suggestion"]),
    (Column::Reason, &["理由", "reason"]),
];

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Column {
    Word,
    Usage,
    Category,
    Gate,
    Severity,
    Level,
    From,
    Until,
    Suggestion,
    Reason,
}

/// Reads a file in UTF-8, with or without its mark. The first line names the columns; only the word is required.
#[must_use]
pub fn parse(file: &[u8]) -> Parsed {
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(file);
    let mut records = reader.records();
    let header = match records.next() {
        Some(Ok(header)) => header,
        Some(Err(error)) => return fault(Parsed::default(), 1, &unreadable(&error)),
        None => return Parsed::default(),
    };
    let rows = records.map(|record| match record {
        Ok(record) => (record.position().map_or(0, csv::Position::line), Ok(record)),
        Err(error) => (error.position().map_or(0, csv::Position::line), Err(unreadable(&error))),
    });
    read(&header, rows)
}

/// Reads the rows of a table that was read already, each with its line in the file.
#[must_use]
pub fn parse_rows(header: &[String], rows: impl IntoIterator<Item = (u64, Vec<String>)>) -> Parsed {
    let rows = rows.into_iter().map(|(line, cells)| (line, Ok(StringRecord::from(cells))));
    read(&StringRecord::from(header), rows)
}

fn read(header: &StringRecord, rows: impl Iterator<Item = (u64, Result<StringRecord, Words>)>) -> Parsed {
    let mut parsed = Parsed::default();
    let columns = columns(header);
    if !columns.contains_key(&Column::Word) {
        let words =
            ("第一行应为列名，且须有“词语”一列".to_owned(), "the first line must name a `word` column".to_owned());
        return fault(parsed, 1, &words);
    }
    let mut seen: HashMap<(String, Usage, Level), u64> = HashMap::new();
    for (line, record) in rows {
        let record = match record {
            Ok(record) if record.iter().all(|field| field.trim().is_empty()) => continue,
            Ok(record) => record,
            Err(words) => {
                parsed = fault(parsed, line, &words);
                continue;
            }
        };
        let row = Row { record: &record, columns: &columns };
        match row.entry().and_then(|entry| once(entry, line, &mut seen)) {
            Ok(entry) if parsed.entries.len() < MOST => parsed.entries.push(entry),
            Ok(_) => {
                let words =
                    (format!("超过{MOST}行，其后未读"), format!("more than {MOST} rows; the rest was not read"));
                return fault(parsed, line, &words);
            }
            Err(words) => parsed = fault(parsed, line, &words),
        }
    }
    parsed
}

/// A fault in both languages.
type Words = (String, String);

fn fault(mut parsed: Parsed, line: u64, (zh, en): &Words) -> Parsed {
    parsed.faults.push(Fault { line, message: zh.clone(), message_en: en.clone() });
    parsed
}

fn unreadable(error: &csv::Error) -> Words {
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => ("不是UTF-8编码".to_owned(), "not UTF-8".to_owned()),
        _ => ("无法按CSV读取".to_owned(), "cannot be read as CSV".to_owned()),
    }
}

fn columns(header: &StringRecord) -> HashMap<Column, usize> {
    let mut found = HashMap::new();
    for (at, name) in header.iter().enumerate() {
        let name = name.trim().to_lowercase();
        if let Some((column, _)) = COLUMNS.iter().find(|(_, names)| names.contains(&name.as_str())) {
            found.entry(*column).or_insert(at);
        }
    }
    found
}

fn once(entry: Entry, line: u64, seen: &mut HashMap<(String, Usage, Level), u64>) -> Result<Entry, Words> {
    let key = (Folded::new(&entry.word).text().to_owned(), entry.usage, entry.level);
    match seen.insert(key.clone(), line) {
        None => Ok(entry),
        Some(first) => {
            seen.insert(key, first);
            Err((format!("“{}”与第{first}行重复", entry.word), format!("`{}` repeats line {first}", entry.word)))
        }
    }
}

/// Whether a word can be looked for at all: there is one, not endless, and something of it is left after folding.
///
/// # Errors
/// When not; why, in Chinese.
pub fn sound(word: &str) -> Result<(), String> {
    lookable(word.trim()).map_err(|(zh, _)| zh)
}

fn lookable(word: &str) -> Result<(), Words> {
    if word.is_empty() {
        return Err(("没有词语".to_owned(), "no word".to_owned()));
    }
    if LONGEST < word.chars().count() {
        return Err((format!("词语超过{LONGEST}字"), format!("the word is over {LONGEST} characters")));
    }
    let folded = Folded::new(word);
    if folded.text().is_empty() || folded.text().len() == 1 {
        let zh = format!("“{word}”折叠后只余“{}”，处处会命中", folded.text());
        return Err((zh, format!("`{word}` folds to `{}`, which is everywhere", folded.text())));
    }
    Ok(())
}

struct Row<'a> {
    record: &'a StringRecord,
    columns: &'a HashMap<Column, usize>,
}

impl Row<'_> {
    fn field(&self, column: Column) -> &str {
        self.columns.get(&column).and_then(|at| self.record.get(*at)).unwrap_or_default().trim()
    }

    fn entry(&self) -> Result<Entry, Words> {
        let entry = Entry {
            word: self.word()?,
            usage: self.choice(Column::Usage, Usage::Deny, &USAGES)?,
            category: or(self.field(Column::Category), "其他"),
            gate: self.choice(Column::Gate, Gate::Wording, &GATES)?,
            severity: self.choice(Column::Severity, Severity::Warn, &SEVERITIES)?,
            level: self.choice(Column::Level, Level::County, &LEVELS)?,
            from: self.date(Column::From)?,
            until: self.date(Column::Until)?,
            suggestion: Some(self.field(Column::Suggestion)).filter(|text| !text.is_empty()).map(str::to_owned),
            reason: self.field(Column::Reason).to_owned(),
        };
        if let (Some(from), Some(until)) = (entry.from, entry.until)
            && until < from
        {
            return Err(("止日早于起日".to_owned(), "it ends before it begins".to_owned()));
        }
        Ok(entry)
    }

    fn word(&self) -> Result<String, Words> {
        let word = self.field(Column::Word);
        lookable(word).map(|()| word.to_owned())
    }

    fn choice<T: Copy>(&self, column: Column, default: T, choices: &[(&[&str], T)]) -> Result<T, Words> {
        let field = self.field(column).to_lowercase();
        if field.is_empty() {
            return Ok(default);
        }
        let found = choices.iter().find(|(names, _)| names.contains(&field.as_str())).map(|(_, value)| *value);
        found.ok_or_else(|| {
            let names: Vec<&str> = choices.iter().filter_map(|(names, _)| names.first().copied()).collect();
            let known = names.join("、");
            (format!("“{field}”不是{known}之一"), format!("`{field}` is none of {known}"))
        })
    }

    fn date(&self, column: Column) -> Result<Option<Date>, Words> {
        let field = self.field(column);
        if field.is_empty() {
            return Ok(None);
        }
        Date::parse(field, format_description!("[year]-[month]-[day]")).map(Some).map_err(|_| {
            (format!("日期“{field}”应写作2026-01-31"), format!("the date `{field}` must look like 2026-01-31"))
        })
    }
}

fn or(text: &str, default: &str) -> String {
    if text.is_empty() { default.to_owned() } else { text.to_owned() }
}

const USAGES: [(&[&str], Usage); 2] = [(&["禁用", "deny"], Usage::Deny), (&["允许", "allow"], Usage::Allow)];
const SEVERITIES: [(&[&str], Severity); 3] =
    [(&["阻断", "block"], Severity::Block), (&["警告", "warn"], Severity::Warn), (&["提示", "note"], Severity::Note)];
const LEVELS: [(&[&str], Level); 4] = [
    (&["平台", "deployment"], Level::Deployment),
    (&["省", "province"], Level::Province),
    (&["县", "county"], Level::County),
    (&["部门", "department"], Level::Department),
];
const GATES: [(&[&str], Gate); 6] = [
    (&["政治", "政治关", "political"], Gate::Political),
    (&["政策", "政策关", "policy"], Gate::Policy),
    (&["法律", "法律关", "legal"], Gate::Legal),
    (&["文字", "文字关", "wording"], Gate::Wording),
    (&["保密", "保密关", "secrecy"], Gate::Secrecy),
    (&["舆情", "舆情关", "opinion"], Gate::Opinion),
];

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::parse;
    use crate::{Gate, Severity};

    #[test]
    fn columns_go_by_their_names_in_either_language() {
        let file = "\u{feff}关,词语,程度,起\n保密,内部资料,阻断,2026-01-01\n,\"带,逗号\",,\n";
        let parsed = parse(file.as_bytes());
        assert_eq!(parsed.faults, []);
        let first = &parsed.entries[0];
        assert_eq!((first.gate, first.severity), (Gate::Secrecy, Severity::Block));
        assert_eq!(first.from, Some(date!(2026 - 01 - 01)));
        assert_eq!(parsed.entries[1].word, "带,逗号");
    }

    #[test]
    fn every_fault_has_its_line_and_the_sound_rows_are_read() {
        let file = "word,gate,from,until\n好词,,,\n,,,\n词一,没有的关,,\n词二,,31.1.2026,\n词三,,2026-02-01,2026-01-01\n好 词,,,\nC++,,,\n词四,,,\n";
        let parsed = parse(file.as_bytes());
        assert_eq!(parsed.entries.iter().map(|entry| entry.word.as_str()).collect::<Vec<_>>(), ["好词", "词四"]);
        assert_eq!(parsed.faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [4, 5, 6, 7, 8]);
        assert!(parsed.faults[3].message.contains("第2行"));
    }

    #[test]
    fn a_file_that_is_no_list_says_so_in_one_line() {
        assert_eq!(parse(b"a,b\n1,2\n").faults.len(), 1);
        assert_eq!(parse("word\n".as_bytes()).entries.len(), 0);
        let gbk = [b'w', b'o', b'r', b'd', b'\n', 0xb9, 0xfa, b'\n'];
        assert_eq!(parse(&gbk).faults[0].message, "不是UTF-8编码");
    }
}
