//! `/outlets/{county}/{outlet}/…`: where an outlet's programs fetch what is offered to it, and tell what it used. They show the
//! outlet's token, or sign what they tell with its secret; an outlet that is not there is answered as a wrong token is.

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use content::ArticleId;
use platform::jobs::Failure;
use platform::page::Cursor;
use platform::{Code, CountyId, Refusal};
use publishing::feed::{Entry, FeedPage, atom, json_feed, rss};
use publishing::outlet::{Access, AccessError, Format, Shown, admit};
use publishing::{OutletId, pickup, wire};
use serde::Deserialize;
use serde_json::{Value, json};
use time::Date;
use uuid::Uuid;

use super::{client, webhook};
use crate::Services;
use crate::api_error::status_of;
use crate::limiter::Kind;

/// Pieces a page.
const PAGE: i32 = 30;
/// An address and a day fit in well.
const MAX_BODY: usize = 16 * 1024;

pub(super) fn routes() -> Router<Services> {
    Router::new()
        .route("/outlets/{county}/{outlet}/{file}", get(pull))
        .route("/outlets/{county}/{outlet}/pickups", post(tell).layer(DefaultBodyLimit::max(MAX_BODY)))
}

/// From where on.
#[derive(Deserialize)]
struct Wanted {
    after: Option<String>,
}

/// The forms in which what is offered can be fetched.
#[derive(Clone, Copy, PartialEq, Eq)]
enum File {
    Ninjs,
    Newsml,
    Atom,
    Rss,
    JsonFeed,
}

impl File {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "ninjs.json" => Self::Ninjs,
            "newsml.xml" => Self::Newsml,
            "atom.xml" => Self::Atom,
            "rss.xml" => Self::Rss,
            "feed.json" => Self::JsonFeed,
            _ => return None,
        })
    }
}

async fn pull(
    State(services): State<Services>,
    path: Result<Path<(i32, Uuid, String)>, PathRejection>,
    Query(wanted): Query<Wanted>,
    parts: Parts,
) -> Response {
    let Ok(Path((county, outlet, name))) = path else { return StatusCode::NOT_FOUND.into_response() };
    let Some(file) = File::of(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let token = token(&parts.headers).unwrap_or_default();
    let access = match enter(&services, &parts, (county, outlet), Shown::Token(&token)).await {
        Ok(access) => access,
        Err(refused) => return *refused,
    };
    let after = wanted.after.as_deref().map(Cursor::decode);
    let Ok(after) = after.map_or(Ok(None), |cursor| cursor.map(Some).ok_or(())) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let read = async {
        let mut tx = services.database.begin_read(&access.caller).await?;
        wire::feed(&mut tx, after, PAGE).await
    };
    match read.await {
        Ok((page, mut documents)) => {
            let last = page.rows.last().filter(|_| page.more);
            let next = last.map(|last| Cursor { at: last.changed_at, id: last.delivery.0 }.encode());
            // In the order of the offers.
            let place = |id| page.rows.iter().position(|offer| offer.delivery == id);
            documents.sort_by_key(|(id, _)| place(*id));
            let documents: Vec<Value> = documents.into_iter().map(|(_, document)| document).collect();
            let base = format!("{}/outlets/{county}/{outlet}/{name}", services.config.server.public_url);
            let at = |cursor: &str| format!("{base}?after={cursor}");
            let this = wanted.after.as_deref().map_or_else(|| base.clone(), at);
            let pulled = Pulled { base: &base, this: &this, next: next.as_deref().map(at), documents: &documents };
            pulled.answer(&access, file, &parts.headers, &services.config.server.public_url)
        }
        Err(error) => failed(&error, "read what is offered to an outlet"),
    }
}

/// A page as read.
struct Pulled<'a> {
    base: &'a str,
    this: &'a str,
    next: Option<String>,
    documents: &'a [Value],
}

