//! Writing a table for people to open.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

/// The table could not be written.
#[derive(Debug, thiserror::Error)]
#[error("write the table")]
pub struct Unwritable(#[from] XlsxError);

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words, never a formula.
    Text(String),
    /// A number, right-aligned.
    Number(f64),
    /// A day.
    Day {
        /// From 1900.
        year: u16,
        /// From 1.
        month: u8,
        /// From 1.
        day: u8,
    },
    /// Nothing.
    Empty,
}

impl Cell {
    /// Words.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number.
    #[must_use]
    pub fn number(number: impl Into<f64>) -> Self {
        Self::Number(number.into())
    }

    /// What a spreadsheet would take for a formula gets an apostrophe before it.
    fn csv(&self) -> String {
        match self {
            Self::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day { year, month, day } => format!("{year:04}-{month:02}-{day:02}"),
            Self::Empty => String::new(),
        }
    }
}

/// A named table with a header.
#[derive(Clone, Debug)]
pub struct Sheet {
    name: String,
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// An empty table. Excel takes names up to 31 characters.
    #[must_use]
    pub fn new(name: &str, header: &[&str]) -> Self {
        let header = header.iter().map(|name| (*name).to_owned()).collect();
        Self { name: name.chars().take(31).collect(), header, rows: Vec::new() }
    }

    /// With one more row.
    #[must_use]
    pub fn row(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        self.push(cells);
        self
    }

    /// Adds a row.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// As a workbook: header bold and kept in view, columns as wide as their words.
    ///
    /// # Errors
    /// When there are more rows or longer words than a workbook holds.
    pub fn xlsx(&self) -> Result<Vec<u8>, Unwritable> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.name)?;
        sheet.set_freeze_panes(1, 0)?;
        let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
        for (column, name) in (0..).zip(&self.header) {
            sheet.write_with_format(0, column, name, &bold)?;
        }
        for (row, cells) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Text(text) => sheet.write_string(row, column, text)?,
                    Cell::Number(number) => sheet.write_number(row, column, *number)?,
                    Cell::Day { year, month, day: of_month } => {
                        let moment = ExcelDateTime::from_ymd(*year, *month, *of_month)?;
                        sheet.write_datetime_with_format(row, column, moment, &day)?
                    }
                    Cell::Empty => continue,
                };
            }
        }
        sheet.autofit();
        Ok(workbook.save_to_buffer()?)
    }

    /// As CSV in UTF-8 with its mark, so that Excel opens the Chinese right.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        let rows = self.rows.iter().map(|row| row.iter().map(Cell::csv).collect::<Vec<_>>());
        for row in std::iter::once(self.header.clone()).chain(rows) {
            // Writing to memory does not fail.
            let _ = writer.write_record(&row);
        }
        writer.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Sheet};

    #[test]
    fn no_cell_of_a_csv_becomes_a_formula() {
        let sheet = Sheet::new("县", &["词"]).row([Cell::text("=1+1")]).row([Cell::number(-3)]);
        assert_eq!(String::from_utf8(sheet.csv()).unwrap(), "\u{feff}词\n'=1+1\n-3\n");
    }
}
