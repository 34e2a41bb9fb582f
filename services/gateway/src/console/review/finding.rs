//! What an automatic check found.

use ::review::findings::{Accepted, Fixed, Seen};
use async_graphql::{Enum, ID, InputObject, SimpleObject};
use time::OffsetDateTime;

use super::words::Gate;

/// What an automatic check found; a person judges it
#[derive(SimpleObject)]
pub(in crate::console) struct Finding {
    /// None while it is not fixed beside a submitted version
    id: Option<ID>,
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
    /// It stops the piece: the gate cannot be passed over it unless somebody lets it stand
    blocking: bool,
    /// Whether a person may let it stand, with a reason
    acceptable: bool,
    /// Who let it stand, and why
    acceptance: Option<Acceptance>,
}

/// A person's word that a finding may stand
#[derive(SimpleObject)]
pub(in crate::console) struct Acceptance {
    name: String,
    reason: String,
    at: OffsetDateTime,
}

/// A finding that the submitter lets stand, as the check of the draft told it
#[derive(InputObject)]
pub(in crate::console) struct AcceptedFinding {
    /// The finding's code
    rule: String,
    excerpt: String,
    path: Option<String>,
    start: Option<i32>,
    end: Option<i32>,
    reason: String,
}

impl From<AcceptedFinding> for Accepted {
    fn from(input: AcceptedFinding) -> Self {
        let number = |at: Option<i32>| at.and_then(|at| usize::try_from(at).ok());
        let place = match (input.path, number(input.start), number(input.end)) {
            (Some(path), Some(start), Some(end)) => Some(::review::Place { path, start, end }),
            _ => None,
        };
        Self { code: input.rule, excerpt: input.excerpt, place, reason: input.reason }
    }
}

impl From<Fixed> for Finding {
    fn from(fixed: Fixed) -> Self {
        Self { id: fixed.id.map(|id| id.0.into()), ..fixed.seen.into() }
    }
}

impl From<Seen> for Finding {
    fn from(seen: Seen) -> Self {
        let acceptance = seen.accepted.map(|said| Acceptance { name: said.name, reason: said.reason, at: said.at });
        let blocking = seen.finding.blocking() && acceptance.is_none();
        Self { acceptance, blocking, ..seen.finding.into() }
    }
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

impl From<::review::Place> for Place {
    fn from(place: ::review::Place) -> Self {
        let number = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
        Self { path: place.path, start: number(place.start), end: number(place.end) }
    }
}

impl From<::review::Finding> for Finding {
    fn from(found: ::review::Finding) -> Self {
        Self {
            id: None,
            acceptable: found.acceptable,
            acceptance: None,
            blocking: found.blocking(),
            gate: found.gate.into(),
            code: found.code,
            severity: found.severity.into(),
            message: found.message,
            message_en: found.message_en,
            excerpt: found.excerpt,
            place: found.place.map(Place::from),
            suggestion: found.suggestion,
        }
    }
}
