//! Folding: the many ways to write one thing made one, with the way back to what was written.
//!
//! Width, case, traditional characters, circled digits and look-alike letters become one form; what only separates
//! (spaces, dots, dashes, invisible marks) is left out. Every folded character comes from exactly one of the original.

use std::ops::Range;
use std::sync::LazyLock;

mod table;

/// A text folded, and where its characters came from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// From this byte of the folded text on, bytes keep this distance to the original, until the next.
    shifts: Vec<Shift>,
}

#[derive(Clone, Copy, Debug)]
struct Shift {
    folded: usize,
    original: usize,
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), shifts: Vec::new() };
        folded.refill(text);
        folded
    }

    /// Folds another text into the same memory.
    pub fn refill(&mut self, text: &str) {
        self.text.clear();
        self.shifts.clear();
        // How far the original is ahead of the folded text; it only grows, as no folding is longer than what it folds.
        let mut ahead = 0;
        let mut noted = 0;
        for (at, c) in text.char_indices() {
            let Some(plain) = fold(c, &self.text, text.get(at + c.len_utf8()..)) else {
                ahead += c.len_utf8();
                continue;
            };
            if ahead != noted {
                self.shifts.push(Shift { folded: self.text.len(), original: at });
                noted = ahead;
            }
            self.text.push(plain);
            ahead += c.len_utf8() - plain.len_utf8();
        }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a piece of the folded text stands in the original, to the byte; both ends fall on characters.
    #[must_use]
    pub fn original(&self, original: &str, range: Range<usize>) -> Range<usize> {
        let start = self.origin(range.start);
        let last = self.text.get(..range.end).and_then(|before| before.char_indices().next_back());
        let end = last.map_or(0, |(at, _)| {
            let at = self.origin(at);
            let length = original.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            at + length
        });
        if range.is_empty() { end..end } else { start..end.max(start) }
    }

    fn origin(&self, folded: usize) -> usize {
        let after = self.shifts.partition_point(|shift| shift.folded <= folded);
        after
            .checked_sub(1)
            .and_then(|index| self.shifts.get(index))
            .map_or(folded, |shift| shift.original + (folded - shift.folded))
    }
}

/// What is left of a character. A dot or comma between digits belongs to the number and stays.
fn fold(c: char, before: &str, after: Option<&str>) -> Option<char> {
    let folded = TABLE.get(c);
    if folded.is_none() && matches!(plain(c), '.' | ',') {
        let digit_before = before.as_bytes().last().is_some_and(u8::is_ascii_digit);
        let digit_after = after.and_then(|rest| rest.chars().next()).is_some_and(|next| plain(next).is_ascii_digit());
        return (digit_before && digit_after).then_some('.');
    }
    folded
}

/// Full width to half width and circled digits to digits; everything else stays. Never drops.
pub(crate) fn plain(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '①'..='⑨' => digit(c, '①'),
        '⑴'..='⑼' => digit(c, '⑴'),
        '❶'..='❾' => digit(c, '❶'),
        '➀'..='➈' => digit(c, '➀'),
        '⓪' | '⓿' => '0',
        '₀'..='₉' => char::from_u32(u32::from(c) - u32::from('₀') + u32::from('0')).unwrap_or(c),
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_digit((u32::from(c) - 0x1d7ce) % 10, 10).unwrap_or(c),
        _ => c,
    }
}

fn digit(c: char, one: char) -> char {
    char::from_digit(u32::from(c) - u32::from(one) + 1, 10).unwrap_or(c)
}

/// Whether a character only separates others: dropped by folding, and skipped inside a number.
pub(crate) fn separates(c: char) -> bool {
    table::separates(c)
}

static TABLE: LazyLock<table::Table> = LazyLock::new(table::Table::build);

#[cfg(test)]
mod tests {
    use super::Folded;

    fn folded(text: &str) -> String {
        Folded::new(text).text().to_owned()
    }

    #[test]
    fn widths_scripts_and_separators_fold_to_one_form() {
        for text in ["微信Ａｂ１", "微 信 ab1", "微·信*AB①", "微\u{200b}信-aＢ１", "微🎉信ab1"] {
            assert_eq!(folded(text), "微信ab1", "{text}");
        }
        assert_eq!(folded("國際臺灣"), "国际台湾");
        assert_eq!(folded("раураl"), "paypal");
    }

    #[test]
    fn sentence_marks_and_numbers_stay_apart() {
        assert_eq!(folded("我们,他。妈"), "我们,他。妈");
        assert_eq!(folded("增长3.5%，89.64亿"), "增长3.5%,89.64亿");
    }

    #[test]
    fn the_way_back_ends_on_the_last_character_itself() {
        let text = "他说 國-家ＡＢ。";
        let folded = Folded::new(text);
        for (word, original) in [("国家", "國-家"), ("家ab", "家ＡＢ"), ("说国", "说 國")] {
            let at = folded.text().find(word).unwrap();
            assert_eq!(text.get(folded.original(text, at..at + word.len())), Some(original));
        }
    }
}
