//! `/connectors/{county}/{connector}/results`: where a program hands in what became of a piece; and `/connectors/{county}/files/…`, where
//! it fetches a piece's pictures by a sealed address. A program that is not there is answered as a wrong signature is.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use content::MediaId;
use platform::jobs::Failure;
use platform::webhook::Disbelief;
use platform::{Caller, Code, CountyId};
use publishing::connector::{Declined, Door, Field, PictureLink, Said, TakeError, linked, take};
use publishing::{ConnectorId, TargetId};
use serde::Deserialize;
use uuid::Uuid;

use super::oa::{problem_of, signed};
use super::{client, media};
use crate::Services;
use crate::limiter::Kind;

/// A result is a few lines.
const MAX_BODY: usize = 16 * 1024;
const ROBOT: &str = "对接程序";

pub(super) fn routes() -> Router<Services> {
    Router::new()
        .route("/connectors/{county}/{connector}/results", post(results))
        .route("/connectors/{county}/files/{target}/{media}", get(file))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

async fn results(
    State(services): State<Services>,
    path: Result<Path<(i32, Uuid)>, PathRejection>,
    parts: Parts,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    if services.limiter.count(Kind::Report, client::address(&parts, &services.config)).await.is_err() {
        let mut told = problem(&declined(Code::RateLimited, "TOO_OFTEN", "消息太频繁，请过一会儿再送", ""));
        told.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("600"));
        return told;
    }
    let Ok(Path((county, connector))) = path else { return disbelieved(Disbelief::Forged) };
    let Ok(body) = body else {
        let told = declined(Code::Invalid, "BODY_TOO_LARGE", "消息超过 16 KiB", "body");
        return (StatusCode::PAYLOAD_TOO_LARGE, problem(&told)).into_response();
    };
    let door = Door { database: &services.database, vault: &services.vault };
    match take(door, CountyId(county), ConnectorId(connector), &signed(&parts), &body).await {
        Ok(Said::Taken(taken)) => Json(taken).into_response(),
        Ok(Said::Declined(declined)) => problem(&declined),
        Err(TakeError::Disbelieved(disbelief)) => disbelieved(disbelief),
        Err(error) => {
            tracing::error!(error = %Failure::of(&error), "take a result from outside");
            problem(&declined(Code::Internal, "INTERNAL", "系统繁忙，请稍后重送同一条消息", ""))
        }
    }
}

/// Until when an address opens, and the seal that it is ours.
#[derive(Deserialize)]
struct Seal {
    until: i64,
    seal: String,
}

async fn file(
    State(services): State<Services>,
    path: Result<Path<(i32, Uuid, Uuid)>, PathRejection>,
    seal: Result<Query<Seal>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let (Ok(Path((county, target, media))), Ok(Query(Seal { until, seal }))) = (path, seal) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (county, target, media) = (CountyId(county), TargetId(target), MediaId(media));
    let now = services.database.clock().now();
    if !linked(&services.vault, PictureLink { county, target, media, until }, &seal, now) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let caller = Caller::system(county, ROBOT, platform::Path::Callback);
    media::serve_to(&services, &caller, media, &headers).await
}

fn disbelieved(disbelief: Disbelief) -> Response {
    tracing::warn!(reason = %disbelief, "refuse a result from outside");
    problem(&match disbelief {
        Disbelief::Forged => {
            declined(Code::Unauthenticated, "FORGED", "签名不符，或没有这个对接程序", "webhook-signature")
        }
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
