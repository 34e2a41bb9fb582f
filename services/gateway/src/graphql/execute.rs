//! GraphQL over HTTP: what a client sends, what it gets, by the GraphQL-over-HTTP specification.

use async_graphql::{Data, ErrorExtensionValues, Executor, Response, ServerError};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response as HttpResponse};
use bytes::Bytes;
use futures_util::StreamExt as _;
use serde::Deserialize;

const GRAPHQL_JSON: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

/// A request's parameters, from the body or, for queries, from the address.
#[derive(Debug, Deserialize)]
struct Parameters {
    query: Option<String>,
    #[serde(rename = "operationName")]
    operation_name: Option<String>,
    variables: Option<serde_json::Value>,
    extensions: Option<serde_json::Value>,
    #[serde(rename = "documentId")]
    document_id: Option<String>,
}

impl Parameters {
    /// The document: as sent, or the registered one of the hash sent in its place.
    fn document(&self) -> Result<String, Refusal> {
        if let Some(query) = &self.query {
            return Ok(query.clone());
        }
        let named = self
            .extensions
            .as_ref()
            .and_then(|extensions| extensions.get("persistedQuery")?.get("sha256Hash")?.as_str());
        let Some(hash) = self.document_id.as_deref().or(named) else {
            return Err(Refusal::new(StatusCode::BAD_REQUEST, "NO_QUERY", "缺少 query"));
        };
        // The words are those that clients of persisted queries wait for.
        let unknown = Refusal::new(StatusCode::BAD_REQUEST, "OPERATION_NOT_REGISTERED", "PersistedQueryNotFound");
        crate::public::registered(hash).map(str::to_owned).ok_or(unknown)
    }
}

/// Runs a query or mutation and answers it in the media type the client accepts.
pub(crate) async fn respond<E: Executor>(
    schema: &E,
    data: Data,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &Bytes,
) -> HttpResponse {
    let Some(media) = accepted(headers) else { return StatusCode::NOT_ACCEPTABLE.into_response() };
    match read(method, uri, headers, body) {
        Err(refusal) => refusal.answer(media),
        Ok(request) => {
            let mutation_by_get = method == Method::GET && writes(&request.query, request.operation_name.as_deref());
            if mutation_by_get {
                let mut answer =
                    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "MUTATION_BY_GET", "修改须用 POST").answer(media);
                answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
                return answer;
            }
            let mut request = request;
            request.data = data;
            answer(schema.execute(request).await, media)
        }
    }
}

/// Runs any operation, subscriptions above all, as server-sent events (the distinct-connection mode of graphql-sse).
pub(crate) fn stream<E: Executor>(
    schema: &E,
    data: Data,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &Bytes,
) -> HttpResponse {
    use axum::response::sse::{Event, KeepAlive, Sse};
    let mut request = match read(method, uri, headers, body) {
        Ok(request) => request,
        Err(refusal) => return refusal.answer(JSON),
    };
    request.data = data;
    let events = schema
        .execute_stream(request, None)
        .map(|response| Event::default().event("next").json_data(coded(response)))
        .chain(futures_util::stream::once(async { Ok(Event::default().event("complete").data("")) }));
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

struct Refusal {
    status: StatusCode,
    reason: &'static str,
    message: &'static str,
}

impl Refusal {
    fn new(status: StatusCode, reason: &'static str, message: &'static str) -> Self {
        Self { status, reason, message }
    }

    fn answer(self, media: &'static str) -> HttpResponse {
        let body = serde_json::json!({
            "errors": [{ "message": self.message, "extensions": { "code": "INVALID", "reason": self.reason } }]
        });
        (self.status, [(header::CONTENT_TYPE, content_type(media))], body.to_string()).into_response()
    }
}

/// The media type to answer in: the newer one where it is asked for, JSON for everyone else; none if the client takes neither.
pub(crate) fn accepted(headers: &HeaderMap) -> Option<&'static str> {
    let Some(accept) = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()) else {
        return Some(GRAPHQL_JSON);
    };
    let mut types = accept.split(',').map(|part| part.split(';').next().unwrap_or_default().trim());
    types.find_map(|media| match media {
        GRAPHQL_JSON => Some(GRAPHQL_JSON),
        JSON | "application/*" | "*/*" => Some(JSON),
        _ => None,
    })
}

