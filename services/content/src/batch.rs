//! 批量导入: many drafts from one list, CSV, XLSX or JSON Lines, with one line of result for each. Looking first changes nothing; the
//! same item sent twice makes one draft.

mod import;
mod item;
mod list;
mod store;

use platform::FieldError;

use crate::ArticleId;

pub use import::{BatchError, import, preview};
pub use list::{Format, sample};

/// The most items of one list.
pub const MOST_ITEMS: usize = 200;

/// What came of a list.
#[derive(Clone, Debug)]
pub struct Batch {
    /// One for each item, in the order of the file.
    pub lines: Vec<Line>,
    /// Columns of a table that no item has, and that were passed over.
    pub ignored: Vec<String>,
}

/// What came of one item.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it begins in the file, from 1.
    pub line: u64,
    /// What it is known by, so that it is imported once.
    pub key: String,
    /// Its title, as far as it has one.
    pub title: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an item.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It would become a draft.
    Sound,
    /// It became this draft.
    Created(ArticleId),
    /// It was imported before, as this draft.
    Known(ArticleId),
    /// It was refused, for every one of these.
    Refused(Vec<FieldError>),
}
