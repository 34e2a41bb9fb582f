//! The look of our own pages: bare, meaningful elements that the page's style sheet dresses.

use super::html::{card, element, escape, lines, policy, spans, table, words};
use crate::MediaId;
use crate::block::{Block, Clip, Gallery, Image};

/// Blocks as HTML. `media_url` says where a file is to be had; a file without an address shows as its words.
#[must_use]
pub fn website(blocks: &[Block], media_url: &dyn Fn(MediaId) -> Option<String>) -> String {
    blocks.iter().map(|block| one(block, media_url)).collect()
}

fn one(block: &Block, media_url: &dyn Fn(MediaId) -> Option<String>) -> String {
    match block {
        Block::Heading(heading) => element(tag(heading.level), plain, &escape(&heading.text)),
        Block::Paragraph(paragraph) => element("p", plain, &spans(plain, &paragraph.spans)),
        Block::List(list) => {
            let items: String = list.items.iter().map(|item| element("li", plain, &spans(plain, item))).collect();
            element(if list.ordered { "ol" } else { "ul" }, plain, &items)
        }
        Block::Quote(quote) => {
            let cite = quote.cite.as_deref().filter(|cite| !cite.is_empty());
            let cite = cite.map(|cite| element("cite", plain, &escape(cite))).unwrap_or_default();
            element("blockquote", plain, &format!("<p>{}</p>{cite}", lines(&quote.text)))
        }
        Block::Image(image) => picture(image, media_url),
        Block::Gallery(gallery) => pictures(gallery, media_url),
        Block::Audio(clip) => player("audio", clip, media_url),
        Block::Video(clip) => player("video", clip, media_url),
        Block::File(clip) => attachment(clip, media_url),
        Block::Link(link) => card(plain, link),
        Block::Policy(named) => policy(plain, named),
        Block::Table(cells) => element("figure", plain, &words(plain, cells)),
        Block::Chart(chart) => element("figure", plain, &table(plain, chart)),
    }
}

/// A line of the house's own below a text, such as that a machine wrote along.
#[must_use]
pub fn notice(text: &str) -> String {
    element("p", plain, &element("small", plain, &escape(text)))
}

/// What readers are told of a correction, above the text.
#[must_use]
pub fn correction(text: &str) -> String {
    element("p", plain, &element("strong", plain, &escape(&format!("更正：{text}"))))
}

fn plain(_: &'static str) -> &'static str {
    ""
}

fn tag(level: u8) -> &'static str {
    match level {
        2 => "h2",
        3 => "h3",
        _ => "h4",
    }
}

fn picture(image: &Image, media_url: &dyn Fn(MediaId) -> Option<String>) -> String {
    let shown = match media_url(image.media_id) {
        Some(url) => {
            let focus = image.focus.map(|focus| {
                let (x, y) = (f64::from(focus.x) / 10.0, f64::from(focus.y) / 10.0);
                format!(" style=\"object-position:{x}% {y}%\"")
            });
            let focus = focus.unwrap_or_default();
            format!("<img src=\"{}\" alt=\"{}\" loading=\"lazy\"{focus}>", escape(&url), escape(&image.alt))
        }
        None => element("p", plain, &escape(&image.alt)),
    };
    let caption = image.caption.as_deref().filter(|caption| !caption.is_empty());
    let caption = caption.map(|caption| element("figcaption", plain, &escape(caption))).unwrap_or_default();
    element("figure", plain, &format!("{shown}{caption}"))
}

fn pictures(gallery: &Gallery, media_url: &dyn Fn(MediaId) -> Option<String>) -> String {
    let shown: String = gallery.images.iter().map(|image| picture(image, media_url)).collect();
    let caption = gallery.caption.as_deref().filter(|caption| !caption.is_empty());
    let caption = caption.map(|caption| element("figcaption", plain, &escape(caption))).unwrap_or_default();
    element("figure", plain, &format!("{shown}{caption}"))
}

