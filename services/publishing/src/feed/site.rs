//! The feeds of a county's site: all of it, a column, a topic or a story, a page at a time.

use content::{ArticleId, ColumnId, column, story};
use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use serde_json::{Value, json};
use tenancy::region::{self, Region};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{Entry, FeedPage, atom, json_feed, rss};
use crate::outlet::{Format, Standing, Telling, compose, document, killed};
use crate::publication::{self, Listing, Medium, Publication, address};

/// Pieces a page.
const PAGE: i32 = 30;
/// How long a feed says of a piece that it was taken back: longer than any reader stays away.
const KILLS: Duration = Duration::days(7);

/// The files a feed is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the formats")]
pub enum FeedFile {
    Atom,
    Rss,
    Json,
    Ninjs,
}

impl FeedFile {
    /// By its name in an address.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "atom.xml" => Self::Atom,
            "rss.xml" => Self::Rss,
            "feed.json" => Self::Json,
            "ninjs.json" => Self::Ninjs,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Atom => "atom.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
            Self::Ninjs => "ninjs.json",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
            Self::Ninjs => "application/json; charset=utf-8",
        }
    }
}

/// Which feed, and from where on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Asked {
    pub column: Option<String>,
    pub topic: Option<String>,
    pub story: Option<Uuid>,
    /// One piece alone.
    pub piece: Option<Uuid>,
    /// As the app shows it.
    pub in_app: bool,
    pub after: Option<String>,
}

/// A page of a feed as read and written.
#[derive(Debug)]
pub struct SiteFeed {
    /// The address of its first page: what one subscribes to.
    pub address: String,
    /// The page.
    pub body: String,
    /// When its newest piece went live or was taken back.
    pub newest: OffsetDateTime,
    /// The address of the next page, if older pieces follow.
    pub next: Option<String>,
}

/// Where one asks to be told of what is new in a county's feeds.
#[must_use]
pub fn hub_address(site: &str, county: platform::CountyId) -> String {
    format!("{site}/feeds/{county}/hub")
}

