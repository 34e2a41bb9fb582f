//! 读附件: the texts of a PDF, a Word or an Excel file, each with its place, for the checks. Pure: bytes in, texts out. A file is
//! untrusted: what unfolds is bounded, and a reader that panics reads nothing.

mod docx;
mod pdf;
mod xlsx;

use serde::{Deserialize, Serialize};

/// The most texts kept of one file.
const MOST_PARTS: usize = 5_000;
/// The most characters kept of one file.
const MOST_CHARS: usize = 1_000_000;

/// One text of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPart {
    /// `page/2`, `paragraph/7`, `row/Sheet1/3`, `note/1`, `comment/1`, `deleted/1`, `header/1`.
    pub place: String,
    /// What stands there.
    pub text: String,
}

impl TextPart {
    pub(crate) fn new(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { place: place.into(), text: text.into() }
    }

    /// The place in Chinese and in English.
    #[must_use]
    pub fn place_words(&self) -> (String, String) {
        let mut steps = self.place.splitn(3, '/');
        let (kind, first, second) = (steps.next(), steps.next().unwrap_or_default(), steps.next());
        match (kind.unwrap_or_default(), second) {
            ("page", _) => (format!("第{first}页"), format!("page {first}")),
            ("paragraph", _) => (format!("第{first}段"), format!("paragraph {first}")),
            ("row", Some(row)) => (format!("“{first}”表第{row}行"), format!("sheet {first}, row {row}")),
            ("note", _) => ("脚注".to_owned(), "a note".to_owned()),
            ("comment", _) => ("批注".to_owned(), "a comment".to_owned()),
            ("deleted", _) => ("修订中已删文字".to_owned(), "text deleted under tracked changes".to_owned()),
            _ => ("页眉页脚".to_owned(), "a header or footer".to_owned()),
        }
    }
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Broken, locked by a password, or of a kind its reader does not know.
    Broken,
    /// It unfolds to too much.
    TooLarge,
    /// It holds pictures of text, such as a scan, or nothing.
    NoText,
    /// Its reader did not end in time.
    TooSlow,
}

impl Unread {
    const ALL: [Self; 4] = [Self::Broken, Self::TooLarge, Self::NoText, Self::TooSlow];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::TooLarge => "too_large",
            Self::NoText => "no_text",
            Self::TooSlow => "too_slow",
        }
    }

    /// Reads a stored word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.as_str() == text)
    }

    /// In Chinese and in English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Broken => ("损坏或有密码", "something broken, or a password,"),
            Self::TooLarge => ("内容过大", "too much"),
            Self::NoText => ("没有可读文字（可能是扫描件）", "no text, perhaps a scan,"),
            Self::TooSlow => ("读取超时", "something that takes too long to read"),
        }
    }
}

/// Reads a file of a type that was sniffed.
///
/// # Errors
/// When nothing can be read.
pub(crate) fn read(mime: &str, file: &[u8]) -> Result<Vec<TextPart>, Unread> {
    let reading = std::panic::AssertUnwindSafe(|| {
        if mime == "application/pdf" {
            pdf::read(file)
        } else if mime.ends_with("wordprocessingml.document") {
            docx::read(file)
        } else {
            xlsx::read(file)
        }
    });
    let mut parts = std::panic::catch_unwind(reading).map_err(|_| Unread::Broken)??;
    // What no text may hold, jsonb does not hold.
    parts.iter_mut().for_each(|part| part.text.retain(|c| c != '\0'));
    parts.retain(|part| !part.text.trim().is_empty());
    if parts.is_empty() {
        return Err(Unread::NoText);
    }
    let chars: usize = parts.iter().map(|part| part.text.chars().count()).sum();
    if MOST_PARTS < parts.len() || MOST_CHARS < chars { Err(Unread::TooLarge) } else { Ok(parts) }
}

#[cfg(test)]
mod tests {
    use super::{TextPart, Unread, read};

    #[test]
    fn what_is_no_document_is_told_and_never_panics() {
        for mime in ["application/pdf", "x.wordprocessingml.document", "x.spreadsheetml.sheet"] {
            for file in [&b""[..], b"%PDF-1.7\n1 0 obj\n<<", b"PK\x03\x04broken", b"%PDF-1.4\n%%EOF"] {
                assert!(matches!(read(mime, file), Err(Unread::Broken | Unread::NoText)), "{mime} {file:?}");
            }
        }
    }

    #[test]
    fn a_place_reads_in_both_languages() {
        assert_eq!(TextPart::new("page/2", "").place_words(), ("第2页".to_owned(), "page 2".to_owned()));
        assert_eq!(TextPart::new("row/名单/3", "").place_words().0, "“名单”表第3行");
    }
}
