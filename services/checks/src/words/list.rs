//! A word list compiled into one double-array Aho-Corasick over folded characters.

use std::collections::HashMap;
use std::ops::Range;

use daachorse::charwise::CharwiseDoubleArrayAhoCorasick;
use time::Date;

use super::{Entry, Usage};
use crate::Folded;

/// Why a list did not compile.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// Nothing of the word is left to look for.
    #[error("nothing of the word `{0}` is left after folding")]
    Nothing(String),
    /// The automaton could not be built, such as of too many words.
    #[error("build the automaton of a word list: {0}")]
    Automaton(String),
}

/// A compiled list. It is made once, shared behind an `Arc`, and asked by many.
pub struct WordList {
    entries: Vec<Entry>,
    /// The entries of each pattern: several rows may fold to one.
    patterns: Vec<Vec<usize>>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

/// One word found.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// The row.
    pub entry: &'a Entry,
    /// Where it stands in the original text, in bytes.
    pub range: Range<usize>,
}

impl WordList {
    /// Compiles rows.
    ///
    /// # Errors
    /// When a word folds to nothing, or the automaton cannot hold them.
    pub fn new(entries: Vec<Entry>) -> Result<Self, ListError> {
        let mut patterns: Vec<Vec<usize>> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let folded = Folded::new(entry.word.trim());
            if folded.text().is_empty() {
                return Err(ListError::Nothing(entry.word.clone()));
            }
            let at = *known.entry(folded.text().to_owned()).or_insert_with(|| {
                patterns.push(Vec::new());
                patterns.len() - 1
            });
            if let Some(of_pattern) = patterns.get_mut(at) {
                of_pattern.push(index);
            }
        }
        let automaton = (!known.is_empty()).then(|| automaton(known)).transpose()?;
        Ok(Self { entries, patterns, automaton })
    }

    /// A list that finds nothing.
    #[must_use]
    pub fn none() -> Self {
        Self { entries: Vec::new(), patterns: Vec::new(), automaton: None }
    }

    /// How many rows it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The words of a text that are in force on a day and stand in no allowed phrase, in the order of the text. Of words
    /// inside one another the longest is told, unless a shorter one weighs more or belongs to another gate.
    #[must_use]
    pub fn hits(&self, text: &str, day: Date) -> Vec<Hit<'_>> {
        let mut folded = Folded::default();
        self.hits_with(text, day, &mut folded)
    }

    /// As [`Self::hits`], with memory to fold into that is used again.
    #[must_use]
    pub fn hits_with(&self, text: &str, day: Date, folded: &mut Folded) -> Vec<Hit<'_>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        folded.refill(text);
        let (mut found, mut allowed): (Vec<Hit<'_>>, Vec<Hit<'_>>) = (Vec::new(), Vec::new());
        for match_ in automaton.find_overlapping_iter(folded.text()) {
            let range = match_.start()..match_.end();
            if joined(folded.text(), &range) && !stands_alone(text, &folded.original(text, range.clone())) {
                continue;
            }
            for entry in self.of_pattern(match_.value()).filter(|entry| entry.in_force(day)) {
                let hit = Hit { entry, range: range.clone() };
                if entry.usage == Usage::Allow { allowed.push(hit) } else { found.push(hit) }
            }
        }
        found.retain(|hit| {
            !allowed.iter().any(|phrase| phrase.entry.silences(hit.entry) && covers(&phrase.range, &hit.range))
        });
        let mut hits = longest(found);
        hits.iter_mut().for_each(|hit| hit.range = folded.original(text, hit.range.clone()));
        hits
    }

    /// Where the phrases stand that are allowed on a day, in bytes of the text.
    #[must_use]
    pub fn allowed(&self, text: &str, day: Date) -> Vec<Range<usize>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = Folded::new(text);
        let allows = |entry: &Entry| entry.usage == Usage::Allow && entry.in_force(day);
        let phrases = automaton.find_overlapping_iter(folded.text());
        let phrases = phrases.filter(|phrase| self.of_pattern(phrase.value()).any(allows));
        phrases.map(|phrase| folded.original(text, phrase.start()..phrase.end())).collect()
    }

    fn of_pattern(&self, value: u32) -> impl Iterator<Item = &Entry> {
        let indices = usize::try_from(value).ok().and_then(|at| self.patterns.get(at));
        indices.into_iter().flatten().filter_map(|index| self.entries.get(*index))
    }
}

impl std::fmt::Debug for WordList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WordList").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

fn automaton(known: HashMap<String, usize>) -> Result<CharwiseDoubleArrayAhoCorasick<u32>, ListError> {
    let patterns = known.into_iter().map(|(word, at)| (word, u32::try_from(at).unwrap_or(u32::MAX)));
    CharwiseDoubleArrayAhoCorasick::with_values(patterns).map_err(|error| ListError::Automaton(error.to_string()))
}

/// Whether a Latin word or a number goes on beyond what was found, as it seems once spaces are folded away.
fn joined(folded: &str, range: &Range<usize>) -> bool {
    let bytes = folded.as_bytes();
    let part =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'.');
    (part(Some(range.start)) && part(range.start.checked_sub(1)))
        || (part(range.end.checked_sub(1)) && part(Some(range.end)))
}

