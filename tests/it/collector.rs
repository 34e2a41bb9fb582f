//! A collector of traces beside a test: OTLP over HTTP, as any collector speaks it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Any;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use prost::Message as _;

use crate::county::Fault;

/// What it got, as bytes.
type Got = Arc<Mutex<Vec<Bytes>>>;

/// A collector that listens.
pub(crate) struct Collector {
    /// Where exporters send to.
    pub(crate) endpoint: String,
    got: Got,
}

/// A span, with what tests ask of it.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) service: String,
    pub(crate) name: String,
    pub(crate) trace: String,
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Span {
    /// Whether an attribute has this value.
    pub(crate) fn says(&self, name: &str, value: &str) -> bool {
        self.attributes.get(name).is_some_and(|said| said == value)
    }
}

impl Collector {
    pub(crate) async fn open() -> Result<Self, Fault> {
        let got = Got::default();
        let router = Router::new().route("/v1/traces", post(take)).with_state(got.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        tokio::spawn(axum::serve(listener, router).into_future());
        Ok(Self { endpoint, got })
    }

    /// The variables that make the platform send here, and soon.
    pub(crate) fn variables(&self) -> [(&str, &str); 2] {
        [("JUZHEN_TELEMETRY_OTLP_ENDPOINT", self.endpoint.as_str()), ("OTEL_BSP_SCHEDULE_DELAY", "200")]
    }

    /// Every byte that came.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.got.lock().unwrap_or_else(PoisonError::into_inner).concat()
    }

    /// Every span that came.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let got = self.got.lock().unwrap_or_else(PoisonError::into_inner).clone();
        got.iter().filter_map(|body| ExportTraceServiceRequest::decode(body.clone()).ok()).flat_map(spans).collect()
    }
}

async fn take(State(got): State<Got>, body: Bytes) -> (StatusCode, [(header::HeaderName, &'static str); 1]) {
    got.lock().unwrap_or_else(PoisonError::into_inner).push(body);
    (StatusCode::OK, [(header::CONTENT_TYPE, "application/x-protobuf")])
}

fn spans(request: ExportTraceServiceRequest) -> Vec<Span> {
    let mut all = Vec::new();
    for resource in request.resource_spans {
        let named = words(resource.resource.map(|resource| resource.attributes).unwrap_or_default());
        let service = named.get("service.name").cloned().unwrap_or_default();
        for span in resource.scope_spans.into_iter().flat_map(|scope| scope.spans) {
            let (service, trace) = (service.clone(), hex::encode(&span.trace_id));
            all.push(Span { service, name: span.name, trace, attributes: words(span.attributes) });
        }
    }
    all
}

fn words(attributes: Vec<KeyValue>) -> BTreeMap<String, String> {
    attributes.into_iter().map(|pair| (pair.key, word(pair.value))).collect()
}

fn word(value: Option<AnyValue>) -> String {
    match value.and_then(|value| value.value) {
        Some(Any::StringValue(text)) => text,
        Some(other) => format!("{other:?}"),
        None => String::new(),
    }
}
