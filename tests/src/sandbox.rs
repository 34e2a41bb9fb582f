//! The WeChat and newspaper sandboxes of a world, and their control API.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::process::{Process, free_port};
use crate::until;

/// A running sandbox.
#[derive(Debug)]
pub struct Sandbox {
    client: reqwest::Client,
    base: String,
    log: PathBuf,
    process: Process,
}

impl Sandbox {
    /// A newspaper for a test that needs no world around it.
    pub async fn newspaper(folder: &Path, client: reqwest::Client) -> Self {
        Self::start("newspaper", folder, client).await
    }

    pub(crate) async fn start(name: &str, folder: &Path, client: reqwest::Client) -> Self {
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("sandboxes").join(name);
        let port = free_port();
        let log = folder.join(format!("{name}.jsonl"));
        let mut command = Command::new("node");
        command.arg(home.join("server.mjs")).args(["--port", &port.to_string()]);
        command.arg("--accounts").arg(home.join("accounts.json")).arg("--log").arg(&log);
        let mut process = Process::start(&command, &folder.join(format!("{name}.log")));
        let base = format!("http://127.0.0.1:{port}");
        until(&format!("the {name} sandbox listens"), async || {
            process.must_live();
            client.get(format!("{base}/_sandbox/journal")).send().await.ok()
        })
        .await;
        Self { client, base, log, process }
    }

    /// Where it answers.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Its own record of what it was asked and what it did: the independent witness, one JSON line each.
    #[must_use]
    pub fn journal(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// Reads from the control API, such as `effects?effect=published`.
    ///
    /// # Panics
    /// When it does not answer.
    pub async fn look(&self, path: &str) -> Value {
        self.ask(self.client.get(format!("{}/_sandbox/{path}", self.base))).await
    }

    /// Posts to the control API, such as `citizens/say`.
    ///
    /// # Panics
    /// When it does not answer.
    pub async fn tell(&self, path: &str, body: &Value) -> Value {
        self.ask(self.client.post(format!("{}/_sandbox/{path}", self.base)).json(body)).await
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> Value {
        let response = request.send().await.expect("an answer of the sandbox");
        let status = response.status();
        let text = response.text().await.expect("a whole answer of the sandbox");
        assert!(status.is_success(), "{status} {text}\n{}", self.process.said());
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    }
}
