//! What an import would change, before it does.

use std::collections::HashMap;

use super::{Entry, Level, Usage};
use crate::Folded;

/// The difference between the rows there are and the rows of a file.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// New rows.
    pub added: Vec<Entry>,
    /// Rows that would read differently.
    pub changed: Vec<Change>,
    /// Rows the file does not name; an import that replaces the list would end them.
    pub missing: Vec<Entry>,
    /// How many rows stay as they are.
    pub same: usize,
}

/// One row before and after.
#[derive(Clone, Debug)]
pub struct Change {
    /// As it is.
    pub before: Entry,
    /// As it would be.
    pub after: Entry,
    /// What differs.
    pub fields: Vec<Field>,
}

/// A column of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the name is its description")]
pub enum Field {
    Word,
    Category,
    Gate,
    Severity,
    From,
    Until,
    Suggestion,
    Reason,
}

/// Compares. Two rows are the same word when they fold alike, for the same use, at the same level.
#[must_use]
pub fn preview(existing: &[Entry], file: &[Entry]) -> Preview {
    let mut known: HashMap<Key, &Entry> = existing.iter().map(|entry| (key(entry), entry)).collect();
    let mut preview = Preview::default();
    for after in file {
        match known.remove(&key(after)) {
            None => preview.added.push(after.clone()),
            Some(before) => match differing(before, after) {
                fields if fields.is_empty() => preview.same += 1,
                fields => preview.changed.push(Change { before: before.clone(), after: after.clone(), fields }),
            },
        }
    }
    preview.missing = existing.iter().filter(|entry| known.contains_key(&key(entry))).cloned().collect();
    preview
}

type Key = (String, Usage, Level);

fn key(entry: &Entry) -> Key {
    (Folded::new(&entry.word).text().to_owned(), entry.usage, entry.level)
}

fn differing(before: &Entry, after: &Entry) -> Vec<Field> {
    let differences = [
        (Field::Word, before.word != after.word),
        (Field::Category, before.category != after.category),
        (Field::Gate, before.gate != after.gate),
        (Field::Severity, before.severity != after.severity),
        (Field::From, before.from != after.from),
        (Field::Until, before.until != after.until),
        (Field::Suggestion, before.suggestion != after.suggestion),
        (Field::Reason, before.reason != after.reason),
    ];
    differences.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

#[cfg(test)]
mod tests {
    use super::{Field, preview};
    use crate::parse;

    #[test]
    fn a_preview_tells_new_changed_missing_and_unchanged_rows_apart() {
        let before = parse("word,gate\n留下,legal\n改动,legal\n消失,legal\n".as_bytes()).entries;
        let file = parse("word,gate\n留下,legal\n改动,wording\n新增,legal\n".as_bytes()).entries;
        let preview = preview(&before, &file);
        assert_eq!(preview.same, 1);
        assert_eq!(preview.added[0].word, "新增");
        assert_eq!(preview.changed[0].fields, [Field::Gate]);
        assert_eq!(preview.missing[0].word, "消失");
    }
}
