//! 密级标志: a mark of secrecy in a text stops it. Bare words of secrecy are in the word list.

use super::{Found, Reading};
use crate::line::Line;
use crate::{Gate, Severity};

/// 密级.
const GRADES: [&str; 3] = ["绝密", "机密", "秘密"];
/// What stands between the grade and its term, and marks that are drawn for it.
const STARS: &str = "★☆＊*✦✩✪✫✬✭✮✯⭐🌟▲△";
/// How long a text is that is nothing but a mark.
const ALONE: usize = 12;

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (part, _, line) in reading.parts() {
        for at in 0..line.len() {
            if let Some(end) = mark(line, at) {
                let told = Found::new(Gate::Secrecy, "SECRET_MARK", Severity::Block, part, (at, end)).never();
                found.push(told.say(
                    "文中有密级标志；涉密内容不得进入本系统，保密关不能通过",
                    "a mark of secrecy; secrets must not enter this system, and the gate cannot be passed",
                ));
            }
        }
        alone(part, line, found);
    }
}

/// A grade whose characters may be spaced out, followed by a star.
fn mark(line: &Line<'_>, at: usize) -> Option<usize> {
    GRADES.iter().find_map(|grade| {
        let mut end = at;
        for (index, wanted) in grade.chars().enumerate() {
            if 0 < index {
                end += spaces(line, end);
            }
            (line.char(end) == Some(wanted)).then_some(())?;
            end += 1;
        }
        end += spaces(line, end);
        STARS.contains(line.char(end)?).then_some(end + 1)
    })
}

fn spaces(line: &Line<'_>, from: usize) -> usize {
    line.run(from, |c| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'))
}

/// A part that says no more than a grade, and perhaps its term: 机密 5年.
fn alone(part: usize, line: &Line<'_>, found: &mut Vec<Found>) {
    let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
    let term = GRADES.iter().find_map(|grade| text.strip_prefix(grade));
    let only = term.is_some_and(|term| {
        term.chars().count() <= ALONE - 2
            && (term.is_empty() || term.ends_with(['年', '月', '天', '日', '期']) && !term.contains(['，', '。']))
            && term.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十至长年月个天日期限:：".contains(c))
    });
    if only {
        let told = Found::new(Gate::Secrecy, "SECRET_MARK", Severity::Block, part, (0, line.len())).never();
        found.push(told.say(
            "此处只写有密级，疑为密级标志；涉密内容不得进入本系统",
            "nothing but a grade of secrecy stands here; secrets must not enter this system",
        ));
    }
}
