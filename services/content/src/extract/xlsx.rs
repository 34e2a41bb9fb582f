//! Rows of a workbook.

use super::{TextPart, Unread};

pub(super) fn read(file: &[u8]) -> Result<Vec<TextPart>, Unread> {
    let rows = tables::texts(file).map_err(|error| match error {
        tables::Unreadable::TooLarge | tables::Unreadable::TooMany => Unread::TooLarge,
        _ => Unread::Broken,
    })?;
    let part = |(sheet, row, text): (String, u64, String)| {
        TextPart::new(format!("row/{}/{row}", sheet.replace('/', " ")), text)
    };
    Ok(rows.into_iter().map(part).collect())
}

#[cfg(test)]
mod tests {
    use crate::extract::read;

    #[test]
    fn c27_every_row_of_every_sheet_is_read() {
        let sheet = tables::Sheet::new("名单", &["姓名", "电话"])
            .row([tables::Cell::text("张三"), tables::Cell::text("13912345678")]);
        let parts = read("x.spreadsheetml.sheet", &sheet.xlsx().unwrap()).unwrap();
        assert_eq!((parts[1].place.as_str(), parts[1].text.as_str()), ("row/名单/2", "张三\t13912345678"));
    }
}
