//! graphql-transport-ws: the talk of one socket, kept to the protocol's rules and ended with the right to it.

use std::collections::HashSet;
use std::time::Duration;

use async_graphql::http::{WebSocketProtocols, WsMessage};
use async_graphql::{Data, Executor};
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::{SinkExt as _, StreamExt as _};
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::watch::End;

/// The one protocol spoken, as clients ask for it.
pub(super) const PROTOCOL: &str = "graphql-transport-ws";
/// A client that has not begun by then is not going to.
const BEGIN_WITHIN: Duration = Duration::from_secs(10);
/// A client that does not read for so long is gone.
const READ_WITHIN: Duration = Duration::from_secs(30);
/// Subscriptions one socket may hold.
const SUBSCRIPTIONS: usize = 50;
/// Messages of a client that wait to be taken up.
const WAITING: usize = 16;

/// Why a socket is closed: the code and its word, as the protocol has them.
type Close = (u16, &'static str);

/// Talks until the client leaves, breaks the rules, or `ended` tells that its right is gone.
pub(super) async fn talk<E: Executor>(
    socket: WebSocket,
    schema: E,
    data: Data,
    ended: impl Future<Output = End> + Send,
) {
    let (mut sink, mut stream) = socket.split();
    let (asked, asking) = mpsc::channel::<Vec<u8>>(WAITING);
    let answers =
        async_graphql::http::WebSocket::new(schema, ReceiverStream::new(asking), WebSocketProtocols::GraphQLWS);
    let mut answers = std::pin::pin!(answers.connection_data(data));
    let mut ended = std::pin::pin!(ended);
    let mut begun = std::pin::pin!(tokio::time::sleep(BEGIN_WITHIN));
    let mut rules = Rules::default();
    let close = loop {
        let answer = tokio::select! {
            end = &mut ended => break Some((end.close_code(), end.reason())),
            () = &mut begun, if !rules.begun => break Some((4408, "Connection initialisation timeout")),
            message = stream.next(), if 0 < asked.capacity() => {
                let bytes = match message {
                    Some(Ok(Message::Text(text))) => text.as_bytes().to_vec(),
                    Some(Ok(Message::Binary(bytes))) => bytes.to_vec(),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => break None,
                };
                if let Err(close) = rules.asks(&bytes) {
                    break Some(close);
                }
                // There is room: it was looked for above.
                let _ = asked.try_send(bytes);
                continue;
            }
            answer = answers.next() => answer,
        };
        let text = match answer {
            Some(WsMessage::Text(text)) => text,
            Some(WsMessage::Close(code, _)) => break Some((code, "")),
            None => break None,
        };
        rules.answers(text.as_bytes());
        let sent = tokio::time::timeout(READ_WITHIN, sink.send(Message::Text(text.into()))).await;
        if !matches!(sent, Ok(Ok(()))) {
            return;
        }
    };
    if let Some((code, reason)) = close {
        // A client that is gone needs no farewell.
        let _ = sink.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
    }
}

/// What the protocol asks of a client, and the library does not.
#[derive(Default)]
struct Rules {
    begun: bool,
    acknowledged: bool,
    living: HashSet<String>,
}

/// What of a message the rules are about.
#[derive(Deserialize)]
struct Head {
    #[serde(rename = "type")]
    kind: String,
    id: Option<String>,
}

impl Rules {
    /// A message of the client: taken up, or why the socket is closed.
    fn asks(&mut self, message: &[u8]) -> Result<(), Close> {
        let head: Head = serde_json::from_slice(message).map_err(|_| (4400, "Invalid message received"))?;
        match (head.kind.as_str(), head.id) {
            ("connection_init", _) if self.begun => Err((4429, "Too many initialisation requests")),
            ("connection_init", _) => {
                self.begun = true;
                Ok(())
            }
            ("ping" | "pong", _) => Ok(()),
            ("subscribe" | "complete", _) if !self.acknowledged => Err((4401, "Unauthorized")),
            ("subscribe", Some(id)) if self.living.contains(&id) => Err((4409, "Subscriber already exists")),
            ("subscribe", Some(_)) if SUBSCRIPTIONS <= self.living.len() => Err((4429, "Too many subscriptions")),
            ("subscribe", Some(id)) => {
                self.living.insert(id);
                Ok(())
            }
            ("complete", Some(id)) => {
                self.living.remove(&id);
                Ok(())
            }
            _ => Err((4400, "Invalid message received")),
        }
    }

    /// A message of ours.
    fn answers(&mut self, message: &[u8]) {
        let Ok(head) = serde_json::from_slice::<Head>(message) else { return };
        match (head.kind.as_str(), head.id) {
            ("connection_ack", _) => self.acknowledged = true,
            ("complete" | "error", Some(id)) => {
                self.living.remove(&id);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rules;

    #[test]
    fn a_client_is_held_to_the_rules() {
        let mut rules = Rules::default();
        let code = |result: Result<(), (u16, &str)>| result.err().map(|(code, _)| code);
        let subscribe = br#"{"type":"subscribe","id":"1","payload":{"query":"{ a }"}}"#;
        assert_eq!(code(rules.asks(subscribe)), Some(4401));
        assert_eq!(code(rules.asks(br#"{"type":"connection_init"}"#)), None);
        assert_eq!(code(rules.asks(subscribe)), Some(4401), "not acknowledged yet");
        rules.answers(br#"{"type":"connection_ack"}"#);
        assert_eq!(code(rules.asks(subscribe)), None);
        assert_eq!(code(rules.asks(subscribe)), Some(4409));
        rules.answers(br#"{"type":"complete","id":"1"}"#);
        assert_eq!(code(rules.asks(subscribe)), None, "its id is free again");
        for wrong in [&b"not json"[..], br#"{"type":"nonsense"}"#, br#"{"type":"subscribe"}"#, br#"[]"#] {
            assert_eq!(code(rules.asks(wrong)), Some(4400));
        }
        assert_eq!(code(rules.asks(br#"{"type":"connection_init"}"#)), Some(4429));
    }
}
