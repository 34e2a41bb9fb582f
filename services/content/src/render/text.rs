//! Blocks as plain text: for feeds, newspapers, search and the automatic checks.

use super::html::{number, policy_name};
use crate::block::{Block, Chart, Image, Span, Table};

/// Blocks as text, a blank line between two.
#[must_use]
pub fn text(blocks: &[Block]) -> String {
    let parts: Vec<String> = blocks.iter().map(one).filter(|part| !part.trim().is_empty()).collect();
    parts.join("\n\n")
}

/// What is said beside the pictures: the text of the blocks, and of a picture its caption.
#[must_use]
pub fn beside_pictures(blocks: &[Block]) -> String {
    let parts = blocks.iter().map(|block| match block {
        Block::Image(image) => said(image.caption.as_deref()).collect(),
        Block::Gallery(gallery) => {
            let each = gallery.images.iter().flat_map(|image| said(image.caption.as_deref()));
            said(gallery.caption.as_deref()).chain(each).collect::<Vec<_>>().join("\n")
        }
        other => one(other),
    });
    parts.filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn said(caption: Option<&str>) -> impl Iterator<Item = String> {
    caption.filter(|caption| !caption.is_empty()).map(str::to_owned).into_iter()
}

fn one(block: &Block) -> String {
    match block {
        Block::Heading(heading) => heading.text.clone(),
        Block::Paragraph(paragraph) => joined(&paragraph.spans),
        Block::List(list) => {
            let items = list.items.iter().enumerate().map(|(place, item)| match list.ordered {
                true => format!("{}. {}", place + 1, joined(item)),
                false => format!("· {}", joined(item)),
            });
            items.collect::<Vec<_>>().join("\n")
        }
        Block::Quote(quote) => match quote.cite.as_deref().filter(|cite| !cite.is_empty()) {
            Some(cite) => format!("“{}”——{cite}", quote.text),
            None => format!("“{}”", quote.text),
        },
        Block::Image(image) => picture(image),
        Block::Gallery(gallery) => {
            let caption = gallery.caption.iter().filter(|caption| !caption.is_empty()).cloned();
            caption.chain(gallery.images.iter().map(picture)).collect::<Vec<_>>().join("\n")
        }
        Block::Audio(clip) => format!("［音频：{}］", clip.title),
        Block::Video(clip) => format!("［视频：{}］", clip.title),
        Block::File(clip) => format!("［附件：{}］", clip.title),
        Block::Link(link) => match link.summary.as_deref().filter(|summary| !summary.is_empty()) {
            Some(summary) => format!("{} {}\n{summary}", link.title, link.href),
            None => format!("{} {}", link.title, link.href),
        },
        Block::Policy(policy) => format!("政策文件：{} {}", policy_name(policy), policy.href),
        Block::Table(cells) => words(cells),
        Block::Chart(chart) => table(chart),
    }
}

fn picture(image: &Image) -> String {
    format!("［图：{}］", image.caption.as_deref().unwrap_or(&image.alt))
}

/// Row by row; a newspaper's sub-editor sees at the bars where a cell ended.
fn words(table: &Table) -> String {
    let caption = table.caption.iter().filter(|caption| !caption.is_empty()).cloned();
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| joined(cell)).collect::<Vec<_>>().join(" | "));
    caption.chain(rows).collect::<Vec<_>>().join("\n")
}

fn joined(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

fn table(chart: &Chart) -> String {
    let unit = chart.unit.as_deref().filter(|unit| !unit.is_empty()).map(|unit| format!("（{unit}）"));
    let mut lines = vec![format!("{}{}", chart.title, unit.unwrap_or_default())];
    for row in &chart.rows {
        let cells = chart.columns.iter().zip(&row.values).map(|(column, value)| format!("{column} {}", number(*value)));
        lines.push(format!("{}：{}", row.label, cells.collect::<Vec<_>>().join("，")));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn beside_pictures_stand_their_captions_and_the_words() {
        let blocks: Vec<crate::Block> = serde_json::from_value(json!([
            {"type": "image", "mediaId": "00000000-0000-0000-0000-000000000001", "alt": "不说", "caption": "一"},
            {"type": "image", "mediaId": "00000000-0000-0000-0000-000000000001", "alt": "不说"},
            {"type": "paragraph", "spans": [{"text": "二"}]},
        ]))
        .unwrap();
        assert_eq!(super::beside_pictures(&blocks), "一\n\n二");
    }

    #[test]
    fn every_block_has_words() {
        let blocks: Vec<crate::Block> = serde_json::from_value(json!([
            {"type": "heading", "level": 2, "text": "一"},
            {"type": "paragraph", "spans": [{"text": "二"}, {"text": "三", "bold": true}]},
            {"type": "list", "ordered": true, "items": [[{"text": "四"}], [{"text": "五"}]]},
            {"type": "quote", "text": "六", "cite": "七"},
            {"type": "image", "mediaId": "00000000-0000-0000-0000-000000000001", "alt": "八"},
            {"type": "chart", "kind": "bar", "title": "九", "columns": ["甲", "乙"], "rows": [["丙", 1, 2.5]]},
            {"type": "table", "headerRow": true, "headerColumn": false, "rows": [[[{"text": "十"}], []], [[], [{"text": "百"}]]]},
            {"type": "gallery", "caption": "千", "images": [{"mediaId": "00000000-0000-0000-0000-000000000001", "alt": "万"}]},
        ]))
        .unwrap();
        assert_eq!(
            super::text(&blocks),
            "一\n\n二三\n\n1. 四\n2. 五\n\n“六”——七\n\n［图：八］\n\n九\n丙：甲 1，乙 2.5\n\n十 | \n | 百\n\n千\n［图：万］"
        );
    }
}
