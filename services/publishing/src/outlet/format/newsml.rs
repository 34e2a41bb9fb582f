//! A document as IPTC NewsML-G2: one news item with its text inline and its files by address.

use std::fmt::Write as _;

use serde_json::Value;

/// The part of a document at a path of names and numbers, as text; empty where there is none.
fn text<'a>(document: &'a Value, pointer: &str) -> &'a str {
    document.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn of(document: &Value) -> String {
    let usable = text(document, "/pubStatus") == "usable";
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        xml,
        "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"{}\" version=\"{}\" standard=\"NewsML-G2\" \
         standardversion=\"2.34\" conformance=\"power\" xml:lang=\"{}\">\
         <catalogRef href=\"http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml\"/>",
        escaped(text(document, "/uri")),
        escaped(text(document, "/version")),
        escaped(text(document, "/language"))
    );
    rights(&mut xml, document);
    item_meta(&mut xml, document, usable);
    content_meta(&mut xml, document);
    if usable {
        content_set(&mut xml, document);
    }
    xml.push_str("</newsItem>");
    xml
}

fn rights(xml: &mut String, document: &Value) {
    let holder = escaped(text(document, "/copyrightHolder"));
    let _ = write!(xml, "<rightsInfo><copyrightHolder><name>{holder}</name></copyrightHolder>");
    let notice = text(document, "/copyrightNotice");
    if !notice.is_empty() {
        let _ = write!(xml, "<copyrightNotice>{}</copyrightNotice>", escaped(notice));
    }
    xml.push_str("</rightsInfo>");
}

fn item_meta(xml: &mut String, document: &Value, usable: bool) {
    let _ = write!(
        xml,
        "<itemMeta><itemClass qcode=\"ninat:text\"/><provider><name>{}</name></provider>\
         <versionCreated>{}</versionCreated><firstCreated>{}</firstCreated><pubStatus qcode=\"stat:{}\"/>",
        escaped(text(document, "/copyrightHolder")),
        escaped(text(document, "/versionCreated")),
        escaped(text(document, "/firstCreated")),
        if usable { "usable" } else { "canceled" }
    );
    let note = text(document, "/edNote");
    if !note.is_empty() {
        let _ = write!(xml, "<edNote>{}</edNote>", escaped(note));
    }
    xml.push_str("</itemMeta>");
}

fn content_meta(xml: &mut String, document: &Value) {
    xml.push_str("<contentMeta>");
    if let Some(urgency) = document.get("urgency").and_then(Value::as_i64) {
        let _ = write!(xml, "<urgency>{urgency}</urgency>");
    }
    let by = text(document, "/by");
    if !by.is_empty() {
        let _ = write!(xml, "<by>{}</by>", escaped(by));
    }
    let _ = write!(xml, "<language tag=\"{}\"/>", escaped(text(document, "/language")));
    for subject in document.get("subjects").and_then(Value::as_array).into_iter().flatten() {
        let _ = write!(xml, "<subject><name>{}</name></subject>", escaped(text(subject, "/name")));
    }
    let _ = write!(xml, "<headline>{}</headline>", escaped(text(document, "/headlines/0/value")));
    let summary = text(document, "/descriptions/0/value");
    if !summary.is_empty() {
        let _ = write!(xml, "<description role=\"drol:summary\">{}</description>", escaped(summary));
    }
    xml.push_str("</contentMeta>");
}

/// The plain text inline, for any reader takes it, and the files where they lie.
fn content_set(xml: &mut String, document: &Value) {
    xml.push_str("<contentSet>");
    let bodies = document.get("bodies").and_then(Value::as_array).into_iter().flatten();
    for body in bodies.filter(|body| text(body, "/contentType") == "text/plain") {
        let _ = write!(xml, "<inlineData contenttype=\"text/plain\">{}</inlineData>", escaped(text(body, "/value")));
    }
    for file in document.get("associations").and_then(Value::as_array).into_iter().flatten() {
        let size = file.pointer("/renditions/0/sizeInBytes").and_then(Value::as_i64).unwrap_or_default();
        let _ = write!(
            xml,
            "<remoteContent href=\"{}\" contenttype=\"{}\" size=\"{size}\"/>",
            escaped(text(file, "/renditions/0/href")),
            escaped(text(file, "/renditions/0/contentType"))
        );
    }
    xml.push_str("</contentSet>");
}

/// Text as it may stand in XML: what XML 1.0 has no sign for is left out.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}' => {
                out.push(character);
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, of};
    use serde_json::json;

    #[test]
    fn a_withdrawn_piece_is_canceled_and_carries_no_text() {
        let xml = of(&json!({ "uri": "urn:uuid:7", "version": "2", "language": "zh-Hans", "pubStatus": "canceled",
            "edNote": "撤稿：<数据>有误", "headlines": [{ "value": "水" }], "bodies": [{ "contentType": "text/plain", "value": "x" }] }));
        assert!(xml.contains("stat:canceled") && xml.contains("撤稿：&lt;数据&gt;有误") && !xml.contains("contentSet"));
    }

    #[test]
    fn what_xml_has_no_sign_for_is_left_out() {
        assert_eq!(escaped("a\u{0}b\u{b}<\u{fffe}"), "ab&lt;");
    }
}
