//! Read a feed's document: its items as they are kept, and what is wrong with it.

use std::collections::HashSet;

use feed_rs::model::{Entry, Text};
use time::{Duration, OffsetDateTime};
use url::Url;

use super::html::paragraphs;
use super::likeness::Shingles;
use super::trouble::{Kind, Trouble};
use crate::{Digest, Provenance, Source, block};

/// The most items taken of one document, the newest.
pub(super) const MOST: usize = 500;
const TITLE: usize = 120;
const BODY: usize = 20_000;

/// An item as it will be kept.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) guid: Digest,
    pub(super) address: Digest,
    pub(super) url: String,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) provenance: Provenance,
    pub(super) shingles: Shingles,
    pub(super) bands: Vec<i32>,
}

/// A document, read: the oldest item first.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) items: Vec<Read>,
    /// What else is to be told of it.
    pub(super) trouble: Option<Trouble>,
}

/// Reads a document that was found at an address.
pub(super) fn document(bytes: &[u8], url: &str, source: &Source, now: OffsetDateTime) -> Result<Document, Trouble> {
    let bytes = zoned(bytes);
    if !begins_as_feed(&bytes) {
        return Err(Trouble::of(Kind::NotAFeed));
    }
    if !ends_whole(&bytes) {
        // An item that was cut off would never be mended: what is known is not read again.
        return Err(Trouble::of(Kind::CutShort));
    }
    let parser = feed_rs::parser::Builder::new().base_uri(Some(url)).sanitize_content(false).build();
    let feed = parser.parse(&bytes[..]).map_err(|_| Trouble::of(Kind::Malformed))?;
    let base = Url::parse(url).ok();
    let rights = feed.rights.as_ref().map(|text| paragraphs(&text.content));
    let mut counts = Counts::default();
    let (mut dated, mut seen) = (Vec::new(), HashSet::new());
    for entry in feed.entries {
        let Some(found) = Found::of(entry, base.as_ref(), rights.as_deref(), now) else { continue };
        if !source.owns(&found.url) {
            counts.off_site += 1;
        } else if seen.insert(found.address) {
            dated.push(found);
        }
    }
    // The newest first, and where there is no time as the feed has them.
    dated.sort_by_key(|found| std::cmp::Reverse(found.provenance.published_at));
    counts.beyond = dated.len().saturating_sub(MOST);
    dated.truncate(MOST);
    counts.untimed = dated.iter().filter(|found| found.provenance.published_at.is_none()).count();
    let items = dated.into_iter().rev().map(Found::measured).collect();
    Ok(Document { items, trouble: counts.trouble() })
}

#[derive(Default)]
struct Counts {
    beyond: usize,
    off_site: usize,
    untimed: usize,
}

impl Counts {
    /// The weightiest: there is one line for a feed.
    fn trouble(&self) -> Option<Trouble> {
        let told = [(Kind::TooMany, self.beyond), (Kind::OffSite, self.off_site), (Kind::NoTime, self.untimed)];
        let (kind, number) = told.into_iter().find(|(_, number)| 0 < *number)?;
        Some(Trouble { kind, number: i32::try_from(number).unwrap_or(i32::MAX) })
    }
}

struct Found {
    guid: Digest,
    address: Digest,
    url: String,
    title: String,
    body: String,
    provenance: Provenance,
}

impl Found {
    /// None where it has no address, or no word.
    fn of(entry: Entry, base: Option<&Url>, rights: Option<&str>, now: OffsetDateTime) -> Option<Self> {
        let url = address(&entry, base)?;
        let content = entry.content.and_then(|content| content.body).map(|body| paragraphs(&body));
        let summary = entry.summary.map(|text| paragraphs(&text.content)).unwrap_or_default();
        let body = first(&content.filter(|text| summary.len() <= text.len()).unwrap_or(summary), BODY);
        let title = entry.title.map(|text| one_line(&text)).filter(|title| !title.is_empty());
        let title = title.or_else(|| body.lines().next().map(|line| first(line, 30)))?;
        let author = entry.authors.into_iter().find_map(|person| person.name).map(|name| first(name.trim(), 60));
        let own = entry.rights.map(|text| paragraphs(&text.content));
        let licence = own.as_deref().or(rights).map(|text| first(&text.replace('\n', " "), 200));
        let at = entry.published.or(entry.updated).map(|at| at.timestamp());
        let provenance = Provenance {
            author: author.filter(|name| !name.is_empty()),
            published_at: at.and_then(|at| sound(at, now)),
            licence: licence.filter(|text| !text.is_empty()),
        };
        let (guid, address) = (Digest::of(entry.id.as_bytes()), Digest::of(bare(&url).as_bytes()));
        Some(Self { guid, address, url: url.into(), title: first(&title, TITLE), body, provenance })
    }

