//! PostGraphile over the same tables, with the same login and context: what a schema made from the database gives.

use std::process::Command;
use std::time::Duration;

use embedded_postgres::{APP, DATABASE, EmbeddedPostgres};
use serde_json::{Value, json};

use super::load::{Shot, once};
use crate::process::{Background, output};
use crate::project::Project;
use crate::services::{free_port, listens};
use crate::{Failure, Result, web};

const FOLDER: &str = "infra/xtask/peers";

/// The console's list of 20, in the words of PostGraphile's schema.
const LIST: &str = "{ allArticles(first: 20, condition: { countyId: 411325 }, orderBy: [UPDATED_AT_DESC, ROW_ID_DESC]) { \
    nodes { rowId title summary kind sensitivity state version updatedAt releasedAt } } }";

/// A running PostGraphile.
#[derive(Debug)]
pub(super) struct Peer {
    port: u16,
    _process: Background,
}

impl Peer {
    /// Starts so many processes of it: one is its default, and each uses one core.
    pub(super) fn start(project: &Project, postgres: &EmbeddedPostgres, processes: usize) -> Result<Self> {
        web::install(project, FOLDER)?;
        let port = free_port(0)?;
        let folder = project.path(FOLDER);
        let mut command = Command::new(folder.join("node_modules/.bin/node"));
        command
            .current_dir(&folder)
            .args(["postgraphile.mjs", &port.to_string(), &processes.to_string()])
            .arg(json!({ "juzhen.county": "411325", "juzhen.reach": "county" }).to_string())
            .env("PGHOST", postgres.socket_dir())
            .env("PGPORT", postgres.port().to_string())
            .env("PGUSER", APP)
            .env("PGDATABASE", DATABASE)
            .env("NODE_ENV", "production")
            .env("GRAPHILE_ENV", "production");
        let mut process = Background::start("PostGraphile", &mut command)?;
        process.wait_until(Duration::from_secs(60), || listens(port))?;
        let peer = Self { port, _process: process };
        peer.look()?;
        Ok(peer)
    }

    /// Its console list of 20.
    pub(super) fn list(&self) -> Shot {
        Shot {
            port: self.port,
            path: "/graphql".into(),
            headers: String::new(),
            body: json!({ "query": LIST }).to_string(),
            pieces: 0,
        }
    }

    /// It must show what we show: 20 pieces.
    fn look(&self) -> Result {
        let answer = once(&self.list())?;
        let body: Value = serde_json::from_slice(&answer.body)?;
        let nodes = body.pointer("/data/allArticles/nodes").and_then(Value::as_array).map_or(0, Vec::len);
        if nodes == 20 { Ok(()) } else { Err(Failure::said(format!("PostGraphile answered {body}"))) }
    }
}

/// Its version, as pinned.
pub(super) fn version(project: &Project) -> Result<String> {
    let package: Value = serde_json::from_slice(&std::fs::read(project.path(FOLDER).join("package.json"))?)?;
    let of = |name| package.pointer(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(format!("PostGraphile {} on Node {}", of("/dependencies/postgraphile"), of("/dependencies/node")))
}

/// The version of a program as it tells it.
pub(super) fn told(program: &mut Command) -> String {
    output(program).map(|said| said.trim().to_owned()).unwrap_or_default()
}
