//! Passports and number plates.

use super::{Found, Hide, near};
use crate::line::Line;
use crate::{Gate, Severity};

/// 各省简称, as they begin a plate.
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

pub(super) fn check(part: usize, line: &Line<'_>, found: &mut Vec<Found>) {
    for at in 0..line.len() {
        if let Some(end) = passport(line, at) {
            let severity = if near(line, at, &["护照", "证件", "passport", "Passport"]) {
                Severity::Warn
            } else {
                Severity::Note
            };
            let hide = Hide::Between(1, 2);
            found.push(
                Found::new(Gate::Secrecy, "PASSPORT_NUMBER", severity, part, (at, end))
                    .hide(hide)
                    .say("疑似护照号码，请确认可以公开", "looks like a passport number; make sure it may be published"),
            );
        }
        if let Some(end) = plate(line, at) {
            found.push(
                Found::new(Gate::Secrecy, "NUMBER_PLATE", Severity::Warn, part, (at, end))
                    .hide(Hide::Between(2, 2))
                    .say("文中有车牌号，请确认可以公开", "a number plate; make sure it may be published"),
            );
        }
    }
}

fn latin(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// E, G, D, S, P or H and eight digits; or E, a letter and seven digits.
fn passport(line: &Line<'_>, at: usize) -> Option<usize> {
    let first = line.plain(at)?.to_ascii_uppercase();
    if !"EGDSPH".contains(first) || latin(at.checked_sub(1).and_then(|before| line.plain(before))) {
        return None;
    }
    let second = line.plain(at + 1)?.to_ascii_uppercase();
    let (from, wanted) = match second {
        'A'..='Z' if first == 'E' && second != 'I' && second != 'O' => (at + 2, 7),
        _ => (at + 1, 8),
    };
    let end = from + line.run(from, |c| c.is_ascii_digit());
    (end - from == wanted && !latin(line.plain(end))).then_some(end)
}

/// A province, a letter, perhaps a dot, and five or six letters and digits with a digit among them.
fn plate(line: &Line<'_>, at: usize) -> Option<usize> {
    let province = PROVINCES.contains(line.char(at)?);
    let letter = line.plain(at + 1)?.to_ascii_uppercase();
    if !province || !letter.is_ascii_uppercase() {
        return None;
    }
    let spaced = line.plain(at + 2).is_some_and(crate::fold::separates);
    let from = at + 2 + usize::from(spaced);
    let end = from + line.run(from, |c| c.is_ascii_alphanumeric());
    let digits = line.plains().get(from..end).unwrap_or_default().iter().filter(|c| c.is_ascii_digit()).count();
    ((5..=6).contains(&(end - from)) && 2 < digits).then_some(end)
}
