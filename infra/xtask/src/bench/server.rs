//! The release build of the platform, and the handler it is compared with.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use embedded_postgres::EmbeddedPostgres;
use serde_json::Value;

use super::load::{CONNECTIONS, Shot, once};
use crate::process::{Background, run};
use crate::project::Project;
use crate::services::{answers, free_port, listens};
use crate::{Failure, Result};

/// A running server.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) port: u16,
    pieces: u64,
    /// From the start of the process to its first answer.
    pub(super) started_in: Duration,
    process: Background,
}

impl Server {
    /// Starts the gateway on the data that are there.
    pub(super) fn start(project: &Project, postgres: &EmbeddedPostgres, pieces: u64) -> Result<Self> {
        let port = free_port(0)?;
        let begun = Instant::now();
        let mut command = juzhen(project, postgres, "serve");
        command.env("JUZHEN_SERVER_LISTEN", format!("127.0.0.1:{port}")).stderr(Stdio::null());
        let mut process = Background::start("juzhen serve", &mut command)?;
        // Ready means that the database answered; so the first answer is one with data in it.
        process.wait_until(Duration::from_secs(30), || answers(port, "/readyz"))?;
        Ok(Self { port, pieces, started_in: begun.elapsed(), process })
    }

    /// Memory in use, in MB.
    pub(super) fn megabytes(&self) -> Result<f64> {
        memory(self.process.id(), "VmRSS:")
    }

    /// A GraphQL request to one surface.
    pub(super) fn shot(&self, surface: &str, body: &Value) -> Shot {
        Shot {
            port: self.port,
            path: format!("/{surface}/graphql"),
            headers: String::new(),
            body: body.to_string(),
            pieces: self.pieces,
        }
    }

    /// The headers of someone signed in.
    pub(super) fn sign_in(&self, login: &str) -> Result<String> {
        let query = format!(
            "mutation {{ signIn(county: 411325, login: \"{login}\", password: \"Juzhen-2026\") {{ csrfToken }} }}"
        );
        let answer = once(&self.shot("console", &serde_json::json!({ "query": query })))?;
        let body: Value = serde_json::from_slice(&answer.body)?;
        let csrf = body.pointer("/data/signIn/csrfToken").and_then(|token| token.as_str());
        let csrf = csrf.ok_or_else(|| Failure::said(format!("{login} is not signed in: {body}")))?;
        Ok(format!("Cookie: {}\r\nX-Juzhen-Csrf: {csrf}\r\n", answer.cookie))
    }
}

/// What the kernel says of a process's memory, in MB.
pub(super) fn memory(process: u32, what: &str) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let kilobytes =
        status.lines().find_map(|line| line.strip_prefix(what)?.trim().split(' ').next()?.parse::<f64>().ok());
    kilobytes.map(|kilobytes| kilobytes / 1024.0).ok_or_else(|| Failure::said(format!("no {what}")))
}

/// 32 bytes of nothing: what is sealed here is made up.
const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// A command of the release binary on the bench's database.
pub(super) fn juzhen(project: &Project, postgres: &EmbeddedPostgres, name: &str) -> Command {
    let mut command = Command::new(released(project, "juzhen"));
    command
        .arg(name)
        .env("JUZHEN_DATABASE_URL", postgres.app_url())
        .env("JUZHEN_DATABASE_OWNER_URL", postgres.owner_url())
        .env("JUZHEN_DATABASE_CONNECTIONS", CONNECTIONS.to_string())
        .env("JUZHEN_SECRETS_KEY", KEY)
        .env("JUZHEN_S3_ENDPOINT", "http://127.0.0.1:9")
        .env("JUZHEN_S3_ACCESS_KEY", "none")
        .env("JUZHEN_S3_SECRET_KEY", "none")
        .env("JUZHEN_SERVER_SECURE_COOKIES", "false")
        .env("JUZHEN_SERVER_OPEN_SCHEMA", "true")
        .env("JUZHEN_LOG_FILTER", "error");
    command
}

/// The static handler, answering with the bytes in `file`.
pub(super) fn fixed(project: &Project, file: &Path) -> Result<(u16, Background)> {
    let port = free_port(0)?;
    let mut command = Command::new(released(project, "examples/static"));
    command.arg(file).arg(format!("127.0.0.1:{port}"));
    let mut process = Background::start("the static handler", &mut command)?;
    process.wait_until(Duration::from_secs(10), || listens(port))?;
    Ok((port, process))
}

/// What draws secrets under the same key.
pub(super) fn sealed(project: &Project) -> Command {
    let mut command = Command::new(released(project, "examples/sealed"));
    command.env("JUZHEN_SECRETS_KEY", KEY);
    command
}

/// Builds all of it in one go, so that what they share is built once.
pub(super) fn build(project: &Project) -> Result {
    let juzhen = ["build", "--release", "--package", "juzhen", "--bin", "juzhen"];
    let examples = ["--package", "gateway", "--example", "static", "--package", "platform", "--example", "sealed"];
    run(Command::new("cargo").current_dir(&project.root).args(juzhen).args(examples))
}

fn released(project: &Project, name: &str) -> PathBuf {
    project.target().join("release").join(name)
}
