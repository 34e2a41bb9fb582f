//! 附件: a file whose text nobody could read is read by a person.

use super::{At, Found, Reading};
use crate::{Gate, Severity};

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for file in &reading.document.unreadable {
        let (zh, en) = file.why;
        let mut told = Found::new(Gate::Secrecy, "ATTACHMENT_UNREADABLE", Severity::Warn, 0, (0, 0)).say(
            format!("附件“{}”{zh}，自动检查未读到其文字，请人工核对", file.name),
            format!("{en} in the attachment {}; its text was not checked, read it yourself", file.name),
        );
        told.at = At::Piece(file.name.clone());
        found.push(told);
    }
}
