//! Logs and traces: one subscriber, and the trace context that follows an article from a request into the worker.

use opentelemetry::propagation::TextMapPropagator as _;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::WithExportConfig as _;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use std::collections::HashMap;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

use crate::config::{Config, LogFormat};

/// Holds the exporter; dropped or shut down, it sends what it still has.
#[derive(Debug)]
pub struct Telemetry {
    provider: Option<SdkTracerProvider>,
}

/// Why logs or traces cannot start.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter is not one.
    #[error("read log.filter: {0}")]
    Filter(String),
    /// The exporter did not start.
    #[error("start the trace exporter: {0}")]
    Exporter(String),
}

/// Starts logging to standard error, and traces where an endpoint is set. Once a process.
///
/// # Errors
/// When the filter or the endpoint cannot be used.
pub fn start(config: &Config, process: &'static str) -> Result<Telemetry, TelemetryError> {
    let filter = EnvFilter::try_new(&config.log.filter).map_err(|error| TelemetryError::Filter(error.to_string()))?;
    let provider = exporter(&config.telemetry.otlp_endpoint, process)?;
    let traces =
        provider.as_ref().map(|provider| tracing_opentelemetry::layer().with_tracer(provider.tracer("juzhen")));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    let lines = match config.log.format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .with(traces)
        .try_init()
        .map_err(|error| TelemetryError::Filter(error.to_string()))?;
    Ok(Telemetry { provider })
}

fn exporter(endpoint: &str, process: &'static str) -> Result<Option<SdkTracerProvider>, TelemetryError> {
    if endpoint.is_empty() {
        return Ok(None);
    }
    let url = format!("{}/v1/traces", endpoint.trim_end_matches('/'));
    // The exporter's blocking client must be built outside the async runtime.
    let built =
        std::thread::spawn(move || opentelemetry_otlp::SpanExporter::builder().with_http().with_endpoint(url).build())
            .join()
            .map_err(|_| TelemetryError::Exporter("its thread died".to_owned()))?
            .map_err(|error| TelemetryError::Exporter(error.to_string()))?;
    let resource = Resource::builder().with_service_name(process).build();
    Ok(Some(SdkTracerProvider::builder().with_batch_exporter(built).with_resource(resource).build()))
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Some(provider) = self.provider.take()
            && let Err(error) = std::thread::spawn(move || provider.shutdown()).join().unwrap_or(Ok(()))
        {
            tracing::warn!(%error, "flush traces");
        }
    }
}

/// The current span's place in its trace, as the `traceparent` header writes it; none where nothing is traced.
#[must_use]
pub fn current_traceparent() -> Option<String> {
    let mut carrier = HashMap::new();
    TraceContextPropagator::new().inject_context(&tracing::Span::current().context(), &mut carrier);
    carrier.remove("traceparent")
}

/// Says on the current span what it is about, such as `article.id`: by it the spans of one piece are found, whatever trace they are of.
pub fn about(kind: &str, id: uuid::Uuid) {
    tracing::Span::current().set_attribute(format!("{kind}.id"), id.to_string());
}

/// Makes a span the child of the trace a `traceparent` names; one that cannot be read starts anew.
pub fn follow(span: &tracing::Span, traceparent: Option<&str>) {
    if let Some(traceparent) = traceparent {
        let carrier = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
        let parent = TraceContextPropagator::new().extract(&carrier);
        // A span that no layer records cannot be given a parent, and needs none.
        let _ = span.set_parent(parent);
    }
}
