//! Reading a table from a file someone chose: what it is, is judged by its first bytes, never by its name.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};

/// The most rows read, the header among them.
const MOST_ROWS: usize = 200_001;
/// The most columns of a row.
const MOST_COLUMNS: usize = 200;
/// The most bytes that a packed file may unfold to.
const MOST_UNPACKED: u64 = 128 * 1024 * 1024;

/// Why a file is no table.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Neither UTF-8 nor GB 18030.
    #[error("neither UTF-8 nor GB 18030")]
    Encoding,
    /// Not CSV.
    #[error("line {line} is not CSV")]
    Csv {
        /// From 1.
        line: u64,
    },
    /// A packed file that is no workbook.
    #[error("not a workbook")]
    Workbook,
    /// It unfolds to more than the limit.
    #[error("the file unfolds to more than {MOST_UNPACKED} bytes")]
    TooLarge,
    /// More rows, or columns, than the limit.
    #[error("more rows or columns than can be read")]
    TooMany,
    /// No row at all.
    #[error("the file is empty")]
    Empty,
}

impl Unreadable {
    /// For people, in Chinese.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Encoding => "文件编码既不是 UTF-8 也不是 GB 18030".to_owned(),
            Self::Csv { line } => format!("第 {line} 行无法按 CSV 读取"),
            Self::Workbook => "无法按 Excel 工作簿（.xlsx）读取".to_owned(),
            Self::TooLarge => "文件展开后过大".to_owned(),
            Self::TooMany => format!("超过 {} 行或 {MOST_COLUMNS} 列", MOST_ROWS - 1),
            Self::Empty => "文件是空的".to_owned(),
        }
    }
}

/// What a file held: its header and the rows below it. Wholly empty rows are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    header: Vec<String>,
    /// Below the header.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1; the header is line 1.
    pub line: u64,
    cells: Vec<String>,
}

impl Table {
    /// Where the first column stands that has one of these names, whatever its case.
    #[must_use]
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        self.header.iter().position(|held| names.iter().any(|name| held.eq_ignore_ascii_case(name)))
    }

    /// The names of the columns.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }
}

impl Row {
    /// The cell of a column, trimmed; empty where there is none. Dates read `2026-01-31`.
    #[must_use]
    pub fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }
}

/// Reads the first sheet of a workbook, or a CSV.
///
/// # Errors
/// When it is neither, or larger than can be read.
pub fn read(file: &[u8]) -> Result<Table, Unreadable> {
    let rows = if file.starts_with(b"PK") { workbook(file)? } else { comma_separated(file)? };
    let mut rows = rows.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    let header = rows.next().ok_or(Unreadable::Empty)?.cells;
    Ok(Table { header, rows: rows.collect() })
}

fn comma_separated(file: &[u8]) -> Result<Vec<Row>, Unreadable> {
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let text = match std::str::from_utf8(file) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::GB18030
            .decode_without_bom_handling_and_without_replacement(file)
            .ok_or(Unreadable::Encoding)?,
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record =
            record.map_err(|error| Unreadable::Csv { line: error.position().map_or(0, csv::Position::line) })?;
        let line = record.position().map_or(0, |start| first_line(&text, start));
        limit(rows.len(), record.len())?;
        rows.push(Row { line, cells: record.iter().map(|cell| cell.trim().to_owned()).collect() });
    }
    Ok(rows)
}

/// Where a record begins: the reader counts the empty lines before it to the record itself.
fn first_line(text: &str, start: &csv::Position) -> u64 {
    let before = usize::try_from(start.byte()).ok().and_then(|at| text.as_bytes().get(at..)).unwrap_or_default();
    let empty = before.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    start.line() + empty.map(|_| 1).sum::<u64>()
}

fn workbook(file: &[u8]) -> Result<Vec<Row>, Unreadable> {
    unfold(file)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).map_err(|_| Unreadable::Workbook)?;
    let sheet = workbook.worksheet_range_at(0).ok_or(Unreadable::Empty)?.map_err(|_| Unreadable::Workbook)?;
    let first = sheet.start().map_or(0, |(row, _)| u64::from(row));
    limit(sheet.height().saturating_sub(1), sheet.width())?;
    let rows = (first + 1..).zip(sheet.rows());
    Ok(rows.map(|(line, cells)| Row { line, cells: cells.iter().map(text).collect() }).collect())
}

