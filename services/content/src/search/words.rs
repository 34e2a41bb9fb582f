//! Chinese cut into words, and the two forms in which PostgreSQL takes them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jieba_rs::Jieba;

/// The dictionary: 350,000 words, read once, in a quarter of a second.
static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Reads the dictionary now, so that the first who asks does not wait for it.
pub fn read_dictionary() {
    LazyLock::force(&DICTIONARY);
}

/// Words that stand in every text and tell none apart. They are neither kept nor asked for, unless nothing else is asked.
const EVERYWHERE: [&str; 26] = [
    "的", "了", "和", "是", "在", "与", "及", "等", "也", "对", "为", "有", "不", "并", "将", "中", "上", "以", "被",
    "把", "就", "都", "而", "或", "向", "从",
];
/// PostgreSQL keeps a word's places up to this one, and no more.
const LAST_PLACE: usize = 16_383;
/// The most places kept of one word: enough to rank by.
const MOST_PLACES: usize = 4;
/// The most characters read of one text.
const MOST_READ: usize = 100_000;
/// The most words asked for at once.
const MOST_ASKED: usize = 12;

/// The words of a text as a `tsvector`: the title weighs most, the summary next, the rest least. Long words are kept with the words
/// inside them, so that 人民政府 is found in 内乡县人民政府.
#[must_use]
pub fn vector(title: &str, summary: &str, body: &str) -> String {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut place = 0;
    for (text, weight) in [(title, "A"), (summary, "B"), (body, "")] {
        let text = folded(text.get(..boundary(text)).unwrap_or(text));
        for token in DICTIONARY.cut_for_search(&text, false) {
            if !is_word(token.word) || EVERYWHERE.contains(&token.word) {
                continue;
            }
            place = LAST_PLACE.min(place + 1);
            let kept = places.entry(token.word.to_owned()).or_default();
            if kept.len() < MOST_PLACES {
                kept.push(format!("{place}{weight}"));
            }
        }
    }
    let words = places.into_iter().map(|(word, places)| format!("'{word}':{}", places.join(",")));
    words.collect::<Vec<_>>().join(" ")
}

/// What someone asks for as a `tsquery` in which every word must stand; none if they ask for no word.
#[must_use]
pub fn query(asked: &str) -> Option<String> {
    let terms = terms(asked);
    let words: Vec<String> = terms.iter().map(|word| format!("'{word}'")).collect();
    (!words.is_empty()).then(|| words.join(" & "))
}

/// The words asked for, each once, folded as texts are.
pub(crate) fn terms(asked: &str) -> Vec<String> {
    let asked = folded(asked);
    let mut words: Vec<&str> = Vec::new();
    for token in DICTIONARY.cut(&asked, false) {
        if is_word(token.word) && !words.contains(&token.word) {
            words.push(token.word);
        }
    }
    let telling: Vec<&str> = words.iter().copied().filter(|word| !EVERYWHERE.contains(word)).collect();
    telling.into_iter().take(MOST_ASKED).map(str::to_owned).collect()
}

/// Full-width letters and digits as half-width ones, capitals as small ones: one character for one, so that places stay.
pub(crate) fn folded(text: &str) -> String {
    let fold = |character: char| match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character).to_ascii_lowercase()
        }
        '\u{3000}' => ' ',
        other => other.to_ascii_lowercase(),
    };
    text.chars().map(fold).collect()
}

/// A quote or a backslash has no letter beside it: what is a word needs no escaping.
fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric) && !token.contains(['\'', '\\', '\0'])
}

fn boundary(text: &str) -> usize {
    text.char_indices().nth(MOST_READ).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::{query, vector};

    #[test]
    fn words_are_kept_with_their_weight_and_the_words_inside_them() {
        let words = vector("内乡县人民政府公告", "", "内乡县发布公告。");
        assert!(words.contains("'公告':"), "{words}");
        assert!(words.contains("'政府':"), "{words}");
        assert!(words.split(' ').any(|word| word.starts_with("'公告'") && word.contains('A')), "{words}");
    }

    #[test]
    fn what_is_asked_is_cut_as_what_is_kept() {
        let asked = query("县人民政府，的 公告").unwrap();
        assert!(asked.contains("'公告'") && !asked.contains("'的'") && !asked.contains('，'), "{asked}");
        assert_eq!(query("ＡＢＣ１２").unwrap(), "'abc12'");
    }

    #[test]
    fn nothing_asked_is_no_query_and_no_sign_becomes_one() {
        assert_eq!(query(" ，。的 "), None);
        for asked in ["' | 'a", "a & !b", "\\'", "c:*", "(<->)", "it's"] {
            let made = query(asked).unwrap_or_default();
            assert!(
                made.split(" & ").all(|word| word.is_empty() || word.matches('\'').count() == 2),
                "{asked}: {made}"
            );
        }
    }
}
