//! The addresses that a block points to.

use super::{Block, Span};

impl Block {
    /// Gives every address of the block to `each`, as it is written.
    pub fn links(&self, mut each: impl FnMut(&str)) {
        let mut spans = |spans: &[Span]| spans.iter().filter_map(|span| span.href.as_deref()).for_each(&mut each);
        match self {
            Self::Paragraph(paragraph) => spans(&paragraph.spans),
            Self::List(list) => list.items.iter().for_each(|item| spans(item)),
            Self::Table(table) => table.rows.iter().flatten().for_each(|cell| spans(cell)),
            Self::Link(link) => each(&link.href),
            Self::Policy(policy) => each(&policy.href),
            Self::Heading(_)
            | Self::Quote(_)
            | Self::Image(_)
            | Self::Gallery(_)
            | Self::Audio(_)
            | Self::Video(_)
            | Self::File(_)
            | Self::Chart(_) => {}
        }
    }
}
