//! A page of a feed as RSS 2.0, with the whole text in `content:encoded`.

use std::fmt::Write as _;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use super::{Entry, FeedPage};
use crate::outlet::escaped;

/// The feed as XML.
#[must_use]
pub fn rss(page: &FeedPage<'_>) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>",
    );
    let title = escaped(page.title);
    let _ = write!(
        xml,
        "<title>{title}</title><link>{}</link><description>{title}</description><language>zh-cn</language><lastBuildDate>{}</lastBuildDate>\
         <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>",
        escaped(page.site),
        date(page.updated()),
        escaped(page.this)
    );
    for (rel, href) in [("next", page.next), ("hub", page.hub)] {
        if let Some(href) = href {
            let _ = write!(xml, "<atom:link rel=\"{rel}\" href=\"{}\"/>", escaped(href));
        }
    }
    for entry in page.entries {
        item(&mut xml, entry);
    }
    xml.push_str("</channel></rss>");
    xml
}

fn item(xml: &mut String, entry: &Entry) {
    let _ = write!(
        xml,
        "<item><title>{}</title><link>{}</link><guid isPermaLink=\"false\">{}</guid><pubDate>{}</pubDate><dc:creator>{}</dc:creator>",
        escaped(&entry.title),
        escaped(&entry.page),
        escaped(&entry.uri),
        date(entry.updated),
        escaped(&entry.by)
    );
    for topic in &entry.topics {
        let _ = write!(xml, "<category>{}</category>", escaped(topic));
    }
    if !entry.summary.is_empty() {
        let _ = write!(xml, "<description>{}</description>", escaped(&entry.summary));
    }
    if let Some(html) = &entry.html {
        let _ = write!(xml, "<content:encoded>{}</content:encoded>", escaped(html));
    }
    // RSS knows one file an item.
    if let Some(file) = entry.files.first() {
        let _ = write!(
            xml,
            "<enclosure url=\"{}\" length=\"{}\" type=\"{}\"/>",
            escaped(&file.href),
            file.bytes,
            escaped(&file.mime)
        );
    }
    xml.push_str("</item>");
}

fn date(at: OffsetDateTime) -> String {
    at.format(&Rfc2822).unwrap_or_default()
}
