//! A table of words: what a screen reader can walk, with its heads marked.

use serde::{Deserialize, Serialize};

use super::Span;

/// A table. Its rows are of one length; no cell spans others, since no channel and no screen reader agrees on what that means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Table {
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Whether the first row names the columns.
    pub header_row: bool,
    /// Whether the first column names the rows.
    pub header_column: bool,
    /// Rows of cells, each a run of spans.
    pub rows: Vec<Vec<Vec<Span>>>,
}

impl Table {
    /// Cells of a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// What a cell is head of: none of a cell that is no head.
    #[must_use]
    pub fn scope(&self, row: usize, column: usize) -> Option<&'static str> {
        match (row, column) {
            (0, _) if self.header_row => Some("col"),
            (_, 0) if self.header_column => Some("row"),
            _ => None,
        }
    }
}
