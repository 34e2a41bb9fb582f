//! The addresses that a block points to, and what a block is called.

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

    /// Its kind as its JSON names it, and as people do.
    #[must_use]
    pub fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::Heading(_) => ("heading", "小标题"),
            Self::Paragraph(_) => ("paragraph", "段落"),
            Self::List(_) => ("list", "列表"),
            Self::Quote(_) => ("quote", "引文"),
            Self::Image(_) => ("image", "图片"),
            Self::Gallery(_) => ("gallery", "图集"),
            Self::Audio(_) => ("audio", "音频"),
            Self::Video(_) => ("video", "视频"),
            Self::File(_) => ("file", "附件"),
            Self::Link(_) => ("link", "链接卡片"),
            Self::Policy(_) => ("policy", "政策引用"),
            Self::Table(_) => ("table", "表格"),
            Self::Chart(_) => ("chart", "图表"),
        }
    }
}
