//! What an automatic check found.

use async_graphql::{Enum, SimpleObject};

use super::words::Gate;

/// What an automatic check found; a person judges it
#[derive(SimpleObject)]
pub(in crate::console) struct Finding {
    gate: Gate,
    code: String,
    /// How much it weighs
    severity: Severity,
    message: String,
    message_en: String,
    /// What stands there; masked where it is about a person
    excerpt: String,
    /// None when it is about the piece as a whole
    place: Option<Place>,
    /// What could stand there instead, to the letter
    suggestion: Option<String>,
    /// The gate cannot be passed over it
    blocking: bool,
}

/// How much a finding weighs
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "::review::Severity")]
pub enum Severity {
    Note,
    Warn,
    Block,
}

/// Characters of one text of a piece (Unicode scalar values, from 0)
#[derive(SimpleObject)]
pub(in crate::console) struct Place {
    /// `title`, `summary`, `blocks/3`, `blocks/3/items/0`, `blocks/3/alt`…
    path: String,
    start: i32,
    end: i32,
}

impl From<::review::Finding> for Finding {
    fn from(found: ::review::Finding) -> Self {
        let number = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
        Self {
            blocking: found.blocking(),
            gate: found.gate.into(),
            code: found.code,
            severity: found.severity.into(),
            message: found.message,
            message_en: found.message_en,
            excerpt: found.excerpt,
            place: found.place.map(|at| Place { path: at.path, start: number(at.start), end: number(at.end) }),
            suggestion: found.suggestion,
        }
    }
}
