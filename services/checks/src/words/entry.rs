//! One row of a word list.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{Gate, Severity};

/// A word to stop at, or a phrase to let pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// As people write it; matching folds it.
    pub word: String,
    /// 禁用 or 允许.
    pub usage: Usage,
    /// 类别, in the words of whoever keeps the list.
    pub category: String,
    /// The gate it is shown at.
    pub gate: Gate,
    /// How much it weighs.
    pub severity: Severity,
    /// Whose list it is on.
    pub level: Level,
    /// In force from this day…
    pub from: Option<Date>,
    /// …through this one.
    pub until: Option<Date>,
    /// What to write instead, to the letter.
    pub suggestion: Option<String>,
    /// Why it is on the list.
    pub reason: String,
}

/// What a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Usage {
    /// Stop at it.
    Deny,
    /// Let it pass, with every shorter word inside it.
    Allow,
}

/// Whose list a row is on, the widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The whole deployment's.
    Deployment,
    /// 省.
    Province,
    /// 县.
    County,
    /// 部门.
    Department,
}

impl Entry {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether this phrase may silence that word where it covers it. A narrower list cannot lift what a wider one blocks.
    #[must_use]
    pub fn silences(&self, word: &Self) -> bool {
        self.usage == Usage::Allow && (self.level <= word.level || word.severity < Severity::Block)
    }
}

impl Usage {
    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deny => "deny",
            Self::Allow => "allow",
        }
    }

    /// Reads a stored word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Deny, Self::Allow].into_iter().find(|usage| usage.as_str() == text)
    }
}

impl Level {
    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deployment => "deployment",
            Self::Province => "province",
            Self::County => "county",
            Self::Department => "department",
        }
    }
}