    fn measured(self) -> Read {
        let Self { guid, address, url, title, body, provenance } = self;
        let shingles = Shingles::of(&title, &body);
        let bands = shingles.bands();
        Read { guid, address, url, title, body, provenance, shingles, bands }
    }
}

/// Where the item stands: its page, by a link that is no file and no feed.
fn address(entry: &Entry, base: Option<&Url>) -> Option<Url> {
    let page = |rel: Option<&str>| rel.is_none_or(|rel| rel == "alternate");
    let link = entry.links.iter().find(|link| page(link.rel.as_deref())).or_else(|| entry.links.first())?;
    let url = Url::parse(&link.href).or_else(|error| base.ok_or(error)?.join(&link.href)).ok()?;
    Some(url).filter(|url| block::is_web_link(url.as_str()))
}

/// The address without what only tells how a reader came, so that one page is one item.
pub(super) fn bare(url: &Url) -> String {
    let mut bare = url.clone();
    bare.set_fragment(None);
    let counts = |name: &str| name.starts_with("utm_") || matches!(name, "spm" | "from" | "fbclid" | "gclid");
    let kept: Vec<(String, String)> = url.query_pairs().into_owned().filter(|(name, _)| !counts(name)).collect();
    bare.set_query(None);
    if !kept.is_empty() {
        bare.query_pairs_mut().extend_pairs(kept);
    }
    let text = String::from(bare);
    text.strip_prefix("https:").or_else(|| text.strip_prefix("http:")).map(str::to_owned).unwrap_or(text)
}

/// A time that can be: not before the web, and not later than the clocks of two servers may differ.
fn sound(seconds: i64, now: OffsetDateTime) -> Option<OffsetDateTime> {
    let at = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
    (1990 <= at.year() && at <= now + Duration::hours(1)).then(|| at.min(now.replace_nanosecond(0).unwrap_or(now)))
}

fn one_line(text: &Text) -> String {
    paragraphs(&text.content).replace('\n', " ")
}

fn first(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

fn begins_as_feed(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..4000.min(bytes.len())).unwrap_or_default()).to_lowercase();
    if start.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return bytes.windows(12).any(|text| text == b"jsonfeed.org");
    }
    ["<rss", "<feed", ":feed", "<rdf:rdf"].iter().any(|tag| start.contains(tag))
}

/// Whether the document ends where such a document ends.
fn ends_whole(bytes: &[u8]) -> bool {
    let end = String::from_utf8_lossy(bytes.get(bytes.len().saturating_sub(2000)..).unwrap_or_default()).to_lowercase();
    let end = end.trim_end_matches(|letter: char| letter.is_whitespace() || letter == '\0');
    end.ends_with('}') || ["</rss>", "feed>", "rdf>"].iter().any(|tag| end.contains(tag))
}

