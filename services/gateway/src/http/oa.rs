//! `/oa/{county}/{bridge}/decisions`: where an OA hands in what was decided there. A bridge that is not there is answered as a wrong
//! signature is, and every refusal is a problem (RFC 9457) with our codes.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use platform::jobs::Failure;
use platform::webhook::{Disbelief, Signed};
use platform::{Code, CountyId};
use review::bridge::{BridgeId, Declined, Door, Field, Said, TakeError, take};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::client;
use crate::Services;
use crate::api_error::status_of;
use crate::limiter::Kind;

/// A decision with six gates and a thousand words at each fits in well.
const MAX_BODY: usize = 64 * 1024;

pub(super) fn routes() -> Router<Services> {
    Router::new().route("/oa/{county}/{bridge}/decisions", post(decisions)).layer(DefaultBodyLimit::max(MAX_BODY))
}

async fn decisions(
    State(services): State<Services>,
    path: Result<Path<(i32, Uuid)>, PathRejection>,
    parts: Parts,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    if services.limiter.count(Kind::Decide, client::address(&parts, &services.config)).await.is_err() {
        let mut told = problem(&declined(Code::RateLimited, "TOO_OFTEN", "消息太频繁，请过一会儿再送", ""));
        told.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("600"));
        return told;
    }
    let Ok(Path((county, bridge))) = path else { return disbelieved(Disbelief::Forged) };
    let Ok(body) = body else {
        let told = declined(Code::Invalid, "BODY_TOO_LARGE", "消息超过 64 KiB", "body");
        return (StatusCode::PAYLOAD_TOO_LARGE, problem(&told)).into_response();
    };
    let door = Door { database: &services.database, vault: &services.vault, policy: &services.policy };
    match take(door, CountyId(county), BridgeId(bridge), &signed(&parts), &body).await {
        Ok(Said::Taken(taken)) => Json(taken).into_response(),
        Ok(Said::Declined(declined)) => problem(&declined),
        Err(TakeError::Disbelieved(disbelief)) => disbelieved(disbelief),
        Err(error) => {
            tracing::error!(error = %Failure::of(&error), "take a decision from outside");
            problem(&declined(Code::Internal, "INTERNAL", "系统繁忙，请稍后重送同一条消息", ""))
        }
    }
}

/// The three headers of a signed message.
pub(super) fn signed(parts: &Parts) -> Signed {
    let header = |headers: &HeaderMap, name: &str| {
        headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let of = |name| header(&parts.headers, name);
    Signed { id: of("webhook-id"), timestamp: of("webhook-timestamp"), signature: of("webhook-signature") }
}

fn disbelieved(disbelief: Disbelief) -> Response {
    tracing::warn!(reason = %disbelief, "refuse a decision from outside");
    problem(&match disbelief {
        Disbelief::Forged => declined(Code::Unauthenticated, "FORGED", "签名不符，或没有这个对接", "webhook-signature"),
        Disbelief::Stale => {
            declined(Code::Unauthenticated, "STALE", "时间戳与本系统相差超过五分钟", "webhook-timestamp")
        }
    })
}

fn declined(code: Code, reason: &str, message: &str, field: &str) -> Declined {
    let one = |field: &str| Field { field: field.to_owned(), code: reason.to_owned(), message: message.to_owned() };
    let fields = Some(field).filter(|field| !field.is_empty()).map(one);
    Declined {
        code: code.as_str().to_owned(),
        reason: reason.to_owned(),
        message: message.to_owned(),
        fields: fields.into_iter().collect(),
    }
}

fn problem(of: &Declined) -> Response {
    problem_of(&of.code, &of.reason, &of.message, &of.fields)
}

/// A problem as RFC 9457 writes it, with our codes.
pub(super) fn problem_of(code: &str, reason: &str, message: &str, fields: &impl Serialize) -> Response {
    let status = status_of(code);
    let body = json!({
        "type": "about:blank",
        "title": message,
        "status": status.as_u16(),
        "code": code,
        "reason": reason,
        "fields": fields,
    });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}
