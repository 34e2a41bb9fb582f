//! The three GraphQL endpoints: POST and GET, WebSocket, and server-sent events.

use async_graphql::{Data, Executor};
use async_graphql_axum::{GraphQLProtocol, GraphQLWebSocket};
use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts as _, OriginalUri, Request as HttpRequest, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use platform::Path;
use tenancy::session::Token;

use super::{client, cookie};
use crate::api_error::ApiResult;
use crate::graphql::Limited;
use crate::request::Request;
use crate::{Services, console, graphql, oversight, public};

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
    let asked = match identify(door, services, &parts.headers).await {
        Ok(asked) => asked.from(client::address(&parts, &services.config)),
        Err(error) => {
            return (StatusCode::SERVICE_UNAVAILABLE, async_graphql::Error::from(error).message).into_response();
        }
    };
    if let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, services).await {
        let Ok(protocol) = GraphQLProtocol::from_request_parts(&mut parts, services).await else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        return socket(schema.clone(), door, services, &parts.headers, upgrade, protocol, data(asked));
    }
    if !matches!(parts.method, Method::GET | Method::POST) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, POST")]).into_response();
    }
    let Ok(body) = axum::body::to_bytes(body, services.config.server.body_limit).await else {
        return too_large();
    };
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |uri| &uri.0);
    if wants_events(&parts.headers) {
        return graphql::stream(schema, data(asked), &parts.method, uri, &parts.headers, &body);
    }
    graphql::respond(schema, data(asked), &parts.method, uri, &parts.headers, &body).await
}

fn too_large() -> Response {
    let body = serde_json::json!({
        "errors": [{ "message": "请求过大", "extensions": { "code": "INVALID", "reason": "BODY_TOO_LARGE" } }]
    });
    (StatusCode::PAYLOAD_TOO_LARGE, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], body.to_string())
        .into_response()
}

pub(crate) fn wants_events(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/event-stream"))
}

/// Who asks: the session of the cookie, the holder of a bearer token, or nobody.
async fn identify(door: Door, services: &Services, headers: &HeaderMap) -> ApiResult<Request> {
    if let Some(token) = bearer(headers).filter(|_| door.tokens) {
        let holder = tenancy::token::resume(&services.database, &token).await?;
        return Ok(match holder {
            Some(holder) => Request::holder(services.clone(), holder),
            None => Request::nobody(services.clone()),
        });
    }
    let Some(token) = cookie::token_of(headers).filter(|_| door.sessions) else {
        return Ok(Request::nobody(services.clone()));
    };
    let session = services.sessions.resume(&services.database, &token, door.path).await?;
    Ok(match session {
        Some(session) => {
            let proof = headers.get("x-juzhen-csrf").and_then(|value| value.to_str().ok());
            let csrf = proof == Some(session.csrf_token.as_str());
            Request::staff(services.clone(), session, door.path, csrf)
        }
        None => Request::nobody(services.clone()),
    })
}

fn bearer(headers: &HeaderMap) -> Option<Token> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    Token::parse(value.strip_prefix("Bearer ")?)
}

fn socket<E: Executor>(
    schema: E,
    door: Door,
    services: &Services,
    headers: &HeaderMap,
    upgrade: WebSocketUpgrade,
    protocol: GraphQLProtocol,
    data: Data,
) -> Response {
    // A browser sends cookies with a socket from any site; only our own pages may open one with a session.
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let own = origin.is_none_or(|origin| {
        origin == services.config.server.public_url || origin.split_once("://").is_some_and(|(_, rest)| rest == host)
    });
    if door.sessions && !own {
        return StatusCode::FORBIDDEN.into_response();
    }
    upgrade
        .max_message_size(65_536)
        .protocols(async_graphql::http::ALL_WEBSOCKET_PROTOCOLS)
        .on_upgrade(move |stream| GraphQLWebSocket::new(stream, schema, protocol).with_data(data).serve())
}
