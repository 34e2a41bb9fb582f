//! The look inside WeChat: styles in the elements, since it strips everything else, and only pictures it holds itself.

use super::html::{card, element, escape, lines, policy, spans, table, words};
use super::text::beside_pictures;
use crate::block::{Block, Clip, Image};
use crate::{MediaId, MediaKind};

/// Blocks as the content of a WeChat article. `picture_url` gives the address WeChat returned for a picture; one without is left
/// out, since WeChat would strip it. Sounds and films stand as their titles, and a line says they are in the full text.
#[must_use]
pub fn wechat(blocks: &[Block], picture_url: &dyn Fn(MediaId) -> Option<String>) -> String {
    blocks.iter().map(|block| one(block, picture_url)).collect()
}

/// The look of a picture message: its pictures in a row to be leafed through, and its words below.
#[must_use]
pub fn wechat_pictures(blocks: &[Block], picture_url: &dyn Fn(MediaId) -> Option<String>) -> String {
    let shown = blocks.iter().flat_map(Block::shows).filter(|shown| shown.kind == MediaKind::Image);
    let urls: Vec<String> = shown.filter_map(|shown| picture_url(shown.id)).collect();
    let count = urls.len();
    let pictures: String = urls.iter().enumerate().map(|(at, url)| leaf(url, at + 1, count)).collect();
    let row = format!("<div style=\"display:flex;gap:8px;overflow-x:auto;margin:0 0 16px\">{pictures}</div>");
    let words = beside_pictures(blocks);
    let parts: String = words.split("\n\n").map(|part| element("p", style, &lines(part))).collect();
    format!("{row}{parts}")
}

fn leaf(url: &str, number: usize, count: usize) -> String {
    let url = escape(url);
    format!("<img src=\"{url}\" alt=\"图 {number}/{count}\" style=\"height:320px;max-width:100%;object-fit:cover\">")
}

fn one(block: &Block, picture_url: &dyn Fn(MediaId) -> Option<String>) -> String {
    match block {
        Block::Heading(heading) => {
            let tag = if heading.level == 2 { "h2" } else { "h3" };
            element(tag, style, &escape(&heading.text))
        }
        Block::Paragraph(paragraph) => element("p", style, &spans(style, &paragraph.spans)),
        Block::List(list) => {
            let items: String = list.items.iter().map(|item| element("li", style, &spans(style, item))).collect();
            element(if list.ordered { "ol" } else { "ul" }, style, &items)
        }
        Block::Quote(quote) => {
            let cite = quote.cite.as_deref().filter(|cite| !cite.is_empty());
            let cite = cite.map(|cite| format!("<br>—— {}", escape(cite))).unwrap_or_default();
            element("blockquote", style, &format!("{}{cite}", lines(&quote.text)))
        }
        Block::Image(image) => picture(image, picture_url),
        Block::Gallery(gallery) => {
            let shown: String = gallery.images.iter().map(|image| picture(image, picture_url)).collect();
            format!("{shown}{}", caption(gallery.caption.as_deref()))
        }
        Block::Audio(clip) => pointer("音频", clip),
        Block::Video(clip) => pointer("视频", clip),
        Block::File(clip) => element("p", style, &format!("【附件】{}（请点击“阅读原文”下载）", escape(&clip.title))),
        Block::Link(link) => card(style, link),
        Block::Policy(named) => policy(style, named),
        Block::Table(cells) => words(style, cells),
        Block::Chart(chart) => table(style, chart),
    }
}

fn style(tag: &'static str) -> &'static str {
    match tag {
        "h2" => " style=\"margin:24px 0 12px;font-size:18px;line-height:1.5;font-weight:bold\"",
        "h3" => " style=\"margin:20px 0 10px;font-size:16px;line-height:1.5;font-weight:bold\"",
        "p" => " style=\"margin:0 0 16px;font-size:16px;line-height:1.8;text-align:justify\"",
        "ol" | "ul" => " style=\"margin:0 0 16px;padding-left:24px;font-size:16px;line-height:1.8\"",
        "blockquote" => {
            " style=\"margin:0 0 16px;padding:8px 12px;border-left:3px solid #9aa5a0;color:#4a524e;font-size:15px;line-height:1.8\""
        }
        "figcaption" => " style=\"margin:-8px 0 16px;font-size:13px;line-height:1.6;color:#6b736f;text-align:center\"",
        "table" => " style=\"width:100%;margin:0 0 16px;border-collapse:collapse;font-size:14px;line-height:1.6\"",
        "caption" => " style=\"padding:0 0 8px;font-weight:bold\"",
        "th" => {
            " style=\"padding:4px 8px;border:1px solid #d5dad7;text-align:left;font-weight:normal;background:#f4f6f5\""
        }
        "td" => " style=\"padding:4px 8px;border:1px solid #d5dad7;text-align:right\"",
        _ => "",
    }
}

fn picture(image: &Image, picture_url: &dyn Fn(MediaId) -> Option<String>) -> String {
    let shown = picture_url(image.media_id).map(|url| {
        let inner = format!("<img src=\"{}\" alt=\"{}\" style=\"max-width:100%\">", escape(&url), escape(&image.alt));
        element("p", style, &inner)
    });
    format!("{}{}", shown.unwrap_or_default(), caption(image.caption.as_deref()))
}

fn caption(text: Option<&str>) -> String {
    let text = text.filter(|text| !text.is_empty());
    text.map(|text| format!("<p{}>{}</p>", style("figcaption"), escape(text))).unwrap_or_default()
}

fn pointer(kind: &str, clip: &Clip) -> String {
    element("p", style, &format!("【{kind}】{}（请点击“阅读原文”收看收听）", escape(&clip.title)))
}

#[cfg(test)]
mod tests {
    use super::wechat;
    use crate::Block;
    use serde_json::json;

    #[test]
    fn only_pictures_that_wechat_holds_are_shown() {
        let blocks: Vec<Block> = serde_json::from_value(json!([
            {"type": "image", "mediaId": "00000000-0000-0000-0000-000000000001", "alt": "一"},
            {"type": "image", "mediaId": "00000000-0000-0000-0000-000000000002", "alt": "二"},
            {"type": "video", "mediaId": "00000000-0000-0000-0000-000000000003", "title": "<片>"},
        ]))
        .unwrap();
        let held = |id: crate::MediaId| (id.0.as_u128() == 1).then(|| "http://mmbiz.qpic.cn/1".to_owned());
        let html = wechat(&blocks, &held);
        assert_eq!(html.matches("<img").count(), 1);
        assert!(html.contains("http://mmbiz.qpic.cn/1") && html.contains("【视频】&lt;片&gt;"), "{html}");
        assert!(!html.contains("class=") && !html.contains("<video"), "{html}");
    }
}
