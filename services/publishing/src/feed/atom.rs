//! A page of a feed as Atom (RFC 4287).

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use time::OffsetDateTime;

use super::{FeedPage, instant};

const MIME: &str = "application/atom+xml";

/// The feed as XML.
#[must_use]
pub fn atom(page: &FeedPage<'_>) -> String {
    let mut links = vec![link("self", page.this, Some(MIME)), link("alternate", page.site, Some("text/html"))];
    links.extend(page.next.map(|next| link("next", next, Some(MIME))));
    links.extend(page.hub.map(|hub| link("hub", hub, None)));
    let feed = Feed {
        title: Text::plain(page.title),
        id: page.first.to_owned(),
        updated: fixed(page.updated()),
        authors: vec![Person { name: page.author.to_owned(), ..Person::default() }],
        links,
        lang: Some("zh-Hans".to_owned()),
        entries: page.entries.iter().map(entry).collect(),
        ..Feed::default()
    };
    feed.to_string()
}

fn entry(piece: &super::Entry) -> Entry {
    let mut links = vec![link("alternate", &piece.page, Some("text/html"))];
    links.extend(
        piece.files.iter().map(|file| Link {
            length: Some(file.bytes.to_string()),
            ..link("enclosure", &file.href, Some(&file.mime))
        }),
    );
    let content = |html: &String| Content {
        content_type: Some("html".to_owned()),
        lang: Some(piece.language.clone()),
        value: Some(html.clone()),
        ..Content::default()
    };
    Entry {
        title: Text::plain(piece.title.as_str()),
        id: piece.uri.clone(),
        updated: fixed(piece.updated),
        published: Some(fixed(piece.published)),
        authors: vec![Person { name: piece.by.clone(), ..Person::default() }],
        categories: piece.topics.iter().map(|topic| Category { term: topic.clone(), ..Category::default() }).collect(),
        links,
        summary: (!piece.summary.is_empty()).then(|| Text::plain(piece.summary.as_str())),
        content: piece.html.as_ref().map(content),
        ..Entry::default()
    }
}

fn link(rel: &str, href: &str, mime: Option<&str>) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: mime.map(str::to_owned), ..Link::default() }
}

fn fixed(at: OffsetDateTime) -> FixedDateTime {
    instant(at).parse().unwrap_or_default()
}
