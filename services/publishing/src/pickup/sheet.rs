//! The figures as a workbook to pass around: one sheet for what was counted by.

use tables::{Cell, Sheet, Unwritable};

use super::{By, Figure};

/// One line of it: what the figure is of, in people's words, and the figure.
pub type Line<'a> = (&'a str, &'a Figure);

/// The lines as XLSX.
///
/// # Errors
/// When there are more lines than a workbook holds.
pub fn sheet(by: By, lines: &[Line<'_>]) -> Result<Vec<u8>, Unwritable> {
    let (title, header) = match by {
        By::Piece => ("采用统计-稿件", ["稿件", "采用次数", "采用媒体数"]),
        By::Department => ("采用统计-部门", ["部门", "采用次数", "被采用稿件数"]),
        By::Outlet => ("采用统计-媒体", ["媒体", "采用次数", "采用稿件数"]),
    };
    let mut sheet = Sheet::new(title, &header);
    for (name, figure) in lines {
        let second = if by == By::Piece { figure.outlets } else { figure.pieces };
        let count = |number: i64| Cell::number(u32::try_from(number).unwrap_or(u32::MAX));
        sheet.push([Cell::text(*name), count(figure.pickups), count(second)]);
    }
    sheet.xlsx()
}
