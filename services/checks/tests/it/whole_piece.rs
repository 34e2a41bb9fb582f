//! A piece of several parts, with pictures, links and a source.

use checks::{Checker, Document, Finding, Link, Part, PartKind, Severity, Source};

use crate::TODAY;

fn checked(document: &Document) -> Vec<Finding> {
    Checker::own().check(document, TODAY)
}

#[test]
fn findings_come_in_reading_order_and_name_their_part() {
    let document = Document {
        parts: vec![
            Part::new("title", PartKind::Title, "布署工作"),
            Part::new("blocks/0/cells/1/2", PartKind::Cell, "13912345678"),
            Part::new("files/1", PartKind::Attachment, "机密★"),
        ],
        source: Source::Reprint { name: None, url: None },
        ..Document::default()
    };
    let told: Vec<_> =
        checked(&document).into_iter().map(|found| (found.code, found.place.map(|at| at.path))).collect();
    let at = |path: &str| Some(path.to_owned());
    assert_eq!(
        told,
        [
            ("REPRINT_WITHOUT_SOURCE".to_owned(), None),
            ("WRONG_WORD".to_owned(), at("title")),
            ("MOBILE_NUMBER".to_owned(), at("blocks/0/cells/1/2")),
            ("SECRET_MARK".to_owned(), at("files/1")),
        ]
    );
}

#[test]
fn a_picture_says_what_it_shows_and_a_map_its_number() {
    let piece = |alt: &str, text: &str| Document {
        parts: vec![Part::new("0", PartKind::Alt, alt), Part::new("1", PartKind::Body, text)],
        ..Document::default()
    };
    let codes = |document: Document| checked(&document).into_iter().map(|found| found.code).collect::<Vec<_>>();
    assert_eq!(codes(piece("", "")), ["ALT_MISSING"]);
    assert_eq!(codes(piece("IMG_2031.JPG", "")), ["ALT_EMPTY"]);
    assert_eq!(codes(piece("内乡县行政区划图", "见图")), ["MAP_WITHOUT_NUMBER"]);
    assert!(codes(piece("内乡县行政区划图", "审图号：豫S（2024年）12号")).is_empty());
    assert_eq!(codes(piece("内乡县地图", "审图号：暂无")), ["MAP_WITHOUT_NUMBER", "MAP_NUMBER_FORM"]);
    assert!(codes(piece("县长在项目现场调研", "")).is_empty());
}

#[test]
fn links_are_told_at_their_words() {
    let document = Document {
        parts: vec![Part::new("0", PartKind::Body, "详情点击这里查看")],
        links: vec![Link {
            path: "0".to_owned(),
            range: Some((2, 6)),
            href: "https://item.jd.com/1.html".to_owned(),
            fault: None,
        }],
        ..Document::default()
    };
    let found = checked(&document);
    let place = found[0].place.as_ref().unwrap();
    assert_eq!((found[0].code.as_str(), place.start, place.end), ("ADVERTISING_LINK", 2, 6));
}

#[test]
fn a_reprint_is_compared_with_its_source() {
    let of = |name: Option<&str>, url: Option<&str>| {
        let source = Source::Reprint { name: name.map(str::to_owned), url: url.map(str::to_owned) };
        checked(&Document { source, ..Document::default() }).remove(0)
    };
    let whole = of(Some("新华社"), Some("https://www.news.cn/a"));
    assert_eq!((whole.code.as_str(), whole.excerpt.as_str()), ("REPRINT_SOURCE", "新华社 https://www.news.cn/a"));
    assert_eq!(of(Some("新华社"), None).code, "REPRINT_WITHOUT_LINK");
    assert_eq!(of(Some(" "), None).severity, Severity::Block);
}
