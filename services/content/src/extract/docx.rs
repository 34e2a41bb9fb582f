//! Paragraphs of a Word document, with what a reader of its file can see and its writer may have forgotten: headers, notes,
//! comments, and text that was deleted under tracked changes.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{TextPart, Unread};

/// The most bytes one packed part may unfold to.
const MOST_UNPACKED: u64 = 32 * 1024 * 1024;
/// The most packed parts of a document.
const MOST_ENTRIES: usize = 5_000;

/// Packed parts that hold text, by how their name begins, and what their paragraphs are called.
const HOLDING: [(&str, &str); 6] = [
    ("word/document.xml", "paragraph"),
    ("word/header", "header"),
    ("word/footer", "header"),
    ("word/footnotes.xml", "note"),
    ("word/endnotes.xml", "note"),
    ("word/comments.xml", "comment"),
];

pub(super) fn read(file: &[u8]) -> Result<Vec<TextPart>, Unread> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).map_err(|_| Unread::Broken)?;
    if MOST_ENTRIES < archive.len() {
        return Err(Unread::TooLarge);
    }
    let mut names: Vec<(usize, &str, String)> = Vec::new();
    for at in 0..archive.len() {
        let name = archive.by_index_raw(at).map_err(|_| Unread::Broken)?.name().to_owned();
        let holding = HOLDING.iter().position(|(begins, _)| name.starts_with(begins) && name.ends_with(".xml"));
        names.extend(holding.and_then(|order| Some((order, HOLDING.get(order)?.1, name))));
    }
    names.sort();
    if names.first().is_none_or(|(order, ..)| *order != 0) {
        return Err(Unread::Broken);
    }
    let mut parts = Vec::new();
    for (_, kind, name) in names {
        let entry = archive.by_name(&name).map_err(|_| Unread::Broken)?;
        let mut xml = Vec::new();
        entry.take(MOST_UNPACKED + 1).read_to_end(&mut xml).map_err(|_| Unread::Broken)?;
        if MOST_UNPACKED < u64::try_from(xml.len()).unwrap_or(u64::MAX) {
            return Err(Unread::TooLarge);
        }
        parts.extend(paragraphs(&xml, kind)?);
    }
    Ok(parts)
}

/// What a paragraph gathers while it is read.
#[derive(Default)]
struct Gathered {
    text: String,
    deleted: String,
}

/// Where characters go that come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Nothing,
    Text,
    Deleted,
}

fn paragraphs(xml: &[u8], kind: &str) -> Result<Vec<TextPart>, Unread> {
    let mut reader = Reader::from_reader(xml);
    let (mut parts, mut deleted) = (Vec::new(), Vec::new());
    let (mut number, mut now, mut place) = (0_usize, Gathered::default(), Into::Nothing);
    loop {
        match reader.read_event().map_err(|_| Unread::Broken)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => place = Into::Text,
                "delText" => place = Into::Deleted,
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" | "br" | "cr" => now.text.push(' '),
                _ => {}
            },
            Event::Text(text) => add(&mut now, place, &text),
            Event::GeneralRef(named) => {
                let name: &str = &named;
                let known = quick_xml::escape::unescape(&format!("&{name};")).map(std::borrow::Cow::into_owned);
                add(&mut now, place, &known.unwrap_or_default());
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" | "delText" => place = Into::Nothing,
                "p" => {
                    number += 1;
                    let Gathered { text, deleted: gone } = std::mem::take(&mut now);
                    parts.push(TextPart::new(format!("{kind}/{number}"), text));
                    deleted.push(TextPart::new(format!("deleted/{number}"), gone));
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    parts.append(&mut deleted);
    parts.retain(|part| !part.text.trim().is_empty());
    Ok(parts)
}

fn add(now: &mut Gathered, place: Into, text: &str) {
    match place {
        Into::Text => now.text.push_str(text),
        Into::Deleted => now.deleted.push_str(text),
        Into::Nothing => {}
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use crate::extract::{Unread, read};

    const MIME: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    fn packed(files: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in files {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn c27_a_document_is_read_with_what_its_writer_forgot_in_it() {
        let body = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>甲&amp;乙</w:t></w:r><w:r><w:tab/><w:t>丙</w:t></w:r>\
                    <w:del><w:r><w:delText>机密★</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc>\
                    </w:tr></w:tbl></w:body></w:document>";
        let comment =
            "<w:comments xmlns:w='w'><w:comment><w:p><w:r><w:t>此处待核</w:t></w:r></w:p></w:comment></w:comments>";
        let file = packed(&[("word/comments.xml", comment), ("word/document.xml", body), ("word/media/a.png", "x")]);
        let read = read(MIME, &file).unwrap();
        let told: Vec<_> = read.iter().map(|part| (part.place.as_str(), part.text.as_str())).collect();
        assert_eq!(
            told,
            [("paragraph/1", "甲&乙 丙"), ("paragraph/2", "格"), ("deleted/1", "机密★"), ("comment/1", "此处待核")]
        );
    }

    #[test]
    fn a_part_that_unfolds_without_end_is_not_read() {
        let bomb = format!("<w:p xmlns:w='w'>{}</w:p>", " ".repeat(33 * 1024 * 1024));
        assert_eq!(read(MIME, &packed(&[("word/document.xml", &bomb)])), Err(Unread::TooLarge));
        assert_eq!(read(MIME, &packed(&[("word/other.xml", "")])), Err(Unread::Broken));
    }
}
