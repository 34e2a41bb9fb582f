//! Asks as anyone would, and what an answer says.

use std::time::Duration;

use serde_json::{Value, json};
use sqlx::PgConnection;
use tests::Session;

use super::document::Operation;

/// How long a subscription is listened to once nothing more comes.
const SILENCE: Duration = Duration::from_millis(250);

/// How long a subscription is listened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    /// Until it is silent, and silent again after a ring.
    Silent,
    /// Until it says something, ringing again and again.
    Heard,
}

/// One or, of a subscription, several answers.
pub(super) struct Said {
    answers: Vec<Value>,
}

/// Sends a document. While a subscription is open, the doorbell rings with `rings`.
pub(super) async fn ask(
    session: &Session,
    operation: &Operation,
    document: &str,
    conn: &mut PgConnection,
    (until, rings): (Until, &str),
) -> Said {
    if operation.kind != "subscription" {
        return Said { answers: vec![session.gql(document, json!({})).await.body] };
    }
    let request = session.request().header("accept", "text/event-stream").json(&json!({ "query": document }));
    let mut stream = request.send().await.unwrap();
    let mut text = String::new();
    let times = if until == Until::Silent { 1 } else { 40 };
    for _ in 0..times {
        hear(&mut stream, &mut text).await;
        if text.contains("event: complete") || (until == Until::Heard && text.contains("event: next")) {
            return Said { answers: events(&text) };
        }
        sqlx::query("select pg_notify('juzhen_event', $1)").bind(rings).execute(&mut *conn).await.unwrap();
    }
    hear(&mut stream, &mut text).await;
    Said { answers: events(&text) }
}

/// Takes in what comes until there is silence or an end.
async fn hear(stream: &mut reqwest::Response, text: &mut String) {
    while let Ok(Ok(Some(bytes))) = tokio::time::timeout(SILENCE, stream.chunk()).await {
        text.push_str(&String::from_utf8_lossy(&bytes));
        if text.contains("event: complete") {
            return;
        }
    }
}

fn events(text: &str) -> Vec<Value> {
    text.lines().filter_map(|line| serde_json::from_str(line.strip_prefix("data:")?.trim()).ok()).collect()
}

impl Said {
    /// The whole of it.
    pub(super) fn text(&self) -> String {
        self.answers.iter().map(Value::to_string).collect()
    }

    /// How many answers there were.
    pub(super) fn count(&self) -> usize {
        self.answers.len()
    }

    fn errors(&self) -> impl Iterator<Item = &Value> {
        self.answers.iter().filter_map(|answer| answer.get("errors")?.as_array()).flatten()
    }

    /// The codes of its errors.
    pub(super) fn codes(&self) -> Vec<&str> {
        self.errors().filter_map(|error| error.pointer("/extensions/code")?.as_str()).collect()
    }

    /// What makes it no answer at all: an error of ours, one without a code, or a document that the gateway refuses to run.
    pub(super) fn fault(&self) -> Option<&Value> {
        const UNREAD: [&str; 6] =
            ["GRAPHQL", "QUERY_TOO_LONG", "TOO_MANY_ALIASES", "TOO_MANY_SELECTIONS", "TOO_DEEP", "TOO_COMPLEX"];
        self.errors().find(|error| {
            let word = |pointer| error.pointer(pointer).and_then(Value::as_str);
            let code = word("/extensions/code");
            code.is_none_or(|code| code == "INTERNAL")
                || word("/extensions/reason").is_some_and(|reason| UNREAD.contains(&reason))
        })
    }

    /// True where the operation's field holds nothing in any answer: none, an empty list or an empty page.
    pub(super) fn is_empty(&self, operation: &Operation) -> bool {
        self.answers.iter().all(|answer| {
            let value = answer.pointer(&format!("/data/{}", operation.name)).unwrap_or(&Value::Null);
            let rows = value.get("nodes").unwrap_or(value);
            rows.is_null() || rows.as_array().is_some_and(Vec::is_empty)
        })
    }

    /// True where a refused input names the argument.
    pub(super) fn refuses(&self, path: &str) -> bool {
        let last = path.rsplit('.').next().unwrap_or(path);
        let fields = self.errors().filter_map(|error| error.pointer("/extensions/fields")?.as_array()).flatten();
        fields.filter_map(|field| field.get("field")?.as_str()).any(|field| field.contains(last))
    }
}