impl Pulled<'_> {
    fn answer(&self, access: &Access, file: File, headers: &HeaderMap, site: &str) -> Response {
        let entries: Vec<Entry> = self.documents.iter().map(Entry::of).collect();
        let page = FeedPage {
            title: &access.name,
            first: self.base,
            this: self.this,
            next: self.next.as_deref(),
            author: &access.name,
            site,
            hub: None,
            entries: &entries,
        };
        let (mime, body) = match file {
            File::Atom => ("application/atom+xml; charset=utf-8", atom(&page)),
            File::Rss => ("application/rss+xml; charset=utf-8", rss(&page)),
            File::JsonFeed => ("application/feed+json; charset=utf-8", json_feed(&page)),
            File::Newsml => ("application/vnd.iptc.g2.newsmessage+xml; charset=utf-8", self.message()),
            File::Ninjs => ("application/json; charset=utf-8", self.ninjs(access, headers)),
        };
        ([(header::CONTENT_TYPE, mime), (header::CACHE_CONTROL, "private, no-cache")], body).into_response()
    }

    /// In the version `Accept` names, else in the outlet's own.
    fn ninjs(&self, access: &Access, headers: &HeaderMap) -> String {
        let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let format = Format::asked(accept).unwrap_or(access.format);
        let items: Vec<Value> = self.documents.iter().map(|document| format.shaped(document)).collect();
        json!({ "title": access.name, "items": items, "next": self.next }).to_string()
    }

    /// The items in one message.
    fn message(&self) -> String {
        let items = self.documents.iter().map(|document| {
            let item = Format::Newsml.write(document);
            item.split_once("?>").map_or(item.clone(), |(_, item)| item.trim_start().to_owned())
        });
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>{}</itemSet></newsMessage>",
            items.collect::<String>()
        )
    }
}

/// What an outlet's program tells of a page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    /// The document's own, `urn:uuid:…`.
    uri: String,
    url: String,
    #[serde(rename = "usedOn")]
    used_on: Option<String>,
}

async fn tell(
    State(services): State<Services>,
    path: Result<Path<(i32, Uuid)>, PathRejection>,
    parts: Parts,
    body: Bytes,
) -> Response {
    let Ok(Path(place)) = path else { return StatusCode::NOT_FOUND.into_response() };
    let (signed, token) = (webhook::signed(&parts), token(&parts.headers));
    let shown = match &token {
        Some(token) => Shown::Token(token),
        None => Shown::Signed(&signed, &body),
    };
    let access = match enter(&services, &parts, place, shown).await {
        Ok(access) => access,
        Err(refused) => return *refused,
    };
    let said = match understood(&body) {
        Ok(said) => said,
        Err((field, message)) => return problem(Code::Invalid, "MALFORMED", message, &[(field, message)]),
    };
    match keep(&services, &access, said).await {
        Ok((fresh, answer)) => (if fresh { StatusCode::CREATED } else { StatusCode::OK }, Json(answer)).into_response(),
        Err(error) if error.code() == Code::Internal => failed(&error, "keep a pickup"),
        Err(error) => {
            let fields: Vec<(&str, &str)> =
                error.fields().iter().map(|fault| (fault.field.as_str(), fault.message.as_str())).collect();
            problem(error.code(), error.reason(), &error.message(), &fields)
        }
    }
}