/// With an offset on times that have none, such as `>2026-03-09 08:00:00<`: sites here mean the clocks of China.
fn zoned(bytes: &[u8]) -> Vec<u8> {
    const FORM: &[u8] = b"dddd-dd-dd dd:dd:dd";
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'>' | b'"')) {
        let (before, after) = rest.split_at(at + 1);
        out.extend_from_slice(before);
        rest = after;
        let Some((stamp, behind)) = rest.split_at_checked(FORM.len()) else { break };
        let like = |(byte, form): (&u8, &u8)| if *form == b'd' { byte.is_ascii_digit() } else { byte == form };
        if stamp.iter().zip(FORM).all(like) && matches!(behind.first(), Some(b'<' | b'"')) {
            out.extend(stamp.iter().map(|byte| if *byte == b' ' { b'T' } else { *byte }));
            out.extend_from_slice(b"+08:00");
            rest = behind;
        }
    }
    out.extend_from_slice(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{Document, Kind, MOST, Trouble, document};
    use crate::source::{Source, SourceId, SourceList};
    use time::OffsetDateTime;
    use time::macros::{date, datetime};

    const NOW: OffsetDateTime = datetime!(2026-03-09 08:00 UTC);

    fn read(text: &str) -> Result<Document, Trouble> {
        let source = Source {
            id: SourceId(uuid::Uuid::nil()),
            name: "新华网".to_owned(),
            domain: Some("news.cn".to_owned()),
            list: SourceList::National,
            starts_on: date!(2026 - 01 - 01),
            ends_on: None,
            licence: String::new(),
        };
        document(text.as_bytes(), "https://www.news.cn/feed/index.xml", &source, NOW)
    }

    fn rss(items: &str) -> String {
        format!("<rss version=\"2.0\"><channel><title>x</title><copyright>可转载</copyright>{items}</channel></rss>")
    }

    fn kind(text: &str) -> Option<Kind> {
        read(text).map_or_else(Some, |read| read.trouble).map(|trouble| trouble.kind)
    }

    #[test]
    fn c14_the_three_formats_are_read_alike() {
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>f</id><title>x</title><updated>2026-03-09T00:00:00Z</updated>\
            <entry><id>1</id><title>标题</title><link href=\"/a?utm_source=x\"/><author><name>王五</name></author>\
            <published>2026-03-09T00:00:00Z</published><rights>可转载</rights><content type=\"html\">&lt;p&gt;正文&lt;/p&gt;</content></entry></feed>";
        let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","url":"https://www.news.cn/a","title":"标题",
            "content_html":"<p>正文</p>","date_published":"2026-03-09T00:00:00Z","authors":[{"name":"王五"}]}]}"#;
        let rss = rss(
            "<item><guid>1</guid><title>标题</title><link>https://www.news.cn/a#x</link><description>&lt;p>正文&lt;/p></description>\
            <dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">王五</dc:creator><pubDate>Mon, 09 Mar 2026 00:00:00 GMT</pubDate></item>",
        );
        let read = [atom, json, &rss].map(|text| read(text).unwrap().items.pop().unwrap());
        for item in &read {
            assert_eq!((item.title.as_str(), item.body.as_str()), ("标题", "正文"));
            assert_eq!(item.address, read[0].address, "{}", item.url);
            assert_eq!(item.provenance.published_at, Some(datetime!(2026-03-09 00:00 UTC)));
            assert_eq!(item.provenance.author.as_deref(), Some("王五"), "{}", item.url);
        }
        assert_eq!(read[2].provenance.licence.as_deref(), Some("可转载"));
    }

    #[test]
    fn c14_broken_times_are_left_out_and_told_of() {
        let item = |n: u8, date: &str| {
            format!("<item><title>题{n}</title><link>https://news.cn/{n}</link><pubDate>{date}</pubDate></item>")
        };
        let items = [
            item(1, "yesterday"),
            item(2, "9999-99-99"),
            item(3, "Mon, 09 Mar 2099 00:00:00 GMT"),
            item(4, ""),
            item(5, "2026-03-09 08:00:00"),
        ];
        let read = read(&rss(&items.concat())).unwrap();
        assert_eq!(read.trouble, Some(Trouble { kind: Kind::NoTime, number: 4 }));
        let timed: Vec<_> = read.items.iter().filter_map(|item| item.provenance.published_at).collect();
        assert_eq!(timed, [datetime!(2026-03-09 00:00 UTC)]);
    }

    #[test]
    fn c14_items_beyond_the_most_and_of_other_sites_are_not_taken() {
        let item = |n: usize| format!("<item><title>题{n}</title><link>https://news.cn/{n}</link></item>");
        let many: String = (0..MOST + 7).map(item).collect();
        let read = read(&rss(&many)).unwrap();
        assert_eq!((read.items.len(), read.trouble), (MOST, Some(Trouble { kind: Kind::TooMany, number: 7 })));
        let foreign = rss("<item><title>题</title><link>https://example.com/1</link></item>");
        assert_eq!(kind(&foreign), Some(Kind::OffSite));
    }

    #[test]
    fn c14_what_is_no_feed_is_told_from_what_is_a_broken_one() {
        assert_eq!(kind("<!doctype html><html><body>404</body></html>"), Some(Kind::NotAFeed));
        assert_eq!(kind(""), Some(Kind::NotAFeed));
        assert_eq!(kind("{\"a\":1}"), Some(Kind::NotAFeed));
        let whole = rss("<item><title>题</title><link>https://news.cn/1</link></item>");
        let cut: String = whole.chars().take(whole.chars().count() - 30).collect();
        assert_eq!(kind(&cut), Some(Kind::CutShort));
    }
}
