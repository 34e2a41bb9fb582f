//! Health, readiness and metrics, for those who run the platform.

use std::sync::OnceLock;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::Services;

static METRICS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts counting; once a process, later calls change nothing.
pub(super) fn start_metrics() {
    METRICS.get_or_init(|| {
        PrometheusBuilder::new().install_recorder().inspect_err(|error| tracing::warn!(%error, "start metrics")).ok()
    });
}

pub(super) fn routes() -> Router<Services> {
    start_metrics();
    Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", get(ready)).route("/metrics", get(metrics))
}

async fn ready(State(services): State<Services>) -> impl IntoResponse {
    if services.database.answers().await {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "database")
    }
}

async fn metrics(State(services): State<Services>) -> impl IntoResponse {
    if let Ok((due, dead)) = platform::jobs::backlog(&services.database).await {
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float, and queues stay far below 2^52")]
        {
            metrics::gauge!("jobs_due").set(due as f64);
            metrics::gauge!("jobs_dead").set(dead as f64);
        }
    }
    let text = METRICS.get().and_then(Option::as_ref).map(PrometheusHandle::render).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text)
}