/// The piece, the page and the day.
fn understood(body: &[u8]) -> Result<(ArticleId, String, Option<Date>), (&'static str, &'static str)> {
    const DAY: &[time::format_description::BorrowedFormatItem<'_>] =
        time::macros::format_description!("[year]-[month]-[day]");
    let said: Said =
        serde_json::from_slice(body).map_err(|_| ("", "消息须为 JSON：uri、url，可加 usedOn（如 2026-03-09）"))?;
    let article = said.uri.strip_prefix("urn:uuid:").and_then(|id| id.parse().ok());
    let article = article.ok_or(("uri", "uri 须为稿件的 urn:uuid:…"))?;
    let day = said.used_on.as_deref().map(|day| Date::parse(day, DAY)).transpose();
    Ok((article, said.url, day.map_err(|_| ("usedOn", "usedOn 须为日期，如 2026-03-09"))?))
}

async fn keep(
    services: &Services,
    access: &Access,
    (article, url, used_on): (ArticleId, String, Option<Date>),
) -> Result<(bool, Value), pickup::TellError> {
    let mut tx = services.database.begin(&access.caller).await?;
    let place = pickup::tell_by_program(&mut tx, access, article, &url, used_on).await?;
    tx.commit().await?;
    let fresh = matches!(place, pickup::Place::Fresh(_));
    let kept = place.into_pickup();
    Ok((fresh, json!({ "id": kept.id, "counted": kept.counted, "usedOn": kept.used_on.to_string() })))
}

/// Lets a program in, or says how it is refused.
async fn enter(
    services: &Services,
    parts: &Parts,
    (county, outlet): (i32, Uuid),
    shown: Shown<'_>,
) -> Result<Access, Box<Response>> {
    if services.limiter.count(Kind::Outlet, client::address(parts, &services.config)).await.is_err() {
        let mut told = problem(Code::RateLimited, "TOO_OFTEN", "请求太频繁，请过一会儿再试", &[]);
        told.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("600"));
        return Err(Box::new(told));
    }
    let admitted = admit(&services.database, &services.vault, CountyId(county), OutletId(outlet), shown).await;
    admitted.map_err(|error| match error {
        AccessError::Disbelieved(disbelief) => {
            tracing::warn!(reason = %disbelief, "refuse a program of an outlet");
            let mut told = problem(Code::Unauthenticated, "NOT_LET_IN", "令牌或签名不符，或没有这家媒体", &[]);
            let realm = header::HeaderValue::from_static("Basic realm=\"juzhen\", Bearer");
            told.headers_mut().insert(header::WWW_AUTHENTICATE, realm);
            Box::new(told)
        }
        error => Box::new(failed(&error, "let in a program of an outlet")),
    })
}

/// The token of `Authorization`: as a bearer, or as the password that a feed reader asks its user for.
fn token(headers: &HeaderMap) -> Option<String> {
    let shown = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    if let Some(token) = shown.strip_prefix("Bearer ") {
        return Some(token.trim().to_owned());
    }
    let decoded = STANDARD.decode(shown.strip_prefix("Basic ")?.trim()).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    text.split_once(':').map(|(_, password)| password.to_owned())
}

fn failed(error: &(dyn std::error::Error + 'static), doing: &'static str) -> Response {
    tracing::error!(error = %Failure::of(error), doing, "serve an outlet");
    problem(Code::Internal, "INTERNAL", "系统繁忙，请稍后再试", &[])
}

/// A refusal as a problem (RFC 9457) with our codes.
fn problem(code: Code, reason: &str, message: &str, fields: &[(&str, &str)]) -> Response {
    let status = status_of(code.as_str());
    let fields: Vec<Value> =
        fields.iter().map(|(field, message)| json!({ "field": field, "message": message })).collect();
    let body = json!({ "type": "about:blank", "title": message, "status": status.as_u16(), "code": code.as_str(), "reason": reason, "fields": fields });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

#[cfg(test)]
mod tests {
    use super::{token, understood};
    use axum::http::{HeaderMap, HeaderValue, header};

    fn with(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_token_comes_as_a_bearer_or_as_a_feed_readers_password() {
        assert_eq!(token(&with("Bearer jzo_x")).as_deref(), Some("jzo_x"));
        assert_eq!(token(&with("Basic cmVhZGVyOmp6b194")).as_deref(), Some("jzo_x"));
        assert_eq!(token(&with("Digest x")), None);
    }

    #[test]
    fn what_a_program_tells_is_read_whole_or_names_its_fault() {
        let uri = "urn:uuid:01950000-0000-7000-8000-000000000000";
        let said = format!(r#"{{"uri":"{uri}","url":"https://a.cn/1","usedOn":"2026-03-09"}}"#);
        assert!(understood(said.as_bytes()).is_ok());
        assert_eq!(understood(said.replace("03-09", "13-09").as_bytes()).unwrap_err().0, "usedOn");
        assert_eq!(understood(said.replace("urn:", "x:").as_bytes()).unwrap_err().0, "uri");
        assert_eq!(understood(b"{}").unwrap_err().0, "");
    }
}
