//! Server-sent events: the distinct-connection mode of graphql-sse.

use std::convert::Infallible;

use async_graphql::{ErrorExtensionValues, Response, ServerError};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response as HttpResponse};
use futures_util::stream::{BoxStream, once, unfold};
use futures_util::{FutureExt as _, Stream, StreamExt as _};

use super::execute::coded;
use crate::watch::End;

/// A subscription's events, until it ends by itself or the caller's right to it does.
pub(super) fn stream(
    responses: BoxStream<'static, Response>,
    ended: impl Future<Output = End> + Send + 'static,
) -> HttpResponse {
    let state = Some((responses, ended.boxed()));
    answer(unfold(state, |state| async move {
        let (mut responses, mut ended) = state?;
        tokio::select! {
            end = &mut ended => Some((refused(end), None)),
            response = responses.next() => response.map(|response| (response, Some((responses, ended)))),
        }
    }))
}

/// A query or mutation that ran, as the one event of its stream; its headers, a cookie above all, go before it.
pub(super) fn one(response: Response) -> HttpResponse {
    let headers = response.http_headers.clone();
    let mut http = answer(once(std::future::ready(response)));
    for (name, value) in &headers {
        http.headers_mut().append(name, value.clone());
    }
    http
}

fn answer(responses: impl Stream<Item = Response> + Send + 'static) -> HttpResponse {
    let next = responses.map(|response| Event::default().event("next").json_data(coded(response)));
    let complete = once(std::future::ready(Ok(Event::default().event("complete").data(""))));
    // An event that cannot be written as JSON does not exist: the stream then ends.
    let events = next.chain(complete).take_while(|event| std::future::ready(event.is_ok()));
    Sse::new(events.filter_map(|event| std::future::ready(event.ok().map(Ok::<_, Infallible>))))
        .keep_alive(KeepAlive::default())
        .into_response()
}

fn refused(end: End) -> Response {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", end.code().as_str());
    extensions.set("reason", end.reason());
    let mut error = ServerError::new(end.message(), None);
    error.extensions = Some(extensions);
    Response::from_errors(vec![error])
}