fn content_type(media: &'static str) -> &'static str {
    if media == GRAPHQL_JSON {
        "application/graphql-response+json; charset=utf-8"
    } else {
        "application/json; charset=utf-8"
    }
}

fn read(method: &Method, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Result<async_graphql::Request, Refusal> {
    let parameters = if method == Method::GET { from_address(uri)? } else { from_body(headers, body)? };
    let mut request = async_graphql::Request::new(parameters.document()?);
    request.operation_name = parameters.operation_name;
    if let Some(variables) = parameters.variables {
        if !(variables.is_object() || variables.is_null()) {
            return Err(Refusal::new(StatusCode::BAD_REQUEST, "VARIABLES", "variables 须为对象"));
        }
        request.variables = async_graphql::Variables::from_json(variables);
    }
    if parameters.extensions.is_some_and(|extensions| !(extensions.is_object() || extensions.is_null())) {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "EXTENSIONS", "extensions 须为对象"));
    }
    Ok(request)
}

fn from_address(uri: &Uri) -> Result<Parameters, Refusal> {
    #[derive(Deserialize)]
    struct Address {
        query: Option<String>,
        #[serde(rename = "operationName")]
        operation_name: Option<String>,
        variables: Option<String>,
        extensions: Option<String>,
        id: Option<String>,
    }
    let bad = || Refusal::new(StatusCode::BAD_REQUEST, "ADDRESS", "地址中的参数无法读取");
    let address: axum::extract::Query<Address> = axum::extract::Query::try_from_uri(uri).map_err(|_| bad())?;
    let json = |text: Option<&String>| text.map(|text| serde_json::from_str(text)).transpose().map_err(|_| bad());
    Ok(Parameters {
        variables: json(address.variables.as_ref())?,
        extensions: json(address.extensions.as_ref())?,
        query: address.0.query,
        document_id: address.0.id,
        operation_name: address.0.operation_name,
    })
}

fn from_body(headers: &HeaderMap, body: &Bytes) -> Result<Parameters, Refusal> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = content_type.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default();
    // Only JSON: a form post needs no preflight, and so could be forged from another site.
    let utf8 = parts.all(|part| !part.starts_with("charset=") || part.eq_ignore_ascii_case("charset=utf-8"));
    if !media.eq_ignore_ascii_case(JSON) || !utf8 {
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "CONTENT_TYPE", "请求须为 application/json"));
    }
    serde_json::from_slice(body).map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "BODY", "请求不是可读的 JSON"))
}

/// True when the operation that would run is not a query. A document that cannot be read is left to execution to refuse.
fn writes(query: &str, operation_name: Option<&str>) -> bool {
    use async_graphql::parser::types::OperationType;
    let Ok(document) = async_graphql::parser::parse_query(query) else { return false };
    document
        .operations
        .iter()
        .filter(|(name, _)| operation_name.is_none() || name.map(|name| name.as_str()) == operation_name)
        .any(|(_, operation)| operation.node.ty != OperationType::Query)
}

fn answer(response: Response, media: &'static str) -> HttpResponse {
    let response = coded(response);
    // A request that never ran is the client's fault; one that ran, even in part, was served.
    let ran = response.errors.is_empty() || !matches!(response.data, async_graphql::Value::Null);
    let status = if ran || media == JSON { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let body = if ran {
        serde_json::to_vec(&response)
    } else {
        serde_json::to_vec(&serde_json::json!({ "errors": response.errors }))
    };
    let body = body.unwrap_or_default();
    let mut http = (status, [(header::CONTENT_TYPE, content_type(media))], Body::from(body)).into_response();
    for (name, value) in &response.http_headers {
        http.headers_mut().append(name, value.clone());
    }
    let kept = response.cache_control.public && 0 < response.cache_control.max_age && response.errors.is_empty();
    let control = if kept { "public, max-age=10" } else { "no-store" };
    http.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(control));
    http
}

/// Gives every error a code: what the library refuses before running is the client's to mend.
fn coded(mut response: Response) -> Response {
    for error in &mut response.errors {
        code(error);
    }
    response
}

fn code(error: &mut ServerError) {
    let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
    if extensions.get("code").is_none() {
        extensions.set("code", "INVALID");
        extensions.set("reason", "GRAPHQL");
    }
}
