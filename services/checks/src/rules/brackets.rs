//! Quotes and brackets open and close in turn, part by part.

use super::{Found, Reading};
use crate::line::Line;
use crate::{Gate, Severity};

const PAIRS: [(char, char); 11] = [
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('「', '」'),
    ('『', '』'),
    ('〔', '〕'),
    ('(', ')'),
    ('[', ']'),
];

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (part, _, line) in reading.parts() {
        pairs(part, line, found);
        straight(part, line, found);
    }
}

fn pairs(part: usize, line: &Line<'_>, found: &mut Vec<Found>) {
    let mut open: Vec<(usize, char, char)> = Vec::new();
    for (at, c) in line.chars().iter().enumerate() {
        if let Some((begin, end)) = PAIRS.iter().find(|(begin, _)| begin == c) {
            open.push((at, *begin, *end));
            continue;
        }
        let Some((begin, _)) = PAIRS.iter().find(|(_, end)| end == c) else { continue };
        if apostrophe(line, at, *c) {
            continue;
        }
        // A bracket of either width closes one of the other.
        match open.iter().rposition(|(_, _, end)| same(*end, *c)) {
            Some(index) => {
                for (lost, begin, end) in open.drain(index..).skip(1) {
                    found.push(alone(part, lost, begin, end));
                }
            }
            None if numbering(line, at, *c) => {}
            None => found.push(alone(part, at, *c, *begin)),
        }
    }
    for (at, begin, end) in open {
        found.push(alone(part, at, begin, end));
    }
}

fn same(a: char, b: char) -> bool {
    crate::fold::plain(a) == crate::fold::plain(b)
}

fn alone(part: usize, at: usize, there: char, missing: char) -> Found {
    Found::new(Gate::Wording, "UNBALANCED", Severity::Warn, part, (at, at + 1))
        .say(format!("“{there}”没有与之成对的“{missing}”"), format!("{there} without its {missing}"))
}

/// The closing single quote inside a Latin word.
fn apostrophe(line: &Line<'_>, at: usize, c: char) -> bool {
    c == '’' && line.before(at).is_some_and(|before| before.is_ascii_alphabetic())
}

/// 1) and a) number a list: up to three characters after a mark, a space or nothing.
fn numbering(line: &Line<'_>, at: usize, c: char) -> bool {
    let begins = line.chars().get(..at).unwrap_or_default().iter().rev().take_while(|c| c.is_alphanumeric()).count();
    matches!(c, ')' | '）') && (1..=3).contains(&begins)
}

/// Straight double quotes come in twos; after a number one of them is an inch.
fn straight(part: usize, line: &Line<'_>, found: &mut Vec<Found>) {
    let quotes: Vec<usize> = (0..line.len()).filter(|at| line.char(*at) == Some('"')).collect();
    let inch = quotes.iter().any(|at| line.before(*at).is_some_and(|c| c.is_ascii_digit()));
    if let Some(last) = quotes.last().filter(|_| quotes.len() % 2 == 1 && !inch) {
        found.push(
            Found::new(Gate::Wording, "UNBALANCED", Severity::Warn, part, (*last, *last + 1))
                .say("直引号不成对", "straight quotes do not pair"),
        );
    }
}
