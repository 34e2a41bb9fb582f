//! The ledger as a workbook to pass around.

use tables::{Cell, Sheet, Unwritable};

use super::Line;

/// The ledger could not be written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct SheetError(#[from] Unwritable);

impl platform::Refusal for SheetError {
    fn code(&self) -> platform::Code {
        platform::Code::Internal
    }
    fn reason(&self) -> &'static str {
        "UNWRITABLE"
    }
    fn message(&self) -> String {
        "表格没有生成，请稍后重试".to_owned()
    }
}

const HEADER: [&str; 12] = [
    "名次",
    "部门",
    "报送",
    "采用",
    "采用并修改",
    "未采用",
    "已发布",
    "国家级转载",
    "省级转载",
    "市级转载",
    "本县转载",
    "得分",
];

/// The lines as XLSX, in their order. Departments of one score share a rank.
///
/// # Errors
/// When there are more lines than a workbook holds.
pub fn sheet(lines: &[Line]) -> Result<Vec<u8>, SheetError> {
    let mut sheet = Sheet::new("采用台账", &HEADER);
    for line in lines {
        let ahead = lines.iter().filter(|other| line.score < other.score).count();
        let counts = &line.counts;
        let numbers = [
            counts.submitted,
            counts.adopted,
            counts.adopted_with_edits,
            counts.declined,
            counts.released,
            counts.national,
            counts.province,
            counts.city,
            counts.local,
        ];
        let mut row = vec![number(i64::try_from(ahead + 1).unwrap_or(i64::MAX)), Cell::text(&line.name)];
        row.extend(numbers.map(number));
        row.push(Cell::number(line.score));
        sheet.push(row);
    }
    Ok(sheet.xlsx()?)
}

fn number(count: i64) -> Cell {
    Cell::number(u32::try_from(count).unwrap_or(u32::MAX))
}
