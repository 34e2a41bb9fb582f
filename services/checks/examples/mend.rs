//! Reads one sentence a line and prints it with every suggestion for a wrong character taken, for measuring how many are
//! right.

use std::io::{BufRead, Write};

use checks::{Checker, Document, Finding, Part, PartKind};
use time::macros::date;

const CODES: [&str; 2] = ["WRONG_CHARACTER", "WRONG_WORD"];

fn main() -> std::io::Result<()> {
    let checker = Checker::own();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let parts = vec![Part::new("", PartKind::Body, &*line)];
        let found = checker.check(&Document { parts, ..Document::default() }, date!(2026 - 11 - 24));
        writeln!(out, "{}", mended(&line, &found))?;
    }
    Ok(())
}

/// Suggestions are taken from the end on, so that the places before keep theirs.
fn mended(line: &str, found: &[Finding]) -> String {
    let mut chars: Vec<char> = line.chars().collect();
    for finding in found.iter().rev().filter(|finding| CODES.contains(&finding.code.as_str())) {
        if let (Some(place), Some(suggestion)) = (&finding.place, &finding.suggestion) {
            chars.splice(place.start..place.end, suggestion.chars());
        }
    }
    chars.into_iter().collect()
}
