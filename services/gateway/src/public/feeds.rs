//! Feeds for everyone: Atom with summaries, RSS, JSON Feed and ninjs with whole texts; of a county, one of its columns, one topic or
//! one story. Whoever wants to be told of what is new subscribes at the hub beside them (WebSub).

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use platform::outbound::Networks;
use platform::{Caller, Code, CountyId, Refusal as _};
use publishing::feed::{Asked, FeedFile, SiteFeed, hub_address, site_feed};
use publishing::hub::{self, AskError, Mode, Wanted};
use publishing::outlet::Format;
use serde::Deserialize;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use uuid::Uuid;

use crate::Services;
use crate::api_error::{ApiError, ApiResult, status_of};
use crate::http::client;
use crate::limiter::Kind;

/// Addresses and a secret fit in well.
const MAX_BODY: usize = 16 * 1024;

/// The feeds' routes.
pub(crate) fn routes() -> Router<Services> {
    Router::new()
        .route("/feeds/{county}/{file}", get(read))
        .route("/feeds/{county}/hub", post(subscribe).layer(DefaultBodyLimit::max(MAX_BODY)))
}

/// Which feed, and from where on.
#[derive(Debug, Deserialize)]
struct Sought {
    column: Option<String>,
    topic: Option<String>,
    story: Option<Uuid>,
    /// One piece alone.
    piece: Option<Uuid>,
    /// `app`, where the app's version is asked for.
    medium: Option<String>,
    after: Option<String>,
}

/// As ninjs 3.1, or 2.2 where `Accept` names that profile.
async fn read(
    State(services): State<Services>,
    Path((county, name)): Path<(i32, String)>,
    Query(sought): Query<Sought>,
    headers: HeaderMap,
) -> Response {
    let Some(file) = FeedFile::of(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let Sought { column, topic, story, piece, medium, after } = sought;
    let asked = Asked { column, topic, story, piece, in_app: medium.as_deref() == Some("app"), after };
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let format = Format::asked(accept).filter(|format| *format != Format::Newsml).unwrap_or(Format::Ninjs31);
    let found = feed(&services, CountyId(county), file, &asked, format).await;
    match found {
        Ok(feed) => answer(file, &hub_address(&services.config.server.public_url, CountyId(county)), feed),
        Err(error) => error.status().into_response(),
    }
}

async fn feed(
    services: &Services,
    county: CountyId,
    file: FeedFile,
    asked: &Asked,
    format: Format,
) -> ApiResult<SiteFeed> {
    let site = services.config.server.public_url.as_str();
    let mut tx = services.database.begin_read(&Caller::public(county)).await?;
    let feed = site_feed(&mut tx, site, file, asked, format).await?;
    feed.ok_or_else(ApiError::not_found)
}

const HTTP_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

fn answer(file: FeedFile, hub: &str, feed: SiteFeed) -> Response {
    let mut links = vec![format!("<{hub}>; rel=\"hub\""), format!("<{}>; rel=\"self\"", feed.address)];
    links.extend(feed.next.map(|next| format!("<{next}>; rel=\"next\"")));
    let mut response = (
        [(header::CONTENT_TYPE, file.mime()), (header::CACHE_CONTROL, "public, max-age=60")],
        [(header::LAST_MODIFIED, feed.newest.format(HTTP_DATE).unwrap_or_default())],
        feed.body,
    )
        .into_response();
    if let Ok(links) = links.join(", ").parse() {
        response.headers_mut().insert(header::LINK, links);
    }
    if file == FeedFile::Ninjs {
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    }
    response
}

/// What a subscriber posts; the names are the specification's.
#[derive(Debug, Deserialize)]
struct Posted {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.topic")]
    topic: String,
    #[serde(rename = "hub.callback")]
    callback: String,
    #[serde(rename = "hub.lease_seconds")]
    lease_seconds: Option<i64>,
    #[serde(rename = "hub.secret")]
    secret: Option<String>,
}

/// 202: the callback is asked by the worker, and nothing holds before it answered.
async fn subscribe(
    State(services): State<Services>,
    Path(county): Path<i32>,
    parts: Parts,
    posted: Result<Form<Posted>, axum::extract::rejection::FormRejection>,
) -> Response {
    if services.limiter.count(Kind::Subscribe, client::address(&parts, &services.config)).await.is_err() {
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "600")]).into_response();
    }
    let Ok(Form(posted)) = posted else {
        return (StatusCode::BAD_REQUEST, "hub.mode, hub.topic, hub.callback").into_response();
    };
    let Ok(mode) = Mode::try_from(posted.mode) else { return (StatusCode::BAD_REQUEST, "hub.mode").into_response() };
    let Posted { topic, callback, lease_seconds, secret, .. } = posted;
    let wanted = Wanted { mode, topic, callback, lease_seconds, secret };
    match take(&services, CountyId(county), &wanted).await {
        Ok(()) => StatusCode::ACCEPTED.into_response(),
        Err(error) => {
            if error.code() == Code::Internal {
                tracing::error!(error = %platform::jobs::Failure::of(&error), "take a subscription");
            }
            let told: Vec<&str> = error.fields().iter().map(|fault| fault.message.as_str()).collect();
            (status_of(error.code().as_str()), told.join("；")).into_response()
        }
    }
}

async fn take(services: &Services, county: CountyId, wanted: &Wanted) -> Result<(), AskError> {
    let mut tx = services.database.begin(&Caller::public(county)).await?;
    let networks = Networks::of(&services.config.worker);
    hub::ask(&mut tx, &services.vault, networks, &services.config.server.public_url, wanted).await?;
    Ok(tx.commit().await?)
}