/// Whether it ends where the original's word does: 69 is neither in 695 nor in 0.69, but is in `69 5`.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let found = text.get(range.clone()).unwrap_or_default();
    let before = text.get(..range.start).unwrap_or_default().chars().rev();
    let after = text.get(range.end..).unwrap_or_default().chars();
    !goes_on(found.chars().next(), before) && !goes_on(found.chars().next_back(), after)
}

fn goes_on(last: Option<char>, mut beyond: impl Iterator<Item = char>) -> bool {
    let (next, second) = (beyond.next().map(crate::fold::plain), beyond.next().map(crate::fold::plain));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let last = last.map(crate::fold::plain);
    match next {
        Some(c) if c.is_ascii_alphanumeric() => last.is_some_and(|c| c.is_ascii_alphanumeric()),
        Some('.' | ',') => digit(last) && digit(second),
        _ => false,
    }
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Drops what stands inside a longer word of the same gate that weighs as much, and repeats of one row at one place.
fn longest(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    hits.sort_by(|a, b| {
        (a.range.start, b.range.end, b.entry.severity, a.entry.level).cmp(&(
            b.range.start,
            a.range.end,
            a.entry.severity,
            b.entry.level,
        ))
    });
    let mut kept: Vec<Hit<'_>> = Vec::with_capacity(hits.len());
    // A word can only stand in one that begins no later, and those were kept just before.
    let mut reach = 0;
    for hit in hits {
        let inside = hit.range.end <= reach
            && kept.iter().rev().take_while(|other| other.range.end + 256 >= hit.range.start).any(|other| {
                covers(&other.range, &hit.range)
                    && other.entry.gate == hit.entry.gate
                    && hit.entry.severity <= other.entry.severity
            });
        if !inside {
            reach = reach.max(hit.range.end);
            kept.push(hit);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::WordList;
    use crate::{Entry, Gate, Level, Severity, Usage};

    fn entry(word: &str, usage: Usage) -> Entry {
        Entry {
            word: word.to_owned(),
            usage,
            category: "测试".to_owned(),
            gate: Gate::Political,
            severity: Severity::Warn,
            level: Level::County,
            from: None,
            until: None,
            suggestion: None,
            reason: String::new(),
        }
    }

    fn found(deny: &[&str], allow: &[&str], text: &str) -> Vec<String> {
        let deny = deny.iter().map(|word| entry(word, Usage::Deny));
        let list = WordList::new(deny.chain(allow.iter().map(|word| entry(word, Usage::Allow))).collect()).unwrap();
        list.hits(text, date!(2026 - 11 - 24)).iter().map(|hit| text[hit.range.clone()].to_owned()).collect()
    }

    #[test]
    fn a_phrase_that_is_allowed_lets_the_word_inside_it_pass() {
        assert!(found(&["黄片"], &["三黄片"], "牛黄解毒片与三黄片").is_empty());
        assert!(found(&["他妈"], &["他妈妈"], "他妈妈来了").is_empty());
        assert!(found(&["政府", "国家", "共产"], &["共产党"], "共产党是白名单不会被检测").is_empty());
    }

    #[test]
    fn the_word_outside_the_allowed_phrase_is_still_found() {
        assert_eq!(found(&["黄片"], &["三黄片"], "三黄片不是黄片"), ["黄片"]);
        assert_eq!(found(&["共产", "国家"], &["共产党"], "共产党与国家"), ["国家"]);
        // Half of it outside the phrase, or a longer word around the phrase.
        assert_eq!(found(&["片子"], &["三黄片"], "三黄片子"), ["片子"]);
        assert_eq!(found(&["假三黄片"], &["三黄片"], "卖假三黄片"), ["假三黄片"]);
    }

    #[test]
    fn of_two_allowed_phrases_the_longer_one_counts() {
        assert!(found(&["大陆"], &["大", "大陆架"], "大陆架").is_empty());
        assert_eq!(found(&["大陆架"], &["大陆"], "大陆架"), ["大陆架"]);
    }

    #[test]
    fn the_longest_of_words_inside_one_another_is_told() {
        assert_eq!(found(&["我的", "我的世界"], &[], "不是我的也不是我的世界"), ["我的", "我的世界"]);
    }

    #[test]
    fn numbers_and_latin_words_are_matched_whole() {
        assert!(found(&["69", "sb"], &[], "695亿 sbc 0.69").is_empty());
        assert_eq!(found(&["69", "sb"], &[], "有69个SB"), ["69", "SB"]);
        assert_eq!(found(&["app store"], &[], "在 App Store 下载"), ["App Store"]);
    }

    #[test]
    fn folded_ways_to_write_a_word_are_found_where_they_stand() {
        assert_eq!(found(&["国家"], &[], "保密國-家。"), ["國-家"]);
        assert!(found(&["国家"], &[], "中国，家里").is_empty());
    }

    #[test]
    fn a_word_out_of_force_is_silent_and_a_block_from_above_stands() {
        let mut old = entry("旧称", Usage::Deny);
        old.until = Some(date!(2026 - 01 - 01));
        assert!(WordList::new(vec![old]).unwrap().hits("旧称", date!(2026 - 01 - 02)).is_empty());
        let mut blocked = entry("禁语", Usage::Deny);
        (blocked.severity, blocked.level) = (Severity::Block, Level::Province);
        let list = WordList::new(vec![blocked, entry("禁语", Usage::Allow)]).unwrap();
        assert_eq!(list.hits("禁语", date!(2026 - 01 - 02)).len(), 1);
    }
}
