//! 疑似错字: characters a small model of the language takes for slips. The list of common errors tells the certain ones.

use super::{At, Found, Reading};
use crate::line::Line;
use crate::model;
use crate::{Gate, Severity};

/// The codes of findings that already say what is wrong with a name or a word.
const TOLD: [&str; 3] = ["WRONG_WORD", "LEADER_NAME", "STANDARD_TERM"];

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (part, _, line) in reading.parts() {
        let mut quiet = quiet(reading, part, line, found);
        quiet.sort_unstable();
        for (start, end) in runs(line) {
            for suspect in model::suspects(line.chars().get(start..end).unwrap_or_default()) {
                let word = (start + suspect.word.0, start + suspect.word.1);
                if !quiet.iter().any(|range| range.0 < word.1 && word.0 < range.1) {
                    found.push(tell(part, line, start + suspect.at, word, suspect.instead));
                }
            }
        }
    }
}

fn tell(part: usize, line: &Line<'_>, at: usize, word: (usize, usize), instead: char) -> Found {
    let right = format!("{}{instead}{}", line.slice(word.0, at), line.slice(at + 1, word.1));
    let written = line.slice(word.0, word.1);
    Found::new(Gate::Wording, "WRONG_CHARACTER", Severity::Note, part, (at, at + 1))
        .say(format!("疑似错字：“{written}”是否应为“{right}”"), format!("perhaps {right} is meant, not {written}"))
        .instead(instead)
}

/// Where nothing is to be suspected: what was told already, names of leaders, and phrases a list allows.
fn quiet(reading: &Reading<'_>, part: usize, line: &Line<'_>, found: &[Found]) -> Vec<(usize, usize)> {
    let told = found.iter().filter_map(|found| match found.at {
        At::Text(of, range, _) if of == part && TOLD.contains(&found.code) => Some(range),
        _ => None,
    });
    let names = reading.leaders.names().flat_map(|name| line.find_all(name));
    let allowed = reading.words.allowed(line.text, reading.today);
    let allowed = allowed.into_iter().map(|range| (line.index(range.start), line.index(range.end)));
    told.chain(names).chain(allowed).collect()
}

/// Every stretch of Chinese characters.
fn runs(line: &Line<'_>) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let length = line.run(at, |c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if 0 < length {
            runs.push((at, at + length));
        }
        at += length.max(1);
    }
    runs
}
