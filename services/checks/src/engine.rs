//! The engine: a piece in, findings out, in the order of the text, quoted without anyone's numbers.

use std::sync::{Arc, LazyLock};

use time::Date;

use crate::finding::{Finding, Place};
use crate::line::Line;
use crate::rules::{self, At, Found, Hide, Reading};
use crate::words::{ListError, WordList, own_entries};
use crate::{Document, Entry, Leaders};

/// The most of a text one finding quotes, in characters.
const QUOTED: usize = 60;
/// The most findings of one piece; past that a person reads the piece, not the list.
const MOST: usize = 2_000;

/// The rules with the lists they look into: made once, cheap to clone, shared by all who check.
#[derive(Clone, Debug)]
pub struct Checker {
    words: Arc<WordList>,
    leaders: Arc<Leaders>,
}

impl Checker {
    /// With these lists.
    #[must_use]
    pub fn new(words: Arc<WordList>, leaders: Arc<Leaders>) -> Self {
        Self { words, leaders }
    }

    /// With the project's own list alone.
    #[must_use]
    pub fn own() -> Self {
        static OWN: LazyLock<Option<Arc<WordList>>> = LazyLock::new(|| WordList::new(own_entries()).ok().map(Arc::new));
        let words = OWN.clone().unwrap_or_else(|| Arc::new(WordList::none()));
        Self { words, leaders: Arc::default() }
    }

    /// The same lists, and these leaders.
    #[must_use]
    pub fn naming(self, leaders: Arc<Leaders>) -> Self {
        Self { leaders, ..self }
    }

    /// With the project's own list and more rows.
    ///
    /// # Errors
    /// When the rows do not compile.
    pub fn with(entries: impl IntoIterator<Item = Entry>, leaders: Leaders) -> Result<Self, ListError> {
        let words = WordList::new(own_entries().into_iter().chain(entries).collect())?;
        Ok(Self { words: Arc::new(words), leaders: Arc::new(leaders) })
    }

    /// Runs every rule over a piece, as of a day. The same piece, lists and day give the same findings.
    #[must_use]
    pub fn check(&self, document: &Document, today: Date) -> Vec<Finding> {
        let reading = Reading {
            document,
            words: &self.words,
            leaders: &self.leaders,
            today,
            lines: document.parts.iter().map(|part| Line::new(&part.text)).collect(),
        };
        let mut found = rules::all(&reading);
        found.sort_by_key(|found| match &found.at {
            At::Piece(_) => (0, 0),
            At::Text(part, (start, _), _) => (part + 1, *start),
        });
        found.truncate(MOST);
        let hidden = hidden(&found);
        found.into_iter().map(|found| quoted(&reading, &hidden, found)).collect()
    }
}

/// A stretch of a part that no quotation may show.
struct Hidden {
    part: usize,
    range: (usize, usize),
    hide: Hide,
}

fn hidden(found: &[Found]) -> Vec<Hidden> {
    found
        .iter()
        .filter_map(|found| match found.at {
            At::Text(part, range, hide @ Hide::Between(..)) => Some(Hidden { part, range, hide }),
            _ => None,
        })
        .collect()
}

fn quoted(reading: &Reading<'_>, hidden: &[Hidden], found: Found) -> Finding {
    let (place, excerpt, suggestion) = match found.at {
        At::Piece(quote) => (None, quote, None),
        At::Text(part, (start, end), _) => {
            let line = reading.lines.get(part);
            let about: Vec<&Hidden> = hidden
                .iter()
                .filter(|hidden| hidden.part == part && hidden.range.0 < end && start < hidden.range.1)
                .collect();
            let excerpt = line.map_or_else(String::new, |line| excerpt(line, start, end, &about));
            let path = reading.document.parts.get(part).map(|part| part.path.clone()).unwrap_or_default();
            // What would be put there may repeat the number it is about.
            let suggestion = found.suggestion.filter(|_| about.is_empty());
            (Some(Place { path, start, end }), excerpt, suggestion)
        }
    };
    let within = place.as_ref().and_then(|place| reading.document.parts.iter().find(|part| part.path == place.path));
    let (zh, en) = match within.and_then(|part| part.within.as_ref()) {
        Some((zh, en)) => (format!("{zh}：{}", found.zh), format!("{en}: {}", found.en)),
        None => (found.zh, found.en),
    };
    Finding {
        gate: found.gate,
        code: found.code.to_owned(),
        severity: found.severity,
        message: zh,
        message_en: en,
        excerpt,
        place,
        suggestion,
        acceptable: found.acceptable,
        word: found.word,
    }
}

/// The text with every number of a person in it reduced to its ends.
fn excerpt(line: &Line<'_>, start: usize, end: usize, about: &[&Hidden]) -> String {
    let mut quoted = String::new();
    let mut at = start;
    while at < end.min(start + QUOTED) {
        let covering = about.iter().filter(|hidden| hidden.range.0 <= at && at < hidden.range.1);
        match covering.max_by_key(|hidden| hidden.range.1 - hidden.range.0) {
            None => {
                quoted.extend(line.char(at));
                at += 1;
            }
            Some(hidden) => {
                let alone = !about.iter().any(|other| crosses(other.range, hidden.range));
                quoted.push_str(&if alone { masked(line, hidden) } else { "****".to_owned() });
                at = hidden.range.1;
            }
        }
    }
    if at < end {
        quoted.push('…');
    }
    quoted
}

/// Whether two stretches share something without being the same; the ends of one may then be the inside of the other.
fn crosses(a: (usize, usize), b: (usize, usize)) -> bool {
    a != b && a.0 < b.1 && b.0 < a.1
}

fn masked(line: &Line<'_>, hidden: &Hidden) -> String {
    let (start, end) = hidden.range;
    let Hide::Between(head, tail) = hidden.hide else { return line.slice(start, end).to_owned() };
    if end - start <= head + tail {
        return "****".to_owned();
    }
    format!("{}****{}", line.slice(start, start + head), line.slice(end - tail, end))
}
