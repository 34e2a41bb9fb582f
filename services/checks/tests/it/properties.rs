//! What holds for any text at all.

use checks::{Folded, WordList, own_entries};
use proptest::prelude::*;

use crate::{TODAY, of, quoted};

/// Texts that look like what the rules look for, between anything.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[一-龥，。“”（）《》]{0,8}",
        "[0-9０-９ \\-·]{0,24}",
        "(1[3-9][0-9]{9}|4539148803436467|11010519491231002X|E[0-9]{8}|豫R[0-9A-Z]{5})",
        "20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日（(星期|农历)[一二三四五六日正腊月初十]{1,4}）",
        "(机密|秘密|国 家 级|布署|審圖號|约[0-9]{1,4}余人|《|https?://[a-z.]{0,9})",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn every_finding_quotes_what_stands_at_its_place(text in texts()) {
        let length = text.chars().count();
        for finding in of(&text) {
            if let Some(place) = &finding.place {
                prop_assert!(place.start <= place.end && place.end <= length, "{finding:?}");
                let there = quoted(&text, &finding);
                let whole = !finding.excerpt.contains("****") && !finding.excerpt.ends_with('…');
                prop_assert!(!whole || finding.excerpt == there, "{finding:?} {there}");
            }
        }
    }

    #[test]
    fn i7_no_finding_shows_a_number_of_a_person(
        before in texts(), number in "1[3-9][0-9]{9}", after in "[，。；、]", rest in texts()
    ) {
        let text = format!("{before}，{number}{after}{rest}");
        let found = of(&text);
        prop_assert!(found.iter().any(|finding| finding.code == "MOBILE_NUMBER" || finding.code == "BANK_CARD"));
        for finding in found {
            let shown = format!("{}{}{}{}", finding.excerpt, finding.message, finding.message_en,
                finding.suggestion.unwrap_or_default());
            prop_assert!(!shown.contains(&number), "{shown}");
        }
    }

    #[test]
    fn folding_leads_back_to_characters_of_the_original(text in texts(), cut in 0usize..64, length in 0usize..16) {
        let folded = Folded::new(&text);
        let ends: Vec<usize> = folded.text().char_indices().map(|(at, _)| at).chain([folded.text().len()]).collect();
        let start = ends[cut % ends.len()];
        let end = ends[(cut + length).min(ends.len() - 1).max(cut % ends.len())];
        let range = folded.original(&text, start..end);
        let original = text.get(range.clone());
        prop_assert!(original.is_some(), "{range:?}");
        let again = Folded::new(original.unwrap_or_default());
        let wanted = folded.text()[start..end].replace('.', "");
        prop_assert_eq!(again.text().replace('.', ""), wanted);
    }

    #[test]
    fn folding_twice_changes_nothing(text in texts()) {
        let once = Folded::new(&text);
        let twice = Folded::new(once.text());
        prop_assert_eq!(twice.text(), once.text());
    }

    #[test]
    fn a_word_planted_anywhere_is_found(before in "[一-龥 ]{0,20}", at in 0usize..1000, after in "[一-龥 ]{0,20}") {
        let entries = own_entries();
        let entry = entries[at % entries.len()].clone();
        prop_assume!(entry.usage == checks::Usage::Deny);
        let list = WordList::new(vec![entry.clone()]).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let text = format!("{before}{}{after}", entry.word);
        let found = list.hits(&text, TODAY).iter().any(|hit| text[hit.range.clone()] == *entry.word);
        prop_assert!(found);
    }
}
