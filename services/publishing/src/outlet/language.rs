//! Which language a text is written in, told by its script: what an outlet may subscribe to.

/// The languages that are told apart (BCP 47), with the first and last letter of the script of each but the last, which is Latin.
const SCRIPTS: [(&str, char, char); 6] = [
    ("zh-Hans", '\u{4e00}', '\u{9fff}'),
    ("ug", '\u{0600}', '\u{06ff}'),
    ("bo", '\u{0f00}', '\u{0fff}'),
    ("mn-Mong", '\u{1800}', '\u{18af}'),
    ("ko", '\u{ac00}', '\u{d7a3}'),
    ("en", 'A', 'z'),
];

/// Every language a text may be found to be in.
pub fn languages() -> impl Iterator<Item = &'static str> {
    SCRIPTS.iter().map(|(language, _, _)| *language)
}

/// The language most of its letters are of. A Latin word takes several letters, a Chinese one takes one or two: four count as one.
#[must_use]
pub fn language(text: &str) -> &'static str {
    let weight = |(language, first, last): &(&'static str, char, char)| {
        let letters = text.chars().filter(|letter| letter.is_alphabetic() && (*first..=*last).contains(letter)).count();
        (if *language == "zh-Hans" { letters * 4 } else { letters }, *language)
    };
    let most = SCRIPTS.iter().map(weight).rev().max_by_key(|(letters, _)| *letters);
    most.filter(|(letters, _)| 0 < *letters).map_or("zh-Hans", |(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn a_text_is_of_the_language_of_most_of_its_words() {
        assert_eq!(language("内乡县 GDP 增长 5%，APP 上线"), "zh-Hans");
        assert_eq!(language("Neixiang opens 21 vaccination sites (内乡)"), "en");
        assert_eq!(language("شىنجاڭ ئۇيغۇر ئاپتونوم رايونى"), "ug");
        assert_eq!(language("བོད་རང་སྐྱོང་ལྗོངས།"), "bo");
        assert_eq!(language("2026-03-09"), "zh-Hans");
    }
}
