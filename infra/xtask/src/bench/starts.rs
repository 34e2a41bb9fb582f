//! How long things take to start: the server on data that are there, and `cargo xtask up` where nothing is to be built.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use embedded_postgres::EmbeddedPostgres;
use rustix::process::{Pid, Signal, kill_process};

use super::contest::median;
use super::server::Server;
use crate::project::Project;
use crate::{Failure, Result};

const TIMES: usize = 5;

/// Seconds from the start of `juzhen serve` to its first answer.
pub(super) fn server(project: &Project, postgres: &EmbeddedPostgres) -> Result<f64> {
    let mut seconds = Vec::new();
    for _ in 0..TIMES {
        seconds.push(Server::start(project, postgres, 1)?.started_in.as_secs_f64());
    }
    Ok(median(&seconds))
}

/// Seconds from the command `cargo xtask up` to the addresses, after a first one that built and loaded what was missing.
pub(super) fn up(project: &Project) -> Result<f64> {
    once(project)?;
    let mut seconds = Vec::new();
    for _ in 0..TIMES {
        seconds.push(once(project)?.as_secs_f64());
    }
    Ok(median(&seconds))
}

fn once(project: &Project) -> Result<Duration> {
    let begun = Instant::now();
    let mut up = Command::new("cargo")
        .current_dir(&project.root)
        .args(["xtask", "up"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let lines =
        up.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines).map_while(std::io::Result::ok);
    let mut ready = None;
    for line in lines {
        if ready.is_none() && line.contains(crate::up::READY) {
            ready = Some(begun.elapsed());
            kill_process(Pid::from_child(&up), Signal::TERM)?;
        }
    }
    up.wait()?;
    ready.ok_or_else(|| Failure::said("cargo xtask up did not get ready; run it to see why"))
}
