//! A page of pieces as an Atom feed.

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Link, Person, Text};
use platform::CountyId;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Publication, address, uri};

/// A page of a feed and where its neighbours are.
#[derive(Debug)]
pub struct FeedPage<'a> {
    /// The feed's title.
    pub title: &'a str,
    /// The address of the feed's first page; it is also its id.
    pub first: &'a str,
    /// The address of this page.
    pub this: &'a str,
    /// The address of the next page, if older pieces follow.
    pub next: Option<&'a str>,
    /// Who publishes.
    pub author: &'a str,
    /// The site's address, without a slash at the end.
    pub site: &'a str,
    /// Whose feed it is.
    pub county: CountyId,
    /// Its pieces, newest first.
    pub pieces: &'a [Publication],
}

/// The feed as XML. Entries carry the summary and lead to the page: the whole text is in the ninjs feed.
#[must_use]
pub fn atom(page: &FeedPage<'_>) -> String {
    let updated = page.pieces.first().map_or(OffsetDateTime::UNIX_EPOCH, |newest| newest.released_at);
    let mut links =
        vec![link("self", page.this, Some("application/atom+xml")), link("alternate", page.site, Some("text/html"))];
    if let Some(next) = page.next {
        links.push(link("next", next, Some("application/atom+xml")));
    }
    let feed = Feed {
        title: Text::plain(page.title),
        id: page.first.to_owned(),
        updated: instant(updated),
        authors: vec![Person { name: page.author.to_owned(), ..Person::default() }],
        links,
        lang: Some("zh-Hans".to_owned()),
        entries: page.pieces.iter().map(|piece| entry(page, piece)).collect(),
        ..Feed::default()
    };
    feed.to_string()
}

fn entry(feed: &FeedPage<'_>, piece: &Publication) -> Entry {
    Entry {
        title: Text::plain(piece.title.as_str()),
        id: uri(piece.article),
        updated: instant(piece.released_at),
        published: Some(instant(piece.released_at)),
        authors: vec![Person { name: piece.department_name.clone(), ..Person::default() }],
        categories: piece.topics.iter().map(|topic| Category { term: topic.clone(), ..Category::default() }).collect(),
        links: vec![link("alternate", &address(feed.site, feed.county, piece.article), Some("text/html"))],
        summary: (!piece.summary.is_empty()).then(|| Text::plain(piece.summary.as_str())),
        ..Entry::default()
    }
}

fn link(rel: &str, href: &str, mime: Option<&str>) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: mime.map(str::to_owned), ..Link::default() }
}

fn instant(at: OffsetDateTime) -> FixedDateTime {
    at.format(&Rfc3339).ok().and_then(|text| text.parse().ok()).unwrap_or_default()
}
