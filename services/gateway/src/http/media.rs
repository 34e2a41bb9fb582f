//! `/media/{county}/{id}`: a file, or with `?w=` a picture at a smaller width, to whoever may see its row. Released files are the public's; the others are for staff of the
//! department, with their session, and for who was given a preview link.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path as Segments, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::media::{self, ObjectError, Outgoing, Range, Rendition};
use content::{Digest, Media, MediaId, MediaKind, MediaState};
use futures_util::{StreamExt as _, stream};
use platform::{Caller, CountyId, Path};
use serde::Deserialize;
use uuid::Uuid;

use super::cookie;
use crate::Services;
use crate::api_error::ApiError;
use crate::request::Request;

/// The public's copies may be kept a day and no longer: a withdrawn piece must leave readers' caches too.
const PUBLIC: &str = "public, max-age=86400, immutable";
const PRIVATE: &str = "private, max-age=300";

pub(super) fn routes() -> Router<Services> {
    Router::new().route("/media/{county}/{id}", get(serve))
}

/// How wide a picture is wanted, as a page's `srcset` asks.
#[derive(Deserialize)]
struct Wanted {
    w: Option<i32>,
}

/// A file, or a rendition of it.
struct Found {
    file: Media,
    rendition: Option<Rendition>,
}

impl Found {
    fn digest(&self) -> Digest {
        self.rendition.as_ref().map(|one| one.sha256).or(self.file.sha256).unwrap_or_default()
    }
    fn bytes(&self) -> u64 {
        u64::try_from(self.rendition.as_ref().map_or(self.file.bytes, |one| one.bytes)).unwrap_or_default()
    }
    fn mime(&self) -> &str {
        self.rendition.as_ref().map_or(&self.file.mime, |one| &one.mime)
    }
}

async fn serve(
    State(services): State<Services>,
    Segments((county, id)): Segments<(i32, Uuid)>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    match find(&services, CountyId(county), MediaId(id), wanted.w, &headers).await {
        Ok(Some(found)) => answer(&services, &found, &headers).await.unwrap_or_else(|error| unavailable(&error)),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => unavailable(&error),
    }
}

/// A whole file, to a caller who was asked for their right to it already.
pub(super) async fn serve_to(services: &Services, caller: &Caller, id: MediaId, headers: &HeaderMap) -> Response {
    match see(services, caller, id, None).await {
        Ok(Some(found)) => answer(services, &found, headers).await.unwrap_or_else(|error| unavailable(&error)),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => unavailable(&error),
    }
}

/// The file, as the public sees it or else as the session's person does. Nothing holds a transaction afterwards.
async fn find(
    services: &Services,
    county: CountyId,
    id: MediaId,
    wanted: Option<i32>,
    headers: &HeaderMap,
) -> Result<Option<Found>, ApiError> {
    if let Some(file) = see(services, &Caller::public(county), id, wanted).await? {
        return Ok(Some(file));
    }
    if let Some(token) = cookie::preview_of(headers)
        && let Some(file) = see(services, &Caller::public(county).with_token(token.name()), id, wanted).await?
    {
        return Ok(Some(file));
    }
    let Some(token) = cookie::token_of(headers) else { return Ok(None) };
    let session = services.sessions.resume(&services.database, &token, Path::Console).await?;
    let Some(session) = session.filter(|session| session.county == county) else { return Ok(None) };
    let request = Request::staff(services.clone(), session, Path::Console, false);
    see(services, request.actor()?.caller(), id, wanted).await
}

/// The file, at the smallest width that is no less than what is wanted.
async fn see(
    services: &Services,
    caller: &Caller,
    id: MediaId,
    wanted: Option<i32>,
) -> Result<Option<Found>, ApiError> {
    let mut tx = services.database.begin_read(caller).await?;
    let file = media::by_ids(&mut tx, &[id]).await?.pop().filter(|file| file.state == MediaState::Ready);
    let Some(file) = file else { return Ok(None) };
    let rendition = match wanted {
        Some(wanted) => {
            let made = media::renditions_of(&mut tx, &[id]).await?;
            made.into_iter().filter(|one| wanted <= one.width).min_by_key(|one| one.width)
        }
        None => None,
    };
    Ok(Some(Found { file, rendition }))
}

