//! What is handed in signed from outside: its headers, and how it is refused. Whoever is not known here is answered as a wrong signature
//! is, and every refusal is a problem (RFC 9457) with our codes.

use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use platform::Code;
use platform::webhook::{Declined, Disbelief, Signed};
use serde_json::json;

use super::client;
use crate::Services;
use crate::api_error::status_of;
use crate::limiter::Kind;

/// The three headers of a signed message.
pub(super) fn signed(parts: &Parts) -> Signed {
    let of = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    Signed { id: of("webhook-id"), timestamp: of("webhook-timestamp"), signature: of("webhook-signature") }
}

/// Counts a message of this kind; the refusal where there were too many.
pub(super) async fn counted(services: &Services, kind: Kind, parts: &Parts) -> Result<(), Response> {
    if services.limiter.count(kind, client::address(parts, &services.config)).await.is_ok() {
        return Ok(());
    }
    let mut told = problem(&Declined::whole(Code::RateLimited, "TOO_OFTEN", "消息太频繁，请过一会儿再送"));
    told.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("600"));
    Err(told)
}

/// `unknown` is what a wrong signature and an unknown sender are both told.
pub(super) fn disbelieved(disbelief: Disbelief, unknown: &str) -> Response {
    tracing::warn!(reason = %disbelief, "refuse a message from outside");
    let told = |field: &str, reason: &str, message: &str| Declined::by(field, Code::Unauthenticated, reason, message);
    problem(&match disbelief {
        Disbelief::Forged => told("webhook-signature", "FORGED", unknown),
        Disbelief::Stale => told("webhook-timestamp", "STALE", "时间戳与本系统相差超过五分钟"),
    })
}

pub(super) fn too_large(message: &str) -> Response {
    let told = Declined::by("body", Code::Invalid, "BODY_TOO_LARGE", message);
    (StatusCode::PAYLOAD_TOO_LARGE, problem(&told)).into_response()
}

/// We failed: the same message may be sent again.
pub(super) fn ours() -> Response {
    problem(&Declined::whole(Code::Internal, "INTERNAL", "系统繁忙，请稍后重送同一条消息"))
}

/// A problem as RFC 9457 writes it, with our codes.
pub(super) fn problem(of: &Declined) -> Response {
    let status = status_of(&of.code);
    let body = json!({
        "type": "about:blank",
        "title": of.message,
        "status": status.as_u16(),
        "code": of.code,
        "reason": of.reason,
        "fields": of.fields,
    });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}
