//! Where the words of a comment stand in a text that was written on since: by the words themselves and what stood beside them.

use checks::Place;

/// How much of what stands beside the words is kept.
const BESIDE: usize = 24;
/// Words shorter than this are found in another text only where something beside them is the same.
const SHORT: usize = 6;

/// The words a comment is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where they stood in the revision it was written on.
    pub place: Place,
    /// The words.
    pub quote: String,
    /// What stood before them in their text…
    pub lead: String,
    /// …and after.
    pub trail: String,
}

impl Mark {
    /// The words at a place of a text, with what stands beside them; none where the text ends before.
    pub(super) fn of(place: Place, text: &str) -> Option<Self> {
        let characters: Vec<char> = text.chars().collect();
        let quote: String = characters.get(place.start..place.end)?.iter().collect();
        let lead = characters.get(place.start.saturating_sub(BESIDE)..place.start)?.iter().collect();
        let trail = characters.iter().skip(place.end).take(BESIDE).collect();
        Some(Self { place, quote, lead, trail })
    }
}

/// Where the words stand in these texts, each with its path: of several places the one whose neighbours are most alike, then the one
/// in the text it was in, then the nearest. None where the words are gone.
#[must_use]
pub fn anchor(mark: &Mark, texts: &[(String, String)]) -> Option<Place> {
    let candidates = texts.iter().enumerate().flat_map(|(order, (path, text))| {
        let same = *path == mark.place.path;
        occurrences(text, &mark.quote).into_iter().map(move |at| (order, path, text, same, at))
    });
    let weighed = candidates.filter_map(|(order, path, text, same, (start, byte))| {
        let alike =
            common_end(text.get(..byte)?, &mark.lead) + common_start(text.get(byte + mark.quote.len()..)?, &mark.trail);
        let doubtful = !same && alike == 0 && mark.quote.chars().count() < SHORT;
        let near = usize::MAX - start.abs_diff(mark.place.start);
        (!doubtful).then_some(((alike, same, near, usize::MAX - order), path, start))
    });
    let (_, path, start) = weighed.max_by_key(|(weight, ..)| *weight)?;
    let end = start + mark.quote.chars().count();
    Some(Place { path: path.clone(), start, end })
}

/// Where the words begin in a text, in characters and in bytes.
fn occurrences(text: &str, words: &str) -> Vec<(usize, usize)> {
    let (mut found, mut from, mut characters) = (Vec::new(), 0, 0);
    while let Some(rest) = text.get(from..).filter(|_| !words.is_empty()) {
        let Some(at) = rest.find(words) else { break };
        characters += rest.get(..at).map_or(0, |before| before.chars().count());
        found.push((characters, from + at));
        // The next may overlap this one: on by one character.
        from += at + words.chars().next().map_or(1, char::len_utf8);
        characters += 1;
    }
    found
}

fn common_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

fn common_end(a: &str, b: &str) -> usize {
    a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::{Mark, anchor};
    use checks::Place;

    fn texts(of: &[(&str, &str)]) -> Vec<(String, String)> {
        of.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    fn mark(path: &str, text: &str, words: &str) -> Mark {
        let start = text.split(words).next().unwrap().chars().count();
        let place = Place { path: path.to_owned(), start, end: start + words.chars().count() };
        Mark::of(place, text).unwrap()
    }

    fn found(mark: &Mark, of: &[(&str, &str)]) -> Option<(String, usize, usize)> {
        anchor(mark, &texts(of)).map(|place| (place.path, place.start, place.end))
    }

    #[test]
    fn words_are_found_where_they_moved_to() {
        let about = mark("blocks/1", "全县接种点共12处。", "12处");
        assert_eq!(found(&about, &[("blocks/1", "全县接种点共12处。")]), Some(("blocks/1".to_owned(), 6, 9)));
        let moved = [("blocks/1", "新加的一段。"), ("blocks/2", "目前😀全县接种点共12处。")];
        assert_eq!(found(&about, &moved), Some(("blocks/2".to_owned(), 9, 12)));
        assert_eq!(found(&about, &[("blocks/1", "全县接种点共13处。")]), None);
    }

    #[test]
    fn of_several_the_one_with_the_same_neighbours_is_it() {
        let about = mark("blocks/0", "甲县免费，乙县免费，丙县免费。", "免费");
        let about = Mark {
            place: Place { start: 7, end: 9, ..about.place.clone() },
            lead: "甲县免费，乙县".into(),
            trail: "，丙县免费。".into(),
            ..about
        };
        assert_eq!(
            found(&about, &[("blocks/0", "今起甲县免费，乙县免费，丙县免费。")]),
            Some(("blocks/0".to_owned(), 9, 11))
        );
        assert_eq!(
            found(&about, &[("blocks/0", "免费"), ("blocks/1", "乙县免费，丙县")]),
            Some(("blocks/1".to_owned(), 2, 4))
        );
    }

    #[test]
    fn a_short_word_is_not_taken_for_one_that_stands_elsewhere() {
        let about = mark("blocks/0", "他的报告", "的");
        assert_eq!(found(&about, &[("blocks/3", "村里的路")]), None);
        assert_eq!(found(&about, &[("blocks/3", "听他的报告")]), Some(("blocks/3".to_owned(), 2, 3)));
        assert_eq!(found(&about, &[("blocks/0", "我的书")]), Some(("blocks/0".to_owned(), 1, 2)));
    }
}
