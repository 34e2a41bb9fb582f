//! 标点: marks of the wrong width, marks doubled, dots for an ellipsis (GB/T 15834).

use super::{Found, Reading};
use crate::line::Line;
use crate::{Gate, Severity};

/// Half-width marks and the ones Chinese has.
const WIDTHS: [(char, char); 6] = [(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('.', '。')];
/// Marks of which no two stand together.
const SINGLE: &str = "，。、；：";

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (part, _, line) in reading.parts() {
        for at in 0..line.len() {
            half_width(part, line, at, found);
            doubled(part, line, at, found);
            ellipsis(part, line, at, found);
            spaced(part, line, at, found);
        }
        listed(part, line, found);
    }
}

fn is_chinese(c: Option<char>) -> bool {
    c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{3400}'..='\u{4dbf}').contains(&c))
}

/// A mark of half width between Chinese characters, or after one at the end.
fn half_width(part: usize, line: &Line<'_>, at: usize, found: &mut Vec<Found>) {
    let Some((_, right)) = line.char(at).and_then(|c| WIDTHS.iter().find(|(half, _)| *half == c)) else { return };
    let after = line.char(at + 1);
    if is_chinese(line.before(at)) && (is_chinese(after) || after.is_none()) {
        found.push(
            Found::new(Gate::Wording, "HALF_WIDTH_MARK", Severity::Note, part, (at, at + 1))
                .say(format!("中文里应用全角“{right}”"), format!("between Chinese characters it is {right}"))
                .instead(*right),
        );
    }
}

fn doubled(part: usize, line: &Line<'_>, at: usize, found: &mut Vec<Found>) {
    let is_mark = |c: char| SINGLE.contains(c);
    let Some(first) = line.char(at).filter(|c| is_mark(*c)) else { return };
    if line.before(at).is_some_and(is_mark) {
        return;
    }
    let length = line.chars().get(at..).unwrap_or_default().iter().take_while(|c| is_mark(**c)).count();
    let dots = line.slice(at, at + length).chars().all(|c| c == '。');
    if 1 < length && !(dots && 2 < length) {
        let end = at + length;
        let last = line.before(end).unwrap_or(first);
        let kept = if last == '。' { last } else { first };
        found.push(
            Found::new(Gate::Wording, "DOUBLED_MARK", Severity::Warn, part, (at, end))
                .say(format!("标点重复，应为“{kept}”"), "punctuation doubled")
                .instead(kept),
        );
    }
}

/// 。。。, ... or a single … after Chinese.
fn ellipsis(part: usize, line: &Line<'_>, at: usize, found: &mut Vec<Found>) {
    let Some(dot) = line.char(at).filter(|c| matches!(c, '。' | '.' | '…')) else { return };
    if line.before(at) == Some(dot) || !is_chinese(line.before(at)) {
        return;
    }
    let length = line.chars().get(at..).unwrap_or_default().iter().take_while(|c| **c == dot).count();
    if if dot == '…' { length == 1 } else { 3 <= length } {
        found.push(
            Found::new(Gate::Wording, "ELLIPSIS", Severity::Note, part, (at, at + length))
                .say("省略号应为“……”", "an ellipsis is written ……")
                .instead("……"),
        );
    }
}

/// A space between a Chinese character and a mark.
fn spaced(part: usize, line: &Line<'_>, at: usize, found: &mut Vec<Found>) {
    if line.char(at) == Some(' ')
        && is_chinese(line.before(at))
        && line.char(at + 1).is_some_and(|c| SINGLE.contains(c))
    {
        found.push(
            Found::new(Gate::Wording, "SPACE_BEFORE_MARK", Severity::Note, part, (at, at + 1))
                .say("标点前不空格", "no space before a mark")
                .instead(""),
        );
    }
}

/// 《甲》、《乙》: between titles in their marks, and quotations in theirs, none is used.
fn listed(part: usize, line: &Line<'_>, found: &mut Vec<Found>) {
    for pattern in ["》、《", "”、“"] {
        for (start, end) in line.find_all(pattern) {
            found.push(
                Found::new(Gate::Wording, "MARK_BETWEEN_TITLES", Severity::Note, part, (start + 1, end - 1))
                    .say(
                        "书名号、引号并列时，其间通常不用顿号",
                        "between titles or quotations listed, no mark is usual",
                    )
                    .instead(""),
            );
        }
    }
}
