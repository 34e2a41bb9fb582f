//! A subscription held open by a public client beside the test.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::Session;

/// The way a subscription travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// graphql-transport-ws.
    Socket,
    /// Server-sent events.
    Events,
}

impl Via {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Socket, Self::Events];
}

/// An open subscription. Dropped, it is cut.
#[derive(Debug)]
pub struct Listener {
    _client: Child,
    lines: Lines<BufReader<ChildStdout>>,
    /// Everything that came, as it came.
    pub heard: Vec<Value>,
}

impl Listener {
    pub(crate) fn open(session: &Session, via: Via, query: &str) -> Self {
        let address = format!("{}{}", session.base, session.surface.path());
        let (address, way) = match via {
            Via::Socket => (address.replacen("http", "ws", 1), "ws"),
            Via::Events => (address, "sse"),
        };
        let mut node = Command::new("node");
        node.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance")).args([
            "listen.mjs",
            &address,
            "--via",
            way,
            "--query",
            query,
        ]);
        for (name, value) in session.headers() {
            node.args(["--header", &format!("{name}: {value}")]);
        }
        let mut client = node.stdout(Stdio::piped()).kill_on_drop(true).spawn().expect("start a subscriber");
        let lines = BufReader::new(client.stdout.take().expect("its output")).lines();
        Self { _client: client, lines, heard: Vec::new() }
    }

    /// What comes next.
    ///
    /// # Panics
    /// When nothing comes within 30 seconds, or the client ends.
    pub async fn next(&mut self) -> Value {
        let line = tokio::time::timeout(Duration::from_secs(30), self.lines.next_line()).await;
        let line = line.unwrap_or_else(|_| panic!("nothing more than {:?}", self.heard));
        let line = line.expect("a line").unwrap_or_else(|| panic!("the subscriber ended after {:?}", self.heard));
        let value: Value = serde_json::from_str(&line).expect("JSON of the subscriber");
        self.heard.push(value.clone());
        value
    }

    /// Goes on until something comes that satisfies; gives that.
    ///
    /// # Panics
    /// When it does not come.
    pub async fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let value = self.next().await;
            if wanted(&value) {
                return value;
            }
        }
    }
}
