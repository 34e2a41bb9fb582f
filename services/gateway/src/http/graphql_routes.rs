//! The three GraphQL endpoints: POST and GET, WebSocket, and server-sent events.

use async_graphql::{Data, Executor};
use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts as _, OriginalUri, Request as HttpRequest, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use platform::Path;
use tenancy::session::Token;

use super::{client, cookie, socket};
use crate::api_error::ApiResult;
use crate::graphql::{Asked, Limited};
use crate::request::Request;
use crate::watch::Pass;
use crate::{Services, console, graphql, oversight, public, watch};

pub(super) fn console(services: &Services) -> Router<Services> {
    let schema = Limited::new(console::schema(services.config.server.open_schema));
    Router::new().route(
        "/console/graphql",
        any(move |State(services): State<Services>, request: HttpRequest| async move {
            serve(&schema, Door::CONSOLE, &services, request, console::data).await
        }),
    )
}

pub(super) fn public(services: &Services) -> Router<Services> {
    let open = services.config.server.open_schema;
    let schema = public::schema(open);
    let schema = if open { Limited::new(schema) } else { Limited::with(schema, public::must_be_registered) };
    Router::new().route(
        "/public/graphql",
        any(move |State(services): State<Services>, request: HttpRequest| async move {
            serve(&schema, Door::PUBLIC, &services, request, public::data).await
        }),
    )
}

pub(super) fn oversight(services: &Services) -> Router<Services> {
    let schema = Limited::new(oversight::schema(services.config.server.open_schema));
    Router::new().route(
        "/oversight/graphql",
        any(move |State(services): State<Services>, request: HttpRequest| async move {
            serve(&schema, Door::OVERSIGHT, &services, request, oversight::data).await
        }),
    )
}

/// How a door lets people in.
#[derive(Clone, Copy)]
struct Door {
    path: Path,
    sessions: bool,
    tokens: bool,
}

impl Door {
    const CONSOLE: Self = Self { path: Path::Console, sessions: true, tokens: false };
    const PUBLIC: Self = Self { path: Path::Public, sessions: false, tokens: false };
    const OVERSIGHT: Self = Self { path: Path::Oversight, sessions: true, tokens: true };
}

async fn serve<E>(
    schema: &E,
    door: Door,
    services: &Services,
    request: HttpRequest,
    data: fn(Request) -> Data,
) -> Response
where
    E: Executor,
{
    let (mut parts, body) = request.into_parts();
    let (asked, pass) = match identify(door, services, &parts.headers).await {
        Ok((asked, pass)) => (asked.from(client::address(&parts, &services.config)), pass),
        Err(error) => {
            return (StatusCode::SERVICE_UNAVAILABLE, async_graphql::Error::from(error).message).into_response();
        }
    };
    if let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, services).await {
        if !speaks(&parts.headers) {
            return StatusCode::BAD_REQUEST.into_response();
        }
        if door.sessions && !own(services, &parts.headers) {
            return StatusCode::FORBIDDEN.into_response();
        }
        let (schema, ended) = (schema.clone(), watch::ended(services.clone(), pass));
        let upgrade = upgrade.max_message_size(65_536).protocols([socket::PROTOCOL]);
        return upgrade.on_upgrade(move |socket| socket::talk(socket, schema, data(asked), ended));
    }
    if !matches!(parts.method, Method::GET | Method::POST) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, POST")]).into_response();
    }
    // Staff import lists through here.
    let limit = match pass {
        Some(_) if door.path == Path::Console => services.config.server.file_limit,
        _ => services.config.server.body_limit,
    };
    let Ok(body) = axum::body::to_bytes(body, limit).await else {
        return too_large();
    };
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |uri| &uri.0);
    let (method, headers) = (&parts.method, &parts.headers);
    let ended = watch::ended(services.clone(), pass);
    graphql::respond(schema, data(asked), &Asked { method, uri, headers, body: &body }, ended).await
}

fn too_large() -> Response {
    let body = serde_json::json!({
        "errors": [{ "message": "请求过大", "extensions": { "code": "INVALID", "reason": "BODY_TOO_LARGE" } }]
    });
    (StatusCode::PAYLOAD_TOO_LARGE, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], body.to_string())
        .into_response()
}

/// Who asks: the session of the cookie, the holder of a bearer token, or nobody; and the pass a subscription then needs.
async fn identify(door: Door, services: &Services, headers: &HeaderMap) -> ApiResult<(Request, Option<Pass>)> {
    let nobody = || (Request::nobody(services.clone()), None);
    if let Some(token) = bearer(headers).filter(|_| door.tokens) {
        let Some(holder) = tenancy::token::resume(&services.database, &token).await? else { return Ok(nobody()) };
        let pass = Pass::holder(token, &holder);
        return Ok((Request::holder(services.clone(), holder), Some(pass)));
    }
    let Some(token) = cookie::token_of(headers).filter(|_| door.sessions) else { return Ok(nobody()) };
    let session = services.sessions.resume(&services.database, &token, door.path).await?;
    let Some(session) = session else { return Ok(nobody()) };
    let proof = headers.get("x-juzhen-csrf").and_then(|value| value.to_str().ok());
    let csrf = proof == Some(session.csrf_token.as_str());
    let pass = Pass::session(token, door.path, &session);
    Ok((Request::staff(services.clone(), session, door.path, csrf), Some(pass)))
}

fn bearer(headers: &HeaderMap) -> Option<Token> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    Token::parse(value.strip_prefix("Bearer ")?)
}

fn speaks(headers: &HeaderMap) -> bool {
    let asked = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter().filter_map(|value| value.to_str().ok());
    asked.flat_map(|line| line.split(',')).any(|word| word.trim() == socket::PROTOCOL)
}

/// A browser sends cookies with a socket from any site; only our own pages may open one with a session.
fn own(services: &Services, headers: &HeaderMap) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    origin.is_none_or(|origin| {
        origin == services.config.server.public_url || origin.split_once("://").is_some_and(|(_, rest)| rest == host)
    })
}
