//! 自动检查: one engine of deterministic checks over a text, for the editor while typing, for the gates at submission and
//! again at release. A crate of its own because two services run it and it needs no database. It judges nothing; a
//! person does.

mod document;
mod engine;
mod finding;
mod fold;
mod gate;
mod line;
mod model;
mod rules;
mod words;

pub use document::{Document, Lapsed, Link, Part, PartKind, Source, Unreadable};
pub use engine::Checker;
pub use finding::{Finding, Listed, Place, Severity};
pub use fold::Folded;
pub use gate::Gate;
pub use rules::{Leader, Leaders};
pub use words::{
    Change, Entry, Fault, Field, Hit, Level, ListError, Parsed, Preview, Usage, WordList, own_entries, parse,
    parse_rows, preview, sound,
};
