//! A program in this process: it publishes what it is told, once, and answers as a test asks it to.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use platform::webhook::Signed;
use serde_json::{Value, json};

use crate::county::Fault;

/// A message that came.
#[derive(Clone, Debug)]
pub(crate) struct Got {
    pub(crate) signed: Signed,
    pub(crate) text: String,
    pub(crate) body: Value,
}

/// What came, in its order; and the answers to give next, by type. No answer at all where one says 0.
#[derive(Debug, Default)]
pub(crate) struct Program {
    got: Mutex<Vec<Got>>,
    known: Mutex<HashSet<String>>,
    answers: Mutex<HashMap<String, Vec<(u16, String)>>>,
}

impl Program {
    /// What came of a type.
    pub(crate) fn got(&self, kind: &str) -> Vec<Got> {
        self.got.lock().unwrap().iter().filter(|got| got.body["type"] == kind).cloned().collect()
    }

    /// The next messages of a type are answered so; one that is answered with a fault was published all the same.
    pub(crate) fn answers(&self, kind: &str, answers: &[(u16, &str)]) {
        let answers = answers.iter().rev().map(|(status, body)| (*status, (*body).to_owned())).collect();
        self.answers.lock().unwrap().insert(kind.to_owned(), answers);
    }

    /// What it says of a piece when nobody asked for another answer.
    fn standing(&self, kind: &str, target: &str) -> Value {
        match kind {
            "release.withdraw" => json!({ "state": "withdrawn" }),
            "release.ask" if !self.known.lock().unwrap().contains(target) => json!({ "state": "unknown" }),
            "ping" => json!({ "state": "accepted" }),
            _ => json!({ "state": "live", "url": format!("https://weibo.example/{target}"), "id": target }),
        }
    }
}

async fn hook(State(program): State<Arc<Program>>, headers: HeaderMap, body: Bytes) -> Response {
    let of = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let signed =
        Signed { id: of("webhook-id"), timestamp: of("webhook-timestamp"), signature: of("webhook-signature") };
    let text = String::from_utf8_lossy(&body).into_owned();
    let body: Value = serde_json::from_str(&text).unwrap_or_default();
    let word = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let (kind, target) = (word("type"), word("target"));
    program.got.lock().unwrap().push(Got { signed, text, body });
    if kind == "release.publish" {
        program.known.lock().unwrap().insert(target.clone());
    }
    let next = program.answers.lock().unwrap().get_mut(&kind).and_then(Vec::pop);
    match next {
        None => (StatusCode::OK, program.standing(&kind, &target).to_string()).into_response(),
        Some((0, _)) => std::future::pending().await,
        Some((status, body)) => (StatusCode::from_u16(status).unwrap(), body).into_response(),
    }
}

/// Listens; gives its address.
pub(crate) async fn listen(program: Arc<Program>) -> Result<String, Fault> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/hook", listener.local_addr()?);
    let router = Router::new().route("/hook", post(hook)).with_state(program);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}
