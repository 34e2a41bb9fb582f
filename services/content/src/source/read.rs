//! Reading a list of sources from a file. Every fault is told at once, by line and column, and the sound lines are read all the same.

use std::collections::HashMap;

use platform::Invalid;
use tables::{Row, Table};
use time::Date;
use time::macros::format_description;

use super::SourceList;
use super::add::is_domain;
use super::edit::LICENCE;

/// The most characters of a name.
const NAME: usize = 60;

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the name is its description")]
pub enum Field {
    Name,
    Domain,
    List,
    StartsOn,
    EndsOn,
    Licence,
}

impl Field {
    /// Every column, in the order of the printed list.
    pub const ALL: [Self; 6] = [Self::Name, Self::Domain, Self::List, Self::StartsOn, Self::EndsOn, Self::Licence];

    /// Its header, in Chinese.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "名称",
            Self::Domain => "域名",
            Self::List => "名单",
            Self::StartsOn => "生效日期",
            Self::EndsOn => "截止日期",
            Self::Licence => "转载授权",
        }
    }

    /// Its header, in English.
    #[must_use]
    pub fn label_en(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Domain => "domain",
            Self::List => "list",
            Self::StartsOn => "from",
            Self::EndsOn => "until",
            Self::Licence => "licence",
        }
    }

    /// What else lists in use call it.
    fn others(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["稿源", "稿源名称", "单位名称", "媒体名称", "网站名称"],
            Self::Domain => &["网址", "网站", "网站域名", "site"],
            Self::List => &["层级", "级别", "类别", "level"],
            Self::StartsOn => &["起", "开始日期"],
            Self::EndsOn => &["止", "失效日期", "结束日期"],
            Self::Licence => &["授权", "授权说明", "备注"],
        }
    }
}

/// A line of the file: what it says, and nothing of what it has no column for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its line, from 1.
    pub line: u64,
    /// As written.
    pub name: String,
    /// None: no such column. An inner none: no site.
    pub domain: Option<Option<String>>,
    /// None: no such column, or nothing in it.
    pub list: Option<SourceList>,
    /// None: no such column, or nothing in it.
    pub starts_on: Option<Date>,
    /// None: no such column. An inner none: no end.
    pub ends_on: Option<Option<Date>>,
    /// None: no such column.
    pub licence: Option<String>,
}

/// One thing wrong, at one line and column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u64,
    /// The column.
    pub column: Field,
    /// For people, in Chinese.
    pub message: String,
    /// For people, in English.
    pub message_en: String,
}

/// What a file held.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The sound lines.
    pub rows: Vec<Listed>,
    /// What is wrong with the others.
    pub faults: Vec<Fault>,
}

/// Reads a CSV or XLSX file; its first line names the columns, of which the name alone must be there.
///
/// # Errors
/// When the file is no table, or names no such column.
pub fn read(file: &[u8]) -> Result<Parsed, Invalid> {
    let refused = |code, message: String| {
        let mut faults = Invalid::default();
        faults.add("file", code, message);
        faults
    };
    let table = tables::read(file).map_err(|error| refused("UNREADABLE", error.message()))?;
    let columns = Columns::of(&table);
    if columns.at(Field::Name).is_none() {
        return Err(refused("NO_NAME_COLUMN", "第一行应为列名，且须有“名称”一列".to_owned()));
    }
    let mut parsed = Parsed::default();
    let mut seen: HashMap<String, u64> = HashMap::new();
    for row in &table.rows {
        let line = Line { row, columns: &columns };
        match line.listed(&mut seen) {
            Ok(listed) => parsed.rows.push(listed),
            Err(faults) => parsed.faults.extend(faults),
        }
    }
    Ok(parsed)
}

struct Columns([Option<usize>; 6]);

impl Columns {
    fn of(table: &Table) -> Self {
        Self(Field::ALL.map(|field| {
            let named = [field.label(), field.label_en()];
            table.column(&named).or_else(|| table.column(field.others()))
        }))
    }

    fn at(&self, field: Field) -> Option<usize> {
        let place = Field::ALL.iter().position(|known| *known == field)?;
        self.0.get(place).copied().flatten()
    }
}

/// A fault in both languages.
type Words = (String, String);

struct Line<'a> {
    row: &'a Row,
    columns: &'a Columns,
}

