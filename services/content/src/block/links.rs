//! The addresses that a block points to, and what a block is called.

use super::{Block, Span};

impl Block {
    /// Every address of the block, as it is written.
    #[must_use]
    pub fn links(&self) -> Vec<&str> {
        match self {
            Self::Paragraph(paragraph) => pointing(&paragraph.spans).collect(),
            Self::List(list) => list.items.iter().flat_map(|item| pointing(item)).collect(),
            Self::Table(table) => table.rows.iter().flatten().flat_map(|cell| pointing(cell)).collect(),
            Self::Link(link) => vec![&link.href],
            Self::Policy(policy) => vec![&policy.href],
            Self::Heading(_)
            | Self::Quote(_)
            | Self::Image(_)
            | Self::Gallery(_)
            | Self::Audio(_)
            | Self::Video(_)
            | Self::File(_)
            | Self::Chart(_) => Vec::new(),
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

fn pointing(spans: &[Span]) -> impl Iterator<Item = &str> {
    spans.iter().filter_map(|span| span.href.as_deref())
}
