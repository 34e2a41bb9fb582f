//! Claims of the check engine, as its callers see it.

mod about_people;
mod about_words;
mod properties;
mod whole_piece;

use checks::{Checker, Document, Finding, Part, PartKind};
use time::Date;
use time::macros::date;

/// The day all checks here run.
const TODAY: Date = date!(2026 - 11 - 24);

/// What the engine finds in one paragraph.
fn of(text: &str) -> Vec<Finding> {
    let document = Document { parts: vec![Part::new("body", PartKind::Body, text)], ..Document::default() };
    Checker::own().check(&document, TODAY)
}

/// The codes of it.
fn codes(text: &str) -> Vec<String> {
    of(text).into_iter().map(|finding| finding.code).collect()
}

/// What a finding stands on, word for word.
fn quoted(text: &str, finding: &Finding) -> String {
    let place = finding.place.as_ref();
    place.map_or_else(String::new, |place| text.chars().skip(place.start).take(place.end - place.start).collect())
}

/// The text with every suggestion applied, from the end on.
fn mended(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for finding in of(text).iter().rev() {
        if let (Some(place), Some(suggestion)) = (&finding.place, &finding.suggestion) {
            chars.splice(place.start..place.end, suggestion.chars());
        }
    }
    chars.into_iter().collect()
}
