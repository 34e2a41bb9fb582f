//! GraphQL over HTTP: what a client sends, what it gets, by the GraphQL-over-HTTP specification.

use async_graphql::parser::types::OperationType;
use async_graphql::{Data, ErrorExtensionValues, Executor, Name, Response, ServerError};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response as HttpResponse};
use bytes::Bytes;
use serde::Deserialize;

use super::accept::{Accept, GRAPHQL_JSON, JSON};
use super::events;
use super::limits::{check_text, reason_of};
use crate::watch::End;

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

/// Runs an operation and answers it in the form the client accepts: a subscription as server-sent events, all else as JSON unless
/// events are what the client likes best. `ended` tells when a subscription may go on no longer.
pub(crate) async fn respond<E: Executor>(
    schema: &E,
    data: Data,
    asked: &Asked<'_>,
    ended: impl Future<Output = End> + Send + 'static,
) -> HttpResponse {
    let accept = Accept::read(asked.headers);
    if accept.json().is_none() && !accept.takes_events() {
        return StatusCode::NOT_ACCEPTABLE.into_response();
    }
    let media = accept.json().unwrap_or(JSON);
    let mut request = match read(asked) {
        Ok(request) => request,
        Err(refusal) => return refusal.answer(media),
    };
    if let Err(error) = check_text(&request.query) {
        return answer(Response::from_errors(vec![error]), media);
    }
    let kind = kind(&request.query, request.operation_name.as_deref());
    let subscribes = kind == Some(OperationType::Subscription) && accept.takes_events();
    if *asked.method == Method::GET && !subscribes && kind.is_some_and(|kind| kind != OperationType::Query) {
        return only_by_post(media);
    }
    request.data = data;
    if subscribes {
        return events::stream(schema.execute_stream(request, None), ended);
    }
    let response = schema.execute(request).await;
    if accept.prefers_events() { events::one(response) } else { answer(response, media) }
}

fn only_by_post(media: &'static str) -> HttpResponse {
    let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "MUTATION_BY_GET", "修改须用 POST");
    let mut answer = refusal.answer(media);
    answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    answer
}

/// A request as it came in.
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a Method,
    pub(crate) uri: &'a Uri,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a Bytes,
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

fn content_type(media: &'static str) -> &'static str {
    if media == GRAPHQL_JSON {
        "application/graphql-response+json; charset=utf-8"
    } else {
        "application/json; charset=utf-8"
    }
}

fn read(asked: &Asked<'_>) -> Result<async_graphql::Request, Refusal> {
    let by_address = *asked.method == Method::GET;
    let parameters = if by_address { from_address(asked.uri)? } else { from_body(asked.headers, asked.body)? };
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

/// What the operation that would run is; where a document names no one of several, the one that does most. A document that cannot
/// be read is left to execution to refuse.
fn kind(query: &str, operation_name: Option<&str>) -> Option<OperationType> {
    let document = async_graphql::parser::parse_query(query).ok()?;
    let named = |name: Option<&Name>| operation_name.is_none() || name.map(Name::as_str) == operation_name;
    let kinds = document.operations.iter().filter(|(name, _)| named(*name)).map(|(_, operation)| operation.node.ty);
    kinds.max_by_key(|kind| match kind {
        OperationType::Query => 0,
        OperationType::Subscription => 1,
        OperationType::Mutation => 2,
    })
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
pub(super) fn coded(mut response: Response) -> Response {
    for error in &mut response.errors {
        code(error);
    }
    response
}

fn code(error: &mut ServerError) {
    let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
    if extensions.get("code").is_none() {
        extensions.set("code", "INVALID");
        extensions.set("reason", reason_of(&error.message));
    }
}