/// A page of a feed; none where there is no such county, column or story, or the cursor is none. `format` is the version of ninjs.
///
/// # Errors
/// When the database fails.
pub async fn site_feed(
    tx: &mut TenantTx,
    site: &str,
    file: FeedFile,
    asked: &Asked,
    format: Format,
) -> Result<Option<SiteFeed>, Storage> {
    let Some(read) = read(tx, site, file, asked).await? else { return Ok(None) };
    let gone = read.kills.iter().map(|piece| killed(piece, &address(site, read.region.code, piece.article)));
    let gone: Vec<Value> = gone.collect();
    let shown = match file {
        FeedFile::Atom => Vec::new(),
        _ => documents(tx, site, &read).await?,
    };
    let entries: Vec<Entry> = match file {
        FeedFile::Atom => {
            let pieces = read.page.rows.iter().map(|row| Entry::summary_of(row, site, read.region.code));
            gone.iter().map(Entry::of).chain(pieces).collect()
        }
        FeedFile::Rss | FeedFile::Json => gone.iter().chain(&shown).map(Entry::of).collect(),
        FeedFile::Ninjs => Vec::new(),
    };
    let (hub, here) = (hub_address(site, tx.county()), asked.after.as_ref().map(|after| at(&read.address, after)));
    let page = FeedPage {
        title: &read.title,
        first: &read.address,
        this: here.as_deref().unwrap_or(&read.address),
        next: read.next.as_deref(),
        author: &read.region.name,
        site,
        hub: Some(&hub),
        entries: &entries,
    };
    let body = match file {
        FeedFile::Atom => atom(&page),
        FeedFile::Rss => rss(&page),
        FeedFile::Json => json_feed(&page),
        FeedFile::Ninjs => {
            let items: Vec<Value> = gone.iter().chain(&shown).map(|document| format.shaped(document)).collect();
            json!({ "title": read.title, "items": items, "next": read.next }).to_string()
        }
    };
    let killed_at = read.kills.first().and_then(|row| row.withdrawn_at);
    let newest = read.page.rows.first().map(|row| row.released_at).max(killed_at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    Ok(Some(SiteFeed { address: read.address, body, newest, next: read.next }))
}

/// The pieces of a page as outlets get them.
async fn documents(tx: &mut TenantTx, site: &str, read: &Read) -> Result<Vec<Value>, Storage> {
    let telling = |row: &Publication| Telling { revision: row.revision, at: row.released_at, standing: Standing::New };
    let tellings: Vec<Telling> = read.page.rows.iter().map(telling).collect();
    Ok(compose(tx, site, &tellings).await?.iter().map(document).collect())
}

/// What of the county's pieces a feed holds.
enum Of<'a> {
    All,
    Column(ColumnId),
    Topic(&'a str),
    Pieces(Vec<ArticleId>),
}

/// A page of a feed as read.
struct Read {
    region: Region,
    title: String,
    page: Page<Publication>,
    /// What was taken back lately; the first page alone says so.
    kills: Vec<Publication>,
    next: Option<String>,
    address: String,
}

async fn read(tx: &mut TenantTx, site: &str, file: FeedFile, asked: &Asked) -> Result<Option<Read>, Storage> {
    let county = tx.county();
    let region = region::find(tx, county).await?.filter(|region| region.level == "county");
    let Some(region) = region else { return Ok(None) };
    let after = match &asked.after {
        Some(text) => match Cursor::decode(text) {
            Some(cursor) => Some(cursor),
            None => return Ok(None),
        },
        None => None,
    };
    let base = format!("{site}/feeds/{county}/{}", file.name());
    let Some((of, title, address)) = found(tx, &region, asked, base).await? else { return Ok(None) };
    let listing = match &of {
        Of::All => Listing::All,
        Of::Column(id) => Listing::Column(*id),
        Of::Topic(topic) => Listing::Topic(topic),
        Of::Pieces(pieces) => Listing::Articles(pieces),
    };
    let medium = if asked.in_app { Medium::App } else { Medium::Website };
    let page = publication::list(tx, medium, listing, after, PAGE).await?;
    let kills = match after {
        None => publication::withdrawn_since(tx, medium, listing, tx.now() - KILLS, PAGE).await?,
        Some(_) => Vec::new(),
    };
    let last = page.rows.last().filter(|_| page.more);
    let next = last.map(|last| at(&address, &Cursor { at: last.released_at, id: last.id.0 }.encode()));
    Ok(Some(Read { region, title, page, kills, next, address }))
}

/// What is asked for, with its title and address.
async fn found<'a>(
    tx: &mut TenantTx,
    region: &Region,
    asked: &'a Asked,
    base: String,
) -> Result<Option<(Of<'a>, String, String)>, Storage> {
    Ok(match (&asked.column, &asked.topic, asked.story) {
        (None, None, None) => {
            let of = asked.piece.map_or(Of::All, |piece| Of::Pieces(vec![ArticleId(piece)]));
            Some((of, region.name.clone(), base))
        }
        (None, Some(topic), None) => {
            Some((Of::Topic(topic), format!("{} · {topic}", region.name), with(&base, "topic", topic)))
        }
        (Some(slug), None, None) => {
            let column = column::list(tx).await?.into_iter().find(|column| column.slug == *slug);
            column.map(|column| {
                let title = format!("{} · {}", region.name, column.name);
                (Of::Column(column.id), title, with(&base, "column", slug))
            })
        }
        (None, None, Some(id)) => match story::by_ids(tx, &[id.into()]).await?.pop() {
            Some(story) => {
                let members = story::members_of(tx, &[story.id]).await?;
                let pieces = members.into_iter().map(|member| member.article).collect();
                let title = format!("{} · {}", region.name, story.title);
                Some((Of::Pieces(pieces), title, with(&base, "story", &id.to_string())))
            }
            None => None,
        },
        _ => None,
    })
}

/// An address with one parameter.
fn with(base: &str, name: &str, value: &str) -> String {
    let encoded: String = value.bytes().map(escape).collect();
    format!("{base}?{name}={encoded}")
}

fn escape(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// The feed's address from a cursor on.
fn at(address: &str, cursor: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}after={cursor}")
}

#[cfg(test)]
mod tests {
    use super::{at, with};

    #[test]
    fn an_address_carries_chinese_topics_and_cursors() {
        let topic = with("https://a.cn/feeds/411325/atom.xml", "topic", "水利");
        assert_eq!(topic, "https://a.cn/feeds/411325/atom.xml?topic=%E6%B0%B4%E5%88%A9");
        assert_eq!(at(&topic, "AbC"), format!("{topic}&after=AbC"));
        assert_eq!(at("https://a.cn/f", "AbC"), "https://a.cn/f?after=AbC");
    }
}
