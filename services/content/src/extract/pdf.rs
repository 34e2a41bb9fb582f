//! Pages of a PDF.

use super::{TextPart, Unread};

pub(super) fn read(file: &[u8]) -> Result<Vec<TextPart>, Unread> {
    let pages = pdf_extract::extract_text_from_mem_by_pages(file).map_err(|_| Unread::Broken)?;
    Ok((1..).zip(pages).map(|(page, text)| TextPart::new(format!("page/{page}"), joined(&text))).collect())
}

/// A PDF breaks its lines where the page ends, in the middle of words: lines that meet between two wide characters are one.
fn joined(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            page.push('\n');
            continue;
        }
        let meets = |c: Option<char>| c.is_some_and(|c| ('\u{2e80}'..='\u{ffef}').contains(&c));
        let begins = page.is_empty() || page.ends_with('\n');
        let one = meets(page.chars().next_back()) && meets(line.chars().next());
        if !begins && !one {
            page.push(' ');
        }
        page.push_str(line);
    }
    page
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_word_broken_over_two_lines_is_one() {
        assert_eq!(super::joined("会议部署工\n作，use\nthe word\n\n下段"), "会议部署工作，use the word\n下段");
    }
}
