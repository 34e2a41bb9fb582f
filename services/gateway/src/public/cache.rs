//! Whole answers of the public surface, kept as bytes: a list that many read is computed once, and answered before GraphQL,
//! the database or compression are asked. An answer lives 30 seconds at most, and ends at once when something is
//! released, corrected or withdrawn in its county.

mod entry;
mod epochs;

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use metrics::{Counter, counter};
use moka::future::Cache;

use self::entry::Entry;
use self::epochs::Epochs;
use crate::Bell;
use crate::graphql::Accept;

/// The longest an answer lives.
const MAX_AGE: Duration = Duration::from_secs(30);
/// Bytes of answers kept.
const CAPACITY: u64 = 64 << 20;
/// The largest answer kept.
const LARGEST: usize = 1 << 20;
/// The largest request whose answer is kept.
const LARGEST_REQUEST: usize = 8 << 10;

/// The kept answers. Cloning shares them.
#[derive(Clone)]
pub(crate) struct PublicCache {
    entries: Cache<Key, Arc<Entry>>,
    epochs: Arc<Epochs>,
    hits: Counter,
    misses: Counter,
}

/// What an answer depends on: the address, the body (operation and variables as the client wrote them) and the form it takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    uri: Uri,
    body: Bytes,
    media: Option<&'static str>,
}

impl PublicCache {
    /// An empty cache that listens to the doorbell.
    pub(crate) fn new(bell: &Bell) -> Self {
        let entries = Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(|key: &Key, entry: &Arc<Entry>| u32::try_from(key.body.len() + entry.size()).unwrap_or(u32::MAX))
            .time_to_live(MAX_AGE)
            .build();
        let epochs = Arc::new(Epochs::default());
        epochs::follow(epochs.clone(), bell);
        let count = |result: &'static str| counter!("juzhen_public_cache_total", "result" => result);
        Self { entries, epochs, hits: count("hit"), misses: count("miss") }
    }
}

/// Answers from the cache, or lets the request pass and keeps the answer if it says it may be kept.
pub(crate) async fn serve(State(cache): State<PublicCache>, request: Request, next: Next) -> Response {
    if !may_be_kept(&request) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_REQUEST).await else { return StatusCode::BAD_REQUEST.into_response() };
    let media = if is_feed(&parts.uri) { profile(&parts.headers) } else { Accept::read(&parts.headers).json() };
    let key = Key { uri: parts.uri.clone(), body: body.clone(), media };
    if let Some(entry) = cache.entries.get(&key).await
        && cache.epochs.holds(entry.county, entry.began)
    {
        cache.hits.increment(1);
        return entry.answer(&parts.headers);
    }
    cache.misses.increment(1);
    let began = cache.epochs.now();
    let asked = parts.headers.clone();
    // The answer is kept as it is; compressing it is this layer's.
    parts.headers.remove(header::ACCEPT_ENCODING);
    let county = county_of(&key);
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if !says_it_may_be_kept(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let entry = Arc::new(Entry::new(parts.headers, body, county, began));
    cache.entries.insert(key, entry.clone()).await;
    entry.answer(&asked)
}

fn is_feed(uri: &Uri) -> bool {
    uri.path().starts_with("/feeds/")
}

/// The form of a feed's documents that a client asks for, if any.
fn profile(headers: &HeaderMap) -> Option<&'static str> {
    let accept = headers.get(header::ACCEPT)?.to_str().ok()?;
    publishing::outlet::Format::asked(accept).map(publishing::outlet::Format::as_str)
}

/// True for a request whose answer could be kept at all: a feed, or a GraphQL request of ordinary form.
fn may_be_kept(request: &Request) -> bool {
    let headers = request.headers();
    if is_feed(request.uri()) {
        return request.method() == Method::GET;
    }
    let accept = Accept::read(headers);
    if request.uri().path() != "/public/graphql" || headers.contains_key(header::UPGRADE) || accept.prefers_events() {
        return false;
    }
    match *request.method() {
        Method::GET => true,
        Method::POST => {
            let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
            let json =
                matches!(text(header::CONTENT_TYPE), Some("application/json" | "application/json; charset=utf-8"));
            let length = text(header::CONTENT_LENGTH).and_then(|text| text.parse::<usize>().ok());
            json && length.is_some_and(|length| length <= LARGEST_REQUEST) && accept.json().is_some()
        }
        _ => false,
    }
}

fn says_it_may_be_kept(response: &Response) -> bool {
    let public = |headers: &HeaderMap| {
        headers.get(header::CACHE_CONTROL).is_some_and(|value| value.as_bytes().starts_with(b"public"))
    };
    response.status() == StatusCode::OK && public(response.headers())
}

/// Whose answer it is, as far as the request says so: without it the answer ends when anything changes anywhere.
fn county_of(key: &Key) -> Option<i32> {
    if let Some(rest) = key.uri.path().strip_prefix("/feeds/") {
        return rest.split('/').next()?.parse().ok();
    }
    let variables = if key.body.is_empty() {
        let address: axum::extract::Query<Address> = axum::extract::Query::try_from_uri(&key.uri).ok()?;
        serde_json::from_str(&address.0.variables).ok()?
    } else {
        serde_json::from_slice::<serde_json::Value>(&key.body).ok()?.get_mut("variables")?.take()
    };
    variables.get("county")?.as_i64()?.try_into().ok()
}

/// What of a GET's address names the county.
#[derive(serde::Deserialize)]
struct Address {
    variables: String,
}

#[cfg(test)]
mod tests {
    use super::{Key, county_of};
    use axum::body::Bytes;

    fn key(uri: &str, body: &'static str) -> Key {
        Key { uri: uri.parse().unwrap(), body: Bytes::from_static(body.as_bytes()), media: None }
    }

    #[test]
    fn the_county_is_read_from_the_variables_or_the_feeds_address() {
        assert_eq!(county_of(&key("/public/graphql", r#"{"variables":{"county":411325}}"#)), Some(411_325));
        assert_eq!(county_of(&key("/public/graphql", r#"{"query":"{ counties { name } }"}"#)), None);
        let address = "/public/graphql?variables=%7B%22county%22%3A411325%7D&id=00";
        assert_eq!(county_of(&key(address, "")), Some(411_325));
        assert_eq!(county_of(&key("/feeds/411325/atom.xml?topic=a", "")), Some(411_325));
    }
}
