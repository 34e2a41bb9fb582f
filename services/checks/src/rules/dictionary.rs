//! Words of the lists.

use super::{Found, Reading};
use crate::words::Hit;
use crate::{Folded, Level, Listed, Severity};

/// Categories the project's own list uses, and the codes their findings have.
const CODES: [(&str, &str); 5] = [
    ("绝对化用语", "ABSOLUTE_WORD"),
    ("保密用语", "SECRET_PHRASE"),
    ("广告用语", "ADVERTISING"),
    ("规范表述", "STANDARD_TERM"),
    ("错别字", "WRONG_WORD"),
];

pub(super) fn check(reading: &Reading<'_>, folded: &mut Folded, found: &mut Vec<Found>) {
    for (part, _, line) in reading.parts() {
        for hit in reading.words.hits_with(line.text, reading.today, folded) {
            let range = (line.index(hit.range.start), line.index(hit.range.end));
            found.push(tell(part, range, &hit, line.slice(range.0, range.1)));
        }
    }
}

fn tell(part: usize, range: (usize, usize), hit: &Hit<'_>, written: &str) -> Found {
    let entry = hit.entry;
    let code = CODES.iter().find(|(category, _)| *category == entry.category).map_or("WORD_LIST", |(_, code)| code);
    let suggestion = entry.suggestion.as_deref().map(|text| (format!("，建议“{text}”"), format!("; write `{text}`")));
    let (advice, advice_en) = suggestion.unwrap_or_default();
    let hidden = written != entry.word && written.chars().count() != entry.word.chars().count();
    let (how, how_en) = if hidden { ("（变形写法）", " (written in disguise)") } else { ("", "") };
    let reason = if entry.reason.is_empty() { String::new() } else { format!("：{}", entry.reason) };
    let mut found = Found::new(entry.gate, code, entry.severity, part, range).say(
        format!("{}“{}”{how}{advice}{reason}", entry.category, entry.word),
        format!("{}: `{}`{how_en}{advice_en}", english(&entry.category), entry.word),
    );
    found.suggestion = entry.suggestion.clone();
    found.word = Some(Listed { word: entry.word.clone(), level: entry.level });
    // What the province or the deployment blocks, nobody below it lets stand.
    found.acceptable = entry.severity < Severity::Block || Level::County <= entry.level;
    found
}

fn english(category: &str) -> &str {
    match category {
        "绝对化用语" => "an absolute claim",
        "保密用语" => "a phrase of secrecy",
        "广告用语" => "advertising",
        "规范表述" => "not the standard term",
        "错别字" => "a wrong character",
        other => other,
    }
}
