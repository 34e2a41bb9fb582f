//! A piece taken apart for the automatic checks. Findings name a part by its path, which the editor reads: `title`,
//! `summary`, `correction`, and below `blocks/3` the text itself, `alt`, `caption`, `cite`, `title`, `number`, `summary`, `items/0`, `rows/0`,
//! `rows/0/1`, `columns/0`, `images/0/alt`; what a channel has of its own as `variants/wechat/title`.

use checks::{Document, Link, Part, PartKind, Source, Unreadable};
use time::Date;

use crate::block::{Chart, Gallery, Image, Link as Card, Policy, Span, Table};
use crate::media::{Text, Texts};
use crate::{Block, Origin, Variants};

/// What the checks look at.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are those of the article")]
pub struct Checked<'a> {
    pub title: &'a str,
    pub summary: &'a str,
    /// What the public is told of a correction; empty where there is none.
    pub correction: &'a str,
    pub origin: Origin,
    pub source_name: Option<&'a str>,
    pub source_url: Option<&'a str>,
    pub variants: &'a Variants,
}

/// Takes a piece apart; `blocks` come with the places they have in the editor's list.
pub fn document<'a>(
    piece: &Checked<'_>,
    blocks: impl IntoIterator<Item = (usize, &'a Block)>,
    dated: Option<Date>,
) -> Document {
    let mut document = Document { dated, ..Document::default() };
    document.parts.push(Part::new("title", PartKind::Title, piece.title));
    document.parts.push(Part::new("summary", PartKind::Summary, piece.summary));
    if !piece.correction.is_empty() {
        document.parts.push(Part::new("correction", PartKind::Body, piece.correction));
    }
    own_words(&mut document, piece.variants);
    for (place, block) in blocks {
        add(&mut document, &format!("blocks/{place}"), block);
    }
    if piece.origin == Origin::Reprint {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        document.source = Source::Reprint { name: owned(piece.source_name), url: owned(piece.source_url) };
    }
    document
}

/// The texts of a piece, each with its path: what a person may point at.
#[must_use]
pub fn texts(title: &str, summary: &str, blocks: &[Block]) -> Vec<(String, String)> {
    let (origin, source_name, source_url) = (Origin::Original, None, None);
    let variants = &Variants::default();
    let piece = Checked { title, summary, correction: "", origin, source_name, source_url, variants };
    let parts = document(&piece, blocks.iter().enumerate(), None).parts;
    parts.into_iter().map(|part| (part.path, part.text)).collect()
}

/// Takes a submitted revision apart, with what its attached documents say.
#[must_use]
pub fn revision(revision: &crate::Revision, texts: &Texts) -> Document {
    let piece = Checked {
        title: &revision.title,
        summary: &revision.summary,
        correction: revision.correction.as_deref().unwrap_or_default(),
        origin: revision.origin,
        source_name: revision.source_name.as_deref(),
        source_url: revision.source_url.as_deref(),
        variants: &revision.variants,
    };
    let dated = Some(platform::Clock::day_of(revision.submitted_at));
    let mut document = document(&piece, revision.blocks.iter().enumerate(), dated);
    for text in &texts.read {
        attach(&mut document, text);
    }
    document
}

/// What channels say in words of their own.
fn own_words(document: &mut Document, variants: &Variants) {
    for (channel, variant) in variants.iter() {
        let (zh, en) = (format!("{}版", channel.name()), format!("version for {channel}"));
        let mut add = |name: &str, kind, text: Option<&str>| {
            let path = format!("variants/{channel}/{name}");
            document.parts.extend(text.map(|text| Part::new(path, kind, text).within(zh.clone(), en.clone())));
        };
        add("title", PartKind::Title, variant.title.as_deref());
        add("summary", PartKind::Summary, variant.summary.as_deref());
    }
}

/// The texts of an attached file, told by its id and the place in it: `files/{media}/page/2`.
fn attach(document: &mut Document, text: &Text) {
    if let Some(fault) = text.fault {
        document.unreadable.push(Unreadable { name: text.name.clone(), why: fault.words() });
    }
    for part in &text.parts {
        let (zh, en) = part.place_words();
        let within = (format!("附件“{}”{zh}", text.name), format!("attachment {}, {en}", text.name));
        let path = format!("files/{}/{}", text.media, part.place);
        document.parts.push(Part::new(path, PartKind::Attachment, &*part.text).within(within.0, within.1));
    }
}

fn add(document: &mut Document, path: &str, block: &Block) {
    let part = |below: &str, kind, text: &str| Part::new(format!("{path}{below}"), kind, text);
    match block {
        Block::Heading(heading) => document.parts.push(part("", PartKind::Body, &heading.text)),
        Block::Paragraph(paragraph) => spans(document, path, &paragraph.spans),
        Block::List(list) => {
            for (at, item) in list.items.iter().enumerate() {
                spans(document, &format!("{path}/items/{at}"), item);
            }
        }
        Block::Quote(quote) => {
            document.parts.push(part("", PartKind::Body, &quote.text));
            document.parts.extend(quote.cite.as_deref().map(|cite| part("/cite", PartKind::Body, cite)));
        }
        Block::Image(image) => picture(document, path, image),
        Block::Gallery(gallery) => pictures(document, path, gallery),
        Block::Audio(clip) | Block::Video(clip) | Block::File(clip) => {
            document.parts.push(part("/title", PartKind::Caption, &clip.title));
        }
        Block::Link(link) => card(document, path, link),
        Block::Policy(named) => policy(document, path, named),
        Block::Table(table) => cells(document, path, table),
        Block::Chart(chart) => numbers(document, path, chart),
    }
}