/// The texts of every row of every sheet of a workbook, with the sheet's name and the row's line; cells stand apart by a tab.
///
/// # Errors
/// When it is no workbook, or larger than can be read.
pub fn texts(file: &[u8]) -> Result<Vec<(String, u64, String)>, Unreadable> {
    unfold(file)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).map_err(|_| Unreadable::Workbook)?;
    let mut texts = Vec::new();
    for name in workbook.sheet_names() {
        let sheet = workbook.worksheet_range(&name).map_err(|_| Unreadable::Workbook)?;
        limit(texts.len() + sheet.height(), sheet.width())?;
        let first = sheet.start().map_or(0, |(row, _)| u64::from(row));
        for (line, cells) in (first + 1..).zip(sheet.rows()) {
            let row = cells.iter().map(text).filter(|cell| !cell.is_empty()).collect::<Vec<String>>().join("\t");
            if !row.is_empty() {
                texts.push((name.clone(), line, row));
            }
        }
    }
    Ok(texts)
}

/// Unfolds every entry to nowhere: what it says of its own size is no promise.
fn unfold(file: &[u8]) -> Result<(), Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).map_err(|_| Unreadable::Workbook)?;
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| Unreadable::Workbook)?;
        let taken = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        left = left.checked_sub(taken.map_err(|_| Unreadable::Workbook)?).ok_or(Unreadable::TooLarge)?;
    }
    Ok(())
}

fn limit(rows: usize, columns: usize) -> Result<(), Unreadable> {
    if MOST_ROWS <= rows || MOST_COLUMNS < columns { Err(Unreadable::TooMany) } else { Ok(()) }
}

fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTimeIso(text) => text.trim().to_owned(),
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, read};
    use crate::{Cell, Sheet};

    #[test]
    fn a_csv_of_an_older_office_program_is_read() {
        let (bytes, ..) = encoding_rs::GB18030.encode("名称,域名\n新华网,news.cn\n\n人民网,\"people,com\"\n");
        let table = read(&bytes).unwrap();
        let (name, domain) = (table.column(&["name", "名称"]), table.column(&["域名"]));
        let rows: Vec<_> = table.rows.iter().map(|row| (row.line, row.cell(name), row.cell(domain))).collect();
        assert_eq!(rows, [(2, "新华网", "news.cn"), (4, "人民网", "people,com")]);
        assert_eq!(table.rows[0].cell(table.column(&["none"])), "");
    }

    #[test]
    fn what_is_written_as_a_workbook_reads_the_same() {
        let day = Cell::Day { year: 2026, month: 1, day: 31 };
        let sheet = Sheet::new("稿源", &["名称", "份数", "起"]).row([Cell::text("新华网"), Cell::number(12.5), day]);
        let table = read(&sheet.xlsx().unwrap()).unwrap();
        assert_eq!(table.header(), ["名称", "份数", "起"]);
        let row = &table.rows[0];
        assert_eq!(
            (row.line, row.cell(Some(0)), row.cell(Some(1)), row.cell(Some(2))),
            (2, "新华网", "12.5", "2026-01-31")
        );
    }

    #[test]
    fn what_is_no_table_says_why() {
        assert_eq!(read(b""), Err(Unreadable::Empty));
        assert_eq!(read(b"PK\x03\x04 and no more"), Err(Unreadable::Workbook));
        assert_eq!(read(&[b'a', 0xff, 0xff]), Err(Unreadable::Encoding));
        let wide = vec!["a"; 201].join(",");
        assert_eq!(read(wide.as_bytes()), Err(Unreadable::TooMany));
    }

    #[test]
    fn a_file_that_unfolds_without_end_is_refused() {
        use std::io::Write as _;
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let block = vec![b' '; 1 << 20];
        for _ in 0..130 {
            archive.write_all(&block).unwrap();
        }
        let file = archive.finish().unwrap().into_inner();
        assert_eq!(read(&file), Err(Unreadable::TooLarge));
    }
}