/// A document stays a link: what opens it is the reader's own program.
fn attachment(clip: &Clip, media_url: &dyn Fn(MediaId) -> Option<String>) -> String {
    let title = escape(&clip.title);
    match media_url(clip.media_id) {
        Some(url) => element("p", plain, &format!("附件：<a href=\"{}\" download>{title}</a>", escape(&url))),
        None => element("p", plain, &format!("附件：{title}")),
    }
}

fn player(tag: &'static str, clip: &Clip, media_url: &dyn Fn(MediaId) -> Option<String>) -> String {
    let title = escape(&clip.title);
    let shown = media_url(clip.media_id)
        .map(|url| format!("<{tag} src=\"{}\" controls preload=\"none\" aria-label=\"{title}\"></{tag}>", escape(&url)))
        .unwrap_or_default();
    element("figure", plain, &format!("{shown}<figcaption>{title}</figcaption>"))
}

#[cfg(test)]
mod tests {
    use super::website;
    use crate::Block;
    use serde_json::{Value, json};

    fn html(block: Value) -> String {
        let block: Block = serde_json::from_value(block).unwrap();
        website(&[block], &|id| Some(format!("/media/411325/{id}")))
    }

    #[test]
    fn what_a_writer_typed_is_never_markup() {
        let shown = html(json!({"type": "paragraph", "spans": [
            {"text": "<script>alert(\"1\")</script>&", "bold": true},
            {"text": "x", "href": "https://a.cn/?a=1&b=\"><script>"},
            {"text": "y", "href": "javascript:alert(1)"},
        ]}));
        assert_eq!(
            shown,
            "<p><strong>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;</strong>\
             <a href=\"https://a.cn/?a=1&amp;b=&quot;&gt;&lt;script&gt;\" rel=\"noopener noreferrer\">x</a>y</p>"
        );
    }

    #[test]
    fn a_table_tells_its_heads_and_a_policy_its_number() {
        let cell = |text: &str| json!([{ "text": text }]);
        let rows = json!([[cell("镇"), cell("<户>")], [cell("东镇"), cell("9")]]);
        assert_eq!(
            html(json!({"type": "table", "caption": "表一", "headerRow": true, "headerColumn": true, "rows": rows})),
            "<figure><table><caption>表一</caption><thead><tr><th scope=\"col\">镇</th><th scope=\"col\">&lt;户&gt;</th></tr></thead>\
             <tbody><tr><th scope=\"row\">东镇</th><td>9</td></tr></tbody></table></figure>"
        );
        let id = "00000000-0000-0000-0000-000000000009";
        assert_eq!(
            html(
                json!({"type": "policy", "articleId": id, "title": "办法", "number": "内政〔2026〕1号", "href": "https://x.cn/1"})
            ),
            "<p>政策文件：<a href=\"https://x.cn/1\" rel=\"noopener noreferrer\">《办法》（内政〔2026〕1号）</a></p>"
        );
        let gallery = html(json!({"type": "gallery", "caption": "现场", "images": [
            {"mediaId": id, "alt": "一", "focus": {"x": 255, "y": 1000}}, {"mediaId": id, "alt": "二"}]}));
        assert_eq!(gallery.matches("<img").count(), 2);
        assert!(gallery.contains("style=\"object-position:25.5% 100%\""), "{gallery}");
    }

    #[test]
    fn a_picture_carries_its_words_and_a_chart_its_table() {
        let id = "00000000-0000-0000-0000-000000000009";
        assert_eq!(
            html(json!({"type": "image", "mediaId": id, "alt": "\"图\"", "caption": "说明"})),
            format!(
                "<figure><img src=\"/media/411325/{id}\" alt=\"&quot;图&quot;\" loading=\"lazy\"><figcaption>说明</figcaption></figure>"
            )
        );
        assert_eq!(
            html(
                json!({"type": "chart", "kind": "bar", "title": "接种", "unit": "人", "columns": ["甲"], "rows": [["东镇", 12], ["西镇", null]]})
            ),
            "<figure><table><caption>接种（人）</caption><thead><tr><td></td><th scope=\"col\">甲</th></tr></thead>\
             <tbody><tr><th scope=\"row\">东镇</th><td>12</td></tr><tr><th scope=\"row\">西镇</th><td>—</td></tr></tbody></table></figure>"
        );
    }
}