fn picture(document: &mut Document, path: &str, image: &Image) {
    document.parts.push(Part::new(format!("{path}/alt"), PartKind::Alt, &*image.alt));
    let caption = image.caption.as_deref();
    document.parts.extend(caption.map(|caption| Part::new(format!("{path}/caption"), PartKind::Caption, caption)));
}

fn pictures(document: &mut Document, path: &str, gallery: &Gallery) {
    let caption = gallery.caption.as_deref();
    document.parts.extend(caption.map(|caption| Part::new(format!("{path}/caption"), PartKind::Caption, caption)));
    for (at, image) in gallery.images.iter().enumerate() {
        picture(document, &format!("{path}/images/{at}"), image);
    }
}

fn card(document: &mut Document, path: &str, link: &Card) {
    document.parts.push(Part::new(format!("{path}/title"), PartKind::Body, &*link.title));
    let summary = link.summary.as_deref();
    document.parts.extend(summary.map(|summary| Part::new(format!("{path}/summary"), PartKind::Body, summary)));
    document.links.push(Link { path: format!("{path}/title"), range: None, href: link.href.clone(), fault: None });
}

fn policy(document: &mut Document, path: &str, policy: &Policy) {
    document.parts.push(Part::new(format!("{path}/title"), PartKind::Body, &*policy.title));
    let number = policy.number.as_deref();
    document.parts.extend(number.map(|number| Part::new(format!("{path}/number"), PartKind::Body, number)));
}

fn cells(document: &mut Document, path: &str, table: &Table) {
    let caption = table.caption.as_deref();
    document.parts.extend(caption.map(|caption| Part::new(format!("{path}/caption"), PartKind::Caption, caption)));
    for (at, row) in table.rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            run(document, &format!("{path}/rows/{at}/{column}"), PartKind::Cell, cell);
        }
    }
}

fn numbers(document: &mut Document, path: &str, chart: &Chart) {
    document.parts.push(Part::new(format!("{path}/title"), PartKind::Caption, &*chart.title));
    for (at, column) in chart.columns.iter().enumerate() {
        document.parts.push(Part::new(format!("{path}/columns/{at}"), PartKind::Cell, &**column));
    }
    for (at, row) in chart.rows.iter().enumerate() {
        document.parts.push(Part::new(format!("{path}/rows/{at}"), PartKind::Cell, &*row.label));
    }
}

/// Spans of one run of text read as one, so that a look of its own hides no part of a number.
fn spans(document: &mut Document, path: &str, spans: &[Span]) {
    run(document, path, PartKind::Body, spans);
}

fn run(document: &mut Document, path: &str, kind: PartKind, spans: &[Span]) {
    let mut text = String::new();
    for span in spans {
        let start = text.chars().count();
        text.push_str(&span.text);
        if let Some(href) = &span.href {
            let range = Some((start, text.chars().count()));
            document.links.push(Link { path: path.to_owned(), range, href: href.clone(), fault: None });
        }
    }
    document.parts.push(Part::new(path, kind, text));
}

#[cfg(test)]
mod tests {
    use checks::Checker;
    use serde_json::json;
    use time::macros::date;

    use super::{Checked, document};
    use crate::{Block, Channel, Origin, Variant, Variants};

    #[test]
    fn a_piece_is_checked_in_all_its_texts_and_told_by_its_places() {
        let blocks: Vec<Block> = serde_json::from_value(json!([
            {"type": "paragraph", "spans": [{"text": "电话139"}, {"text": "12345678", "bold": true}]},
            {"type": "list", "ordered": false, "items": [[{"text": "安全"}], [{"text": "布署工作"}]]},
            {"type": "chart", "kind": "bar", "title": "产量", "columns": ["机密★"], "rows": [["一月", 1]]},
            {"type": "paragraph", "spans": [{"text": "见"}, {"text": "商品", "href": "https://item.jd.com/1"}]},
        ]))
        .unwrap();
        let own = Variants::new([(Channel::Wechat, Variant { title: Some("机密★".into()), ..Variant::default() })]);
        let piece = Checked {
            title: "标题",
            summary: "",
            correction: "原稿写作布署",
            origin: Origin::Original,
            source_name: None,
            source_url: None,
            variants: &own,
        };
        let found = Checker::own().check(&document(&piece, blocks.iter().enumerate(), None), date!(2026 - 11 - 24));
        let told: Vec<_> =
            found.iter().filter_map(|found| Some((found.place.as_ref()?, found.code.as_str()))).collect();
        let told: Vec<_> =
            told.iter().map(|(place, code)| (place.path.as_str(), place.start, place.end, *code)).collect();
        assert_eq!(
            told,
            [
                ("correction", 4, 6, "WRONG_WORD"),
                ("variants/wechat/title", 0, 3, "SECRET_MARK"),
                ("blocks/0", 2, 13, "MOBILE_NUMBER"),
                ("blocks/1/items/1", 0, 2, "WRONG_WORD"),
                ("blocks/2/columns/0", 0, 3, "SECRET_MARK"),
                ("blocks/3", 1, 3, "ADVERTISING_LINK"),
            ]
        );
    }
}
