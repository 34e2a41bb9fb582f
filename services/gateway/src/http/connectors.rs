//! `/connectors/{county}/{connector}/results`: where a program hands in what became of a piece; and `/connectors/{county}/files/…`, where
//! it fetches a piece's pictures by a sealed address. A program that is not there is answered as a wrong signature is.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use content::MediaId;
use platform::jobs::Failure;
use platform::webhook::Disbelief;
use platform::{Caller, CountyId};
use publishing::connector::{Door, PictureLink, Said, TakeError, linked, take};
use publishing::{ConnectorId, TargetId};
use serde::Deserialize;
use uuid::Uuid;

use super::{media, webhook};
use crate::Services;
use crate::limiter::Kind;

/// A result is a few lines.
const MAX_BODY: usize = 16 * 1024;
const ROBOT: &str = "对接程序";
const UNKNOWN: &str = "签名不符，或没有这个对接程序";

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
    if let Err(refused) = webhook::counted(&services, Kind::Report, &parts).await {
        return refused;
    }
    let Ok(Path((county, connector))) = path else { return webhook::disbelieved(Disbelief::Forged, UNKNOWN) };
    let Ok(body) = body else { return webhook::too_large("消息超过 16 KiB") };
    let door = Door { database: &services.database, vault: &services.vault };
    match take(door, CountyId(county), ConnectorId(connector), &webhook::signed(&parts), &body).await {
        Ok(Said::Taken(taken)) => Json(taken).into_response(),
        Ok(Said::Declined(declined)) => webhook::problem(&declined),
        Err(TakeError::Disbelieved(disbelief)) => webhook::disbelieved(disbelief, UNKNOWN),
        Err(error) => {
            tracing::error!(error = %Failure::of(&error), "take a result from outside");
            webhook::ours()
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
