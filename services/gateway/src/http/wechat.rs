//! `/wechat/{county}/{account}`: what the platform calls. It is answered inside five seconds, or tells us again.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use interaction::wechat::{Answer, CallbackError, Delivery, MAX_BODY, take, verify};
use platform::jobs::Failure;
use platform::{Caller, CountyId};
use publishing::AccountId;
use serde_json::json;
use uuid::Uuid;

use crate::Services;

/// Before the platform cuts the connection at five seconds.
const ANSWER_WITHIN: Duration = Duration::from_millis(4500);
const ROBOT: &str = "微信回调";

pub(super) fn routes() -> Router<Services> {
    Router::new().route("/wechat/{county}/{account}", get(echo).post(deliver)).layer(DefaultBodyLimit::max(MAX_BODY))
}

async fn echo(
    State(services): State<Services>,
    Path((county, account)): Path<(i32, Uuid)>,
    Query(delivery): Query<Delivery>,
) -> Response {
    let verified = async {
        let mut tx = services.database.begin(&caller(county)).await?;
        verify(&mut tx, &services.vault, AccountId(account), &delivery).await
    };
    answer(verified.await)
}

async fn deliver(
    State(services): State<Services>,
    Path((county, account)): Path<(i32, Uuid)>,
    Query(delivery): Query<Delivery>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let taken = async {
        let body = body.map_err(|_| CallbackError::TooLarge)?;
        let mut tx = services.database.begin(&caller(county)).await?;
        let site = &services.config.server.public_url;
        let answer = take(&mut tx, &services.vault, site, AccountId(account), &delivery, &body).await?;
        tx.commit().await?;
        Ok(answer)
    };
    match tokio::time::timeout(ANSWER_WITHIN, taken).await {
        Ok(taken) => answer(taken),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn caller(county: i32) -> Caller {
    Caller::system(CountyId(county), ROBOT, platform::Path::Callback)
}

fn answer(taken: Result<Answer, CallbackError>) -> Response {
    let error = match taken {
        Ok(Answer::Word(word)) => return ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], word).into_response(),
        Ok(Answer::Xml(xml)) => return ([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], xml).into_response(),
        Err(error) => error,
    };
    let (status, reason, field) = match &error {
        CallbackError::Forged => (StatusCode::FORBIDDEN, "FORGED", "signature"),
        CallbackError::Stale => (StatusCode::FORBIDDEN, "STALE", "timestamp"),
        CallbackError::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "BODY_TOO_LARGE", "body"),
        CallbackError::Message(_) | CallbackError::Crypto(_) => (StatusCode::BAD_REQUEST, "NOT_A_MESSAGE", "body"),
        _ => (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", ""),
    };
    if status == StatusCode::INTERNAL_SERVER_ERROR {
        tracing::error!(error = %Failure::of(&error), "take a callback");
    } else {
        tracing::warn!(%error, "refuse a callback");
    }
    // What failed inside is nobody's to read.
    let message = if status.is_server_error() { String::new() } else { error.to_string() };
    let fields = if field.is_empty() { json!([]) } else { json!([{ "field": field, "code": reason }]) };
    (status, Json(json!({ "errors": [{ "message": message, "extensions": { "reason": reason, "fields": fields } }] })))
        .into_response()
}
