//! The rules, one file each. A rule reads the piece and adds what it finds; it never changes it.

mod alt;
mod attached;
mod brackets;
mod dates;
mod dictionary;
mod leaders;
mod licence;
mod links;
mod lunar;
mod maps;
mod numbers;
mod personal;
mod punctuation;
mod secrecy;
mod source;
mod wrong;

use time::Date;

use crate::document::{Document, Part};
use crate::line::Line;
use crate::words::WordList;
use crate::{Folded, Gate, Listed, Severity};

pub use leaders::{Leader, Leaders};

/// What a rule may look at.
pub(crate) struct Reading<'a> {
    pub(crate) document: &'a Document,
    pub(crate) words: &'a WordList,
    pub(crate) leaders: &'a Leaders,
    pub(crate) today: Date,
    pub(crate) lines: Vec<Line<'a>>,
}

impl<'a> Reading<'a> {
    /// Every part with its characters and its number.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (usize, &'a Part, &Line<'a>)> {
        self.document.parts.iter().zip(&self.lines).enumerate().map(|(at, (part, line))| (at, part, line))
    }
}

/// What a rule found, before it is quoted.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) gate: Gate,
    pub(crate) code: &'static str,
    pub(crate) severity: Severity,
    pub(crate) zh: String,
    pub(crate) en: String,
    pub(crate) suggestion: Option<String>,
    pub(crate) acceptable: bool,
    pub(crate) word: Option<Listed>,
    pub(crate) at: At,
}

/// Where it was found.
#[derive(Clone, Debug)]
pub(crate) enum At {
    /// In a part, from one character to before another; the third says what to hide of it in any quotation.
    Text(usize, (usize, usize), Hide),
    /// At the piece as a whole, with what to quote.
    Piece(String),
}

/// How to quote what is about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hide {
    /// As it stands.
    Nothing,
    /// All but so many characters at either end.
    Between(usize, usize),
}

impl Found {
    pub(crate) fn new(gate: Gate, code: &'static str, severity: Severity, part: usize, range: (usize, usize)) -> Self {
        let at = At::Text(part, range, Hide::Nothing);
        Self {
            gate,
            code,
            severity,
            zh: String::new(),
            en: String::new(),
            suggestion: None,
            acceptable: true,
            word: None,
            at,
        }
    }

    /// What no person may let stand, whatever their reason.
    pub(crate) fn never(mut self) -> Self {
        self.acceptable = false;
        self
    }

    pub(crate) fn say(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        (self.zh, self.en) = (zh.into(), en.into());
        self
    }

    pub(crate) fn instead(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }

    pub(crate) fn hide(mut self, hide: Hide) -> Self {
        if let At::Text(_, _, hidden) = &mut self.at {
            *hidden = hide;
        }
        self
    }
}

/// Runs every rule, in a fixed order.
pub(crate) fn all(reading: &Reading<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    secrecy::check(reading, &mut found);
    personal::check(reading, &mut found);
    dictionary::check(reading, &mut Folded::default(), &mut found);
    source::check(reading, &mut found);
    attached::check(reading, &mut found);
    licence::check(reading, &mut found);
    links::check(reading, &mut found);
    maps::check(reading, &mut found);
    alt::check(reading, &mut found);
    leaders::check(reading, &mut found);
    dates::check(reading, &mut found);
    lunar::check(reading, &mut found);
    numbers::check(reading, &mut found);
    punctuation::check(reading, &mut found);
    brackets::check(reading, &mut found);
    wrong::check(reading, &mut found);
    found
}
