//! Feeds for everyone: Atom with summaries, ninjs with whole texts; of a county, one of its columns, one topic or one story.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::{ArticleId, ColumnId, story};
use platform::page::{Cursor, Page};
use platform::{Caller, CountyId, TenantTx};
use publishing::outlet::{Standing, Telling, compose, document};
use publishing::publication::{self, FeedPage, Listing, Medium, Publication, atom};
use serde::Deserialize;
use serde_json::json;
use tenancy::region::{self, Region};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use uuid::Uuid;

use crate::Services;
use crate::api_error::{ApiError, ApiResult};

/// Pieces a page.
const PAGE: i32 = 30;

/// The feeds' routes.
pub(crate) fn routes() -> Router<Services> {
    Router::new().route("/feeds/{county}/atom.xml", get(atom_feed)).route("/feeds/{county}/ninjs.json", get(ninjs_feed))
}

/// Which feed, and from where on.
#[derive(Debug, Deserialize)]
struct Wanted {
    column: Option<String>,
    topic: Option<String>,
    story: Option<Uuid>,
    after: Option<String>,
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
    next: Option<String>,
    address: String,
}

async fn atom_feed(
    State(services): State<Services>,
    Path(county): Path<i32>,
    Query(wanted): Query<Wanted>,
) -> Response {
    answer(async {
        let site = services.config.server.public_url.as_str();
        let mut tx = services.database.begin_read(&Caller::public(CountyId(county))).await?;
        let read = read(&mut tx, site, "atom.xml", &wanted).await?;
        let here = wanted.after.as_ref().map(|after| at(&read.address, after));
        let xml = atom(&FeedPage {
            title: &read.title,
            first: &read.address,
            this: here.as_deref().unwrap_or(&read.address),
            next: read.next.as_deref(),
            author: &read.region.name,
            site,
            county: read.region.code,
            pieces: &read.page.rows,
        });
        Ok(feed("application/atom+xml; charset=utf-8", &read, xml))
    })
    .await
}

async fn ninjs_feed(
    State(services): State<Services>,
    Path(county): Path<i32>,
    Query(wanted): Query<Wanted>,
) -> Response {
    answer(async {
        let site = services.config.server.public_url.as_str();
        let mut tx = services.database.begin_read(&Caller::public(CountyId(county))).await?;
        let read = read(&mut tx, site, "ninjs.json", &wanted).await?;
        let telling =
            |row: &Publication| Telling { revision: row.revision, at: row.released_at, standing: Standing::New };
        let tellings: Vec<Telling> = read.page.rows.iter().map(telling).collect();
        let items: Vec<_> = compose(&mut tx, site, &tellings).await?.iter().map(document).collect();
        let body = json!({ "title": read.title, "items": items, "next": read.next });
        Ok(feed("application/json; charset=utf-8", &read, body.to_string()))
    })
    .await
}

async fn read(tx: &mut TenantTx, site: &str, file: &str, wanted: &Wanted) -> ApiResult<Read> {
    let county = tx.county();
    let region = region::find(tx, county).await?.filter(|region| region.level == "county");
    let region = region.ok_or_else(ApiError::not_found)?;
    let after = match &wanted.after {
        Some(text) => Some(Cursor::decode(text).ok_or_else(ApiError::not_found)?),
        None => None,
    };
    let base = format!("{site}/feeds/{county}/{file}");
    let (of, title, address) = match (&wanted.column, &wanted.topic, wanted.story) {
        (None, None, None) => (Of::All, region.name.clone(), base),
        (None, Some(topic), None) => {
            (Of::Topic(topic), format!("{} · {topic}", region.name), with(&base, "topic", topic))
        }
        (Some(slug), None, None) => {
            let columns = content::column::list(tx).await?;
            let column = columns.into_iter().find(|column| column.slug == *slug).ok_or_else(ApiError::not_found)?;
            let title = format!("{} · {}", region.name, column.name);
            (Of::Column(column.id), title, with(&base, "column", slug))
        }
        (None, None, Some(id)) => {
            let story = story::by_ids(tx, &[id.into()]).await?.pop().ok_or_else(ApiError::not_found)?;
            let pieces = story::members_of(tx, &[story.id]).await?.into_iter().map(|member| member.article).collect();
            let title = format!("{} · {}", region.name, story.title);
            (Of::Pieces(pieces), title, with(&base, "story", &id.to_string()))
        }
        _ => return Err(ApiError::not_found()),
    };
    let listing = match &of {
        Of::All => Listing::All,
        Of::Column(id) => Listing::Column(*id),
        Of::Topic(topic) => Listing::Topic(topic),
        Of::Pieces(pieces) => Listing::Articles(pieces),
    };
    let page = publication::list(tx, Medium::Website, listing, after, PAGE).await?;
    let last = page.rows.last().filter(|_| page.more);
    let next = last.map(|last| at(&address, &Cursor { at: last.released_at, id: last.id.0 }.encode()));
    Ok(Read { region, title, page, next, address })
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

const HTTP_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

fn feed(media: &'static str, read: &Read, body: String) -> Response {
    let newest = read.page.rows.first().map_or(OffsetDateTime::UNIX_EPOCH, |row| row.released_at);
    let mut response = (
        [(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, "public, max-age=60")],
        [(header::LAST_MODIFIED, newest.format(HTTP_DATE).unwrap_or_default())],
        body,
    )
        .into_response();
    let link = read.next.as_ref().and_then(|next| format!("<{next}>; rel=\"next\"").parse().ok());
    if let Some(link) = link {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

async fn answer(feed: impl Future<Output = ApiResult<Response>>) -> Response {
    feed.await.unwrap_or_else(|error| error.status().into_response())
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
