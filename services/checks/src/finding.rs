//! What a check found, and where.

use serde::{Deserialize, Serialize};

use crate::{Gate, Level};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look.
    Note,
    /// To be mended, or accepted with a reason.
    Warn,
    /// The gate cannot be passed over it.
    Block,
}

impl Severity {
    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warn => "warn",
            Self::Block => "block",
        }
    }

    /// Reads a stored severity.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Note, Self::Warn, Self::Block].into_iter().find(|severity| severity.as_str() == text)
    }
}

/// A place in a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The path of the part.
    pub path: String,
    /// From this character of its text (Unicode scalar values, from 0)…
    pub start: usize,
    /// …to before this one.
    pub end: usize,
}

/// One thing a check found. The excerpt is masked where it is about a person (I7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Finding {
    /// The gate it belongs to.
    pub gate: Gate,
    /// Stable name of the rule.
    pub code: String,
    /// How much it weighs.
    pub severity: Severity,
    /// For people, in Chinese.
    pub message: String,
    /// For people, in English.
    pub message_en: String,
    /// What stands there, masked where it is about a person.
    pub excerpt: String,
    /// Where it stands; none when it is about the piece as a whole.
    pub place: Option<Place>,
    /// What could stand there instead, to the letter.
    pub suggestion: Option<String>,
    /// Whether a person may let it stand, with a reason.
    pub acceptable: bool,
    /// The word of a list it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<Listed>,
}

/// A word of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// As the list writes it.
    pub word: String,
    /// Whose list it is on.
    pub level: Level,
}

impl Finding {
    /// Whether two runs found the same thing at the same place.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        (&self.code, self.gate, &self.excerpt, &self.place, &self.word)
            == (&other.code, other.gate, &other.excerpt, &other.place, &other.word)
    }

    /// Whether the gate cannot be passed over it.
    #[must_use]
    pub fn blocking(&self) -> bool {
        self.severity == Severity::Block
    }
}

/// A finding as it may have been stored: the first ones knew `blocking` alone.
#[derive(Deserialize)]
struct Stored {
    gate: Gate,
    code: String,
    message: String,
    #[serde(default)]
    message_en: String,
    excerpt: String,
    #[serde(default)]
    severity: Option<Severity>,
    #[serde(default)]
    blocking: bool,
    #[serde(default)]
    place: Option<Place>,
    #[serde(default)]
    suggestion: Option<String>,
    #[serde(default)]
    acceptable: Option<bool>,
    #[serde(default)]
    word: Option<Listed>,
}

impl From<Stored> for Finding {
    fn from(stored: Stored) -> Self {
        let told = if stored.blocking { Severity::Block } else { Severity::Warn };
        Self {
            // Nobody was asked then; what blocked stood.
            acceptable: stored.acceptable.unwrap_or(stored.severity.unwrap_or(told) < Severity::Block),
            word: stored.word,
            gate: stored.gate,
            code: stored.code,
            severity: stored.severity.unwrap_or(told),
            message: stored.message,
            message_en: stored.message_en,
            excerpt: stored.excerpt,
            place: stored.place,
            suggestion: stored.suggestion,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, Severity};

    #[test]
    fn a_finding_stored_before_severities_is_still_read() {
        let old = r#"{"gate":"secrecy","code":"SECRET_MARK","message":"m","excerpt":"机密★","blocking":true}"#;
        let read: Finding = serde_json::from_str(old).unwrap();
        assert_eq!((read.severity, read.place.clone()), (Severity::Block, None));
        let again: Finding = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
        assert_eq!(again, read);
    }
}