impl Line<'_> {
    fn cell(&self, field: Field) -> &str {
        self.row.cell(self.columns.at(field))
    }

    fn has(&self, field: Field) -> bool {
        self.columns.at(field).is_some()
    }

    fn listed(&self, seen: &mut HashMap<String, u64>) -> Result<Listed, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut told = |column, words: Words| {
            faults.push(Fault { line: self.row.line, column, message: words.0, message_en: words.1 });
        };
        let name = self.name(seen).map_err(|words| told(Field::Name, words)).unwrap_or_default();
        let domain = self.domain().map_err(|words| told(Field::Domain, words)).unwrap_or_default();
        let list = self.list().map_err(|words| told(Field::List, words)).unwrap_or_default();
        let starts_on = self.day(Field::StartsOn).map_err(|words| told(Field::StartsOn, words)).unwrap_or_default();
        let ends_on = self.day(Field::EndsOn).map_err(|words| told(Field::EndsOn, words)).unwrap_or_default();
        if let (Some(starts), Some(ends)) = (starts_on, ends_on)
            && ends < starts
        {
            told(Field::EndsOn, ("截止日期早于生效日期".to_owned(), "it ends before it begins".to_owned()));
        }
        let licence = self.cell(Field::Licence).to_owned();
        if LICENCE < licence.chars().count() {
            told(Field::Licence, (format!("超过 {LICENCE} 字"), format!("over {LICENCE} characters")));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Listed {
            line: self.row.line,
            name,
            domain: self.has(Field::Domain).then_some(domain),
            list,
            starts_on,
            ends_on: self.has(Field::EndsOn).then_some(ends_on),
            licence: self.has(Field::Licence).then_some(licence),
        })
    }

    fn name(&self, seen: &mut HashMap<String, u64>) -> Result<String, Words> {
        let name = self.cell(Field::Name);
        if name.is_empty() {
            return Err(("没有名称".to_owned(), "no name".to_owned()));
        }
        if NAME < name.chars().count() {
            return Err((format!("超过 {NAME} 字"), format!("over {NAME} characters")));
        }
        if let Some(first) = seen.get(name) {
            return Err((format!("“{name}”与第 {first} 行重复"), format!("`{name}` repeats line {first}")));
        }
        seen.insert(name.to_owned(), self.row.line);
        Ok(name.to_owned())
    }

    /// A bare host name, or an address whose host is taken.
    fn domain(&self) -> Result<Option<String>, Words> {
        let cell = self.cell(Field::Domain).to_ascii_lowercase();
        if cell.is_empty() {
            return Ok(None);
        }
        let host = url::Url::parse(&cell).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or(cell);
        if is_domain(&host) {
            return Ok(Some(host));
        }
        Err((format!("“{host}”不是域名，例如 news.cn"), format!("`{host}` is no domain; write one as news.cn")))
    }

    fn list(&self) -> Result<Option<SourceList>, Words> {
        let cell = self.cell(Field::List);
        if cell.is_empty() {
            return Ok(None);
        }
        let bare = cell.trim_end_matches("级").trim_end_matches("名单");
        let known = |list: &&SourceList| list.label() == bare || list.as_str().eq_ignore_ascii_case(cell);
        let found = SourceList::ALL.iter().find(known).copied();
        found.or((bare == "中央").then_some(SourceList::National)).map(Some).ok_or_else(|| {
            (format!("“{cell}”应为国家、省、市或县"), format!("`{cell}` is none of national, province, city, local"))
        })
    }

    fn day(&self, field: Field) -> Result<Option<Date>, Words> {
        let cell = self.cell(field);
        if cell.is_empty() {
            return Ok(None);
        }
        let dashed = cell.replace(['/', '.'], "-");
        let form = format_description!("[year]-[month padding:none]-[day padding:none]");
        Date::parse(&dashed, form).map(Some).map_err(|_| {
            (format!("日期“{cell}”应写作 2026-01-31"), format!("the date `{cell}` must look like 2026-01-31"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, read};
    use crate::SourceList;
    use platform::Refusal as _;
    use time::macros::date;

    #[test]
    fn c14_a_list_is_read_by_its_column_names_in_either_language() {
        let file = "稿源名称,网址,级别,生效日期\n新华网,https://www.news.cn/,中央,2026/1/5\n";
        let rows = read(file.as_bytes()).unwrap().rows;
        let (first, list) = (&rows[0], Some(SourceList::National));
        assert_eq!((first.domain.clone(), first.list), (Some(Some("www.news.cn".to_owned())), list));
        assert_eq!((first.starts_on, first.ends_on), (Some(date!(2026 - 01 - 05)), None));
        let file = "name,domain,until\nx,,\n";
        let rows = read(file.as_bytes()).unwrap().rows;
        assert_eq!((rows[0].domain.clone(), rows[0].ends_on), (Some(None), Some(None)));
    }

    #[test]
    fn c14_each_fault_of_a_list_has_its_line_and_column() {
        let file = "名称,域名,名单,生效日期,截止日期\n甲,a b,外国,昨天,\n,,,,\n,c.cn,,,\n乙,,,2026-02-01,2026-01-01\n丙,,,,\n丙,,,,\n";
        let parsed = read(file.as_bytes()).unwrap();
        let told: Vec<_> = parsed.faults.iter().map(|fault| (fault.line, fault.column)).collect();
        let first = [(2, Field::Domain), (2, Field::List), (2, Field::StartsOn)];
        assert_eq!(told[..3], first);
        assert_eq!(told[3..], [(4, Field::Name), (5, Field::EndsOn), (7, Field::Name)]);
        assert_eq!(parsed.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["丙"]);
    }

    #[test]
    fn c14_a_file_that_is_no_list_is_refused_by_name() {
        assert_eq!(read("甲,乙\n1,2\n".as_bytes()).unwrap_err().fields()[0].code, "NO_NAME_COLUMN");
        assert_eq!(read(b"").unwrap_err().fields()[0].code, "UNREADABLE");
    }
}
