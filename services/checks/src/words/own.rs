//! The small list the project ships: words the law or the language rules out of an official text. Sensitive words are
//! each deployment's own.

use super::{Entry, parse};

/// Its rows.
const ROWS: &str = include_str!("../../lists/words.csv");

/// The list every deployment begins with.
#[must_use]
pub fn own_entries() -> Vec<Entry> {
    parse(ROWS.as_bytes()).entries
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::ROWS;
    use crate::{WordList, parse};

    #[test]
    fn the_own_list_has_no_fault_and_names_each_word_once() {
        let parsed = parse(ROWS.as_bytes());
        assert!(parsed.faults.is_empty(), "{:?}", parsed.faults);
        let words: HashSet<_> = parsed.entries.iter().map(|entry| &entry.word).collect();
        assert_eq!(words.len(), parsed.entries.len());
        assert!(100 < WordList::new(parsed.entries).unwrap().len());
    }
}
