//! The numbers as a workbook to pass around: one line a step of a rule, in hours.

use tables::{Cell, Sheet, Unwritable};

use super::{StepLine, Times};

/// The workbook could not be written.
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

const HEADER: [&str; 10] = [
    "审核规则",
    "步骤序号",
    "步骤",
    "办结件次",
    "退回件次",
    "超时件次",
    "工作时中位数（小时）",
    "工作时九成以内（小时）",
    "自然时中位数（小时）",
    "自然时九成以内（小时）",
];

/// The steps as XLSX, in their order.
///
/// # Errors
/// When there are more lines than a workbook holds.
pub fn sheet(steps: &[StepLine]) -> Result<Vec<u8>, SheetError> {
    let mut sheet = Sheet::new("审核统计", &HEADER);
    for step in steps {
        let Times { closed, returned, late, median, p90, worked_median, worked_p90 } = step.times;
        let mut row = vec![Cell::text(&step.rule_title), Cell::number(step.stage), Cell::text(&step.name)];
        row.extend([closed, returned, late].map(|count| Cell::number(u32::try_from(count).unwrap_or(u32::MAX))));
        row.extend([worked_median, worked_p90, Some(median), Some(p90)].map(hours));
        sheet.push(row);
    }
    Ok(sheet.xlsx()?)
}

/// To a tenth of an hour.
fn hours(minutes: Option<f64>) -> Cell {
    minutes.map_or(Cell::Empty, |minutes| Cell::number((minutes / 6.0).round() / 10.0))
}
