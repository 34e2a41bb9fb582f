//! The same statements by `pgbench`: what the database gives without a server before it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use embedded_postgres::{APP, DATABASE, EmbeddedPostgres};

use super::load::CONNECTIONS;
use super::recording::Recording;
use crate::process::output;
use crate::{Failure, Result};

/// A recorded script, kept beside the data so that a person can read what was compared.
#[derive(Debug)]
pub(super) struct Script {
    file: PathBuf,
    values: Vec<String>,
}

impl Script {
    /// Writes it into `folder`.
    pub(super) fn write(folder: &Path, name: &str, recording: &Recording) -> Result<Self> {
        let file = folder.join(format!("{name}.pgbench.sql"));
        let values: Vec<String> = recording.values.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let told: String = values.iter().map(|value| format!("-- {}\n", value.replace('\n', " "))).collect();
        std::fs::write(&file, told + &recording.script)?;
        Ok(Self { file, values })
    }

    /// One that stands in a file already.
    pub(super) fn of(file: PathBuf) -> Self {
        Self { file, values: Vec::new() }
    }

    /// Transactions a second over all connections, with prepared statements, as the server has them.
    pub(super) fn run(&self, postgres: &EmbeddedPostgres, time: Duration) -> Result<f64> {
        self.run_as(postgres, APP, CONNECTIONS, time)
    }

    /// The same as another role, over so many connections.
    pub(super) fn run_as(
        &self,
        postgres: &EmbeddedPostgres,
        role: &str,
        connections: usize,
        time: Duration,
    ) -> Result<f64> {
        let connections = connections.to_string();
        let mut pgbench = Command::new(postgres.binaries().program("pgbench"));
        pgbench.args(["-n", "-M", "prepared", "-j", "2", "-c", &connections, "-T", &time.as_secs().to_string(), "-f"]);
        pgbench.arg(&self.file).args(self.values.iter().flat_map(|value| ["-D", value]));
        let said = output(pgbench.arg(postgres.url(role, DATABASE)))?;
        said.lines()
            .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok())
            .ok_or_else(|| Failure::said(format!("pgbench told no figure: {said}")))
    }
}
