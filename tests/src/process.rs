//! A program beside the test, ended with it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running program whose output goes to a file. Dropped, it is killed.
#[derive(Debug)]
pub struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts it. The kernel kills it should the test be killed.
    pub(crate) fn start(command: &Command, log: &Path) -> Self {
        let file = File::options().create(true).append(true).open(log).expect("open a log");
        let mut asked = Command::new("/usr/bin/setpriv");
        asked.args(["--pdeathsig", "KILL", "--"]).arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => asked.env(name, value),
                None => asked.env_remove(name),
            };
        }
        asked.stdin(Stdio::null()).stdout(file.try_clone().expect("share a log")).stderr(file);
        let child = asked.spawn().expect("start a program of the test");
        Self { child, log: log.to_owned() }
    }

    /// Fails the test if the program has ended, showing what it said.
    ///
    /// # Panics
    /// When it has.
    pub fn must_live(&mut self) {
        if let Ok(Some(status)) = self.child.try_wait() {
            panic!("{} ended ({status}):\n{}", self.log.display(), self.said());
        }
    }

    /// Everything it wrote.
    #[must_use]
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// What the kernel tells of it, such as its `limits`.
    #[must_use]
    pub fn kernel_tells(&self, what: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{what}", self.child.id())).unwrap_or_default()
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Whether it has ended by itself, within ten seconds.
    pub async fn ended(&mut self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(10);
        while Instant::now() < deadline {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A port nobody listens on now.
pub(crate) fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("find a free port");
    listener.local_addr().expect("read the port").port()
}
