//! Worker processes of the release build.

use std::process::Stdio;

use embedded_postgres::EmbeddedPostgres;

use super::server::{juzhen, memory};
use crate::Result;
use crate::process::Background;
use crate::project::Project;

/// Workers side by side, as `juzhen work` starts them; they end when dropped.
#[derive(Debug)]
pub(super) struct Workers(Vec<Background>);

impl Workers {
    /// Starts so many. All that differs from the defaults: they may call this machine.
    pub(super) fn start(project: &Project, postgres: &EmbeddedPostgres, count: usize) -> Result<Self> {
        let start = |_| {
            let mut command = juzhen(project, postgres, "work");
            command.env("JUZHEN_WORKER_ALLOW_PRIVATE_NETWORKS", "true").env_remove("JUZHEN_DATABASE_CONNECTIONS");
            Background::start("juzhen work", command.stderr(Stdio::inherit()))
        };
        (0..count).map(start).collect::<Result<_>>().map(Self)
    }

    /// Fails when one has ended.
    pub(super) fn still_run(&mut self) -> Result {
        self.0.iter_mut().try_for_each(Background::still_runs)
    }

    /// The most memory that one of them ever had, in MB.
    pub(super) fn peak(&self) -> Result<f64> {
        self.0.iter().try_fold(0.0, |most: f64, worker| Ok(most.max(memory(worker.id(), "VmHWM:")?)))
    }
}
