//! `/oa/{county}/{bridge}/decisions`: where an OA hands in what was decided there. A bridge that is not there is answered as a wrong
//! signature is, and every refusal is a problem (RFC 9457) with our codes.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use platform::CountyId;
use platform::jobs::Failure;
use platform::webhook::Disbelief;
use review::bridge::{BridgeId, Door, Said, TakeError, take};
use uuid::Uuid;

use super::webhook;
use crate::Services;
use crate::limiter::Kind;

/// A decision with six gates and a thousand words at each fits in well.
const MAX_BODY: usize = 64 * 1024;
const UNKNOWN: &str = "签名不符，或没有这个对接";

pub(super) fn routes() -> Router<Services> {
    Router::new().route("/oa/{county}/{bridge}/decisions", post(decisions)).layer(DefaultBodyLimit::max(MAX_BODY))
}

async fn decisions(
    State(services): State<Services>,
    path: Result<Path<(i32, Uuid)>, PathRejection>,
    parts: Parts,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    if let Err(refused) = webhook::counted(&services, Kind::Decide, &parts).await {
        return refused;
    }
    let Ok(Path((county, bridge))) = path else { return webhook::disbelieved(Disbelief::Forged, UNKNOWN) };
    let Ok(body) = body else { return webhook::too_large("消息超过 64 KiB") };
    let door = Door { database: &services.database, vault: &services.vault, policy: &services.policy };
    match take(door, CountyId(county), BridgeId(bridge), &webhook::signed(&parts), &body).await {
        Ok(Said::Taken(taken)) => Json(taken).into_response(),
        Ok(Said::Declined(declined)) => webhook::problem(&declined),
        Err(TakeError::Disbelieved(disbelief)) => webhook::disbelieved(disbelief, UNKNOWN),
        Err(error) => {
            tracing::error!(error = %Failure::of(&error), "take a decision from outside");
            webhook::ours()
        }
    }
}