async fn answer(services: &Services, found: &Found, asked: &HeaderMap) -> Result<Response, ApiError> {
    let etag = format!("\"{}\"", found.digest());
    let text = |name| asked.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if text(header::IF_NONE_MATCH).is_some_and(|known| known.trim() == "*" || known.contains(&etag)) {
        return Ok(dressed(StatusCode::NOT_MODIFIED.into_response(), found, &etag));
    }
    let total = found.bytes();
    if let Some(rendition) = &found.rendition {
        let mut response = Body::from(services.media.open_rendition(rendition).await?).into_response();
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(total));
        return Ok(dressed(response, found, &etag));
    }
    // A range of another version than the one the client began with would not fit: it gets the whole.
    let same = text(header::IF_RANGE).is_none_or(|known| known == etag);
    let range = match text(header::RANGE).filter(|_| same).map(|range| parse_range(range, total)) {
        Some(Asked::Part(range)) => Some(range),
        Some(Asked::Beyond) => {
            let range = [(header::CONTENT_RANGE, format!("bytes */{total}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, range).into_response());
        }
        Some(Asked::Whole) | None => None,
    };
    let mut response = body(services.media.open(&found.file, range).await?).await?.into_response();
    let out = response.headers_mut();
    let length = range.map_or(total, |range| range.last - range.first + 1);
    out.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Some(range) = range {
        let place = format!("bytes {}-{}/{total}", range.first, range.last);
        if let Ok(place) = HeaderValue::from_str(&place) {
            out.insert(header::CONTENT_RANGE, place);
        }
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(dressed(response, found, &etag))
}

/// The pieces of a file as they are held against its digests. The first is, before anything is answered; where a later one is not
/// what was looked into, the answer ends there, short of the length it announced.
async fn body(mut file: Outgoing) -> Result<Body, ApiError> {
    let first = file.next().await?;
    let rest = stream::try_unfold(file, |mut file| async move {
        let piece = file.next().await.inspect_err(|error| tracing::error!(%error, "send a file"));
        Ok::<_, ObjectError>(piece?.map(|piece| (piece, file)))
    });
    let first = stream::iter(first.map(Ok));
    Ok(Body::from_stream(first.chain(rest)))
}

/// The headers of every answer about a file. The type is the one its bytes showed; a file opened by itself runs nothing.
fn dressed(mut response: Response, found: &Found, etag: &str) -> Response {
    let file = &found.file;
    let cache = if file.public_at.is_some() { PUBLIC } else { PRIVATE };
    let headers = [
        (header::CONTENT_TYPE, found.mime()),
        (header::ETAG, etag),
        (header::CACHE_CONTROL, cache),
        (header::ACCEPT_RANGES, "bytes"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    // The sandbox above shows no document; a reader keeps it and opens it.
    if file.kind == MediaKind::Document
        && let Ok(kept) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{}", escaped(&file.file_name)))
    {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, kept);
    }
    response
}

/// A file's name as RFC 8187 writes it in a header.
fn escaped(name: &str) -> String {
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}

fn unavailable(error: &ApiError) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, async_graphql::Error::from(error.clone()).message).into_response()
}

/// What a range header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// Not one range that we read: the whole.
    Whole,
    /// These bytes.
    Part(Range),
    /// Nothing that is there.
    Beyond,
}

fn parse_range(text: &str, total: u64) -> Asked {
    let Some((first, last)) = text.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Asked::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let end = total.saturating_sub(1);
    let range = match (number(first), number(last)) {
        (Some(first), Some(last)) if last < first => return Asked::Whole,
        (Some(first), Some(last)) => Range { first, last: last.min(end) },
        (Some(first), None) if last.is_empty() => Range { first, last: end },
        (None, Some(count)) if first.is_empty() && 0 < count => Range { first: total.saturating_sub(count), last: end },
        (None, Some(_)) if first.is_empty() => return Asked::Beyond,
        _ => return Asked::Whole,
    };
    if range.first < total { Asked::Part(range) } else { Asked::Beyond }
}

#[cfg(test)]
mod tests {
    use super::{Asked, escaped, parse_range};
    use content::media::Range;

    #[test]
    fn a_file_name_breaks_out_of_no_header() {
        assert_eq!(escaped("通知 1.pdf"), "%E9%80%9A%E7%9F%A5%201.pdf");
        assert_eq!(escaped("a\r\n\"b"), "a%0D%0A%22b");
    }

    #[test]
    fn ranges_are_read_as_http_says() {
        let part = |first, last| Asked::Part(Range { first, last });
        for (text, want) in [
            ("bytes=0-3", part(0, 3)),
            ("bytes=4-", part(4, 9)),
            ("bytes=-2", part(8, 9)),
            ("bytes=-99", part(0, 9)),
            ("bytes=5-99", part(5, 9)),
            ("bytes=10-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=3-1", Asked::Whole),
            ("bytes=0-1,4-5", Asked::Whole),
            ("lines=1-2", Asked::Whole),
        ] {
            assert_eq!(parse_range(text, 10), want, "{text}");
        }
    }
}
