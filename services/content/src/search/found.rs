//! Where the words asked for stand in a piece, for the eye: the title with its hits, and the stretch of the body around the first.

use super::{folded, terms};

/// Characters shown before the first hit of the body.
const BEFORE: usize = 20;
/// Characters of the body shown in all.
const SHOWN: usize = 90;

/// A bit of text, and whether it is one of the words asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bit {
    /// The text.
    pub text: String,
    /// Whether it was asked for.
    pub hit: bool,
}

/// What to show of a piece that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The whole title.
    pub title: Vec<Bit>,
    /// A stretch of the text around the first hit, or its beginning; begins and ends with … where it was cut.
    pub excerpt: Vec<Bit>,
}

/// Marks what was asked for in a title and in a text.
#[must_use]
pub fn found(asked: &str, title: &str, text: &str) -> Found {
    let terms = terms(asked);
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hits = hits(&terms, &text);
    let all: Vec<char> = text.chars().collect();
    let from = hits.first().map_or(0, |(start, _)| start.saturating_sub(BEFORE));
    let to = all.len().min(from + SHOWN);
    let inside: Vec<(usize, usize)> = hits.into_iter().filter(|(start, end)| from <= *start && *end <= to).collect();
    let mut excerpt = bits(&all, from, to, &inside);
    if 0 < from {
        excerpt.insert(0, Bit { text: "…".to_owned(), hit: false });
    }
    if to < all.len() {
        excerpt.push(Bit { text: "…".to_owned(), hit: false });
    }
    let whole: Vec<char> = title.chars().collect();
    Found { title: bits(&whole, 0, whole.len(), &self::hits(&terms, title)), excerpt }
}

/// The places of the words, in characters, first to last and without overlaps; of two that begin together the longer.
fn hits(terms: &[String], text: &str) -> Vec<(usize, usize)> {
    let text: Vec<char> = folded(text).chars().collect();
    let terms: Vec<Vec<char>> = terms.iter().map(|term| term.chars().collect()).collect();
    let mut hits = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let longest =
            terms.iter().filter(|term| rest.starts_with(term)).map(Vec::len).max().filter(|length| 0 < *length);
        hits.extend(longest.map(|length| (at, at + length)));
        at += longest.unwrap_or(1);
    }
    hits
}

fn bits(text: &[char], from: usize, to: usize, hits: &[(usize, usize)]) -> Vec<Bit> {
    let (mut bits, mut at) = (Vec::new(), from);
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default().iter().collect::<String>();
    for (start, end) in hits {
        bits.push(Bit { text: piece(at, *start), hit: false });
        bits.push(Bit { text: piece(*start, *end), hit: true });
        at = *end;
    }
    bits.push(Bit { text: piece(at, to), hit: false });
    bits.retain(|bit| !bit.text.is_empty());
    bits
}

#[cfg(test)]
mod tests {
    use super::{Bit, found};

    fn marked(bits: &[Bit]) -> String {
        bits.iter().map(|bit| if bit.hit { format!("[{}]", bit.text) } else { bit.text.clone() }).collect()
    }

    #[test]
    fn hits_are_marked_in_the_title_and_in_the_stretch_around_the_first() {
        let body = format!("{}全县小麦 长势良好，ＡＢＣ区同步。{}", "前".repeat(60), "后".repeat(200));
        let found = found("小麦 abc", "小麦丰收", &body);
        assert_eq!(marked(&found.title), "[小麦]丰收");
        let excerpt = marked(&found.excerpt);
        assert!(excerpt.starts_with('…') && excerpt.ends_with('…'), "{excerpt}");
        assert!(excerpt.contains("全县[小麦] 长势良好，[ＡＢＣ]区同步"), "{excerpt}");
    }

    #[test]
    fn a_piece_without_a_hit_in_its_text_shows_its_beginning() {
        let found = found("水库", "标题", "一句话。");
        assert_eq!((marked(&found.title), marked(&found.excerpt)), ("标题".to_owned(), "一句话。".to_owned()));
    }
}
