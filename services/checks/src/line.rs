//! One part's text by its characters, for rules that look around a place.

use crate::fold;

/// The characters of a text, and the same ones with widths and circled digits made plain.
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    chars: Vec<char>,
    plain: Vec<char>,
    /// The byte each character begins at.
    begins: Vec<usize>,
}

impl<'a> Line<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let (begins, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
        let plain = chars.iter().map(|c| fold::plain(*c)).collect();
        Self { text, chars, plain, begins }
    }

    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character as written; nothing past the ends.
    pub(crate) fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The character before, as written.
    pub(crate) fn before(&self, at: usize) -> Option<char> {
        self.char(at.checked_sub(1)?)
    }

    /// The character, plain.
    pub(crate) fn plain(&self, at: usize) -> Option<char> {
        self.plain.get(at).copied()
    }

    /// All characters, plain.
    pub(crate) fn plains(&self) -> &[char] {
        &self.plain
    }

    /// All characters, as written.
    pub(crate) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// What stands between two characters, as written.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(self.byte(start)..self.byte(end)).unwrap_or_default()
    }

    /// What stands between two characters, plain.
    pub(crate) fn plain_slice(&self, start: usize, end: usize) -> String {
        self.plain.get(start.min(end)..end.min(self.len())).unwrap_or_default().iter().collect()
    }

    fn byte(&self, at: usize) -> usize {
        self.begins.get(at).copied().unwrap_or(self.text.len())
    }

    /// Which character begins at, or holds, this byte.
    pub(crate) fn index(&self, byte: usize) -> usize {
        self.begins.partition_point(|begin| *begin < byte)
    }

    /// Every place of a phrase, in characters.
    pub(crate) fn find_all(&self, phrase: &str) -> Vec<(usize, usize)> {
        if phrase.is_empty() {
            return Vec::new();
        }
        let length = phrase.chars().count();
        self.text.match_indices(phrase).map(|(byte, _)| (self.index(byte), self.index(byte) + length)).collect()
    }

    /// How many of the characters from here on meet the wish.
    pub(crate) fn run(&self, from: usize, wish: impl Fn(char) -> bool) -> usize {
        self.plain.get(from..).unwrap_or_default().iter().take_while(|c| wish(**c)).count()
    }
}
