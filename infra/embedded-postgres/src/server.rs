//! The running server: start, wait until ready, stop.

use std::fs::OpenOptions;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::{Binaries, Config, Error, account::Account, cluster::last_lines, folder::Folder};

/// Only names the socket file inside a private folder; no TCP port is opened. Never the standard one.
pub(crate) const PORT: u16 = 25431;

const START_WITHIN: Duration = Duration::from_secs(60);
const STOP_WITHIN: Duration = Duration::from_secs(60);

/// The postmaster and the thread that waits for it.
#[derive(Debug)]
pub(crate) struct Server {
    pid: Pid,
    // A lock that is never waited for, as only `&mut self` reads: it lets a static hold the server.
    ended: Mutex<Receiver<()>>,
    stopped: bool,
}

impl Server {
    pub(crate) fn start(
        binaries: &Binaries,
        account: &Account,
        folder: &Folder,
        config: &Config,
    ) -> Result<Self, Error> {
        let command = command(binaries, account, folder, config)?;
        let (pid, ended) = spawn_watched(command)?;
        let mut server = Self { pid, ended: Mutex::new(ended), stopped: false };
        server.wait_until_ready(folder)?;
        Ok(server)
    }

    /// Line 8 of the pid file turns to `ready` once connections are accepted.
    fn wait_until_ready(&mut self, folder: &Folder) -> Result<(), Error> {
        let deadline = Instant::now() + START_WITHIN;
        while Instant::now() < deadline {
            let pid_file = std::fs::read_to_string(folder.cluster.join("postmaster.pid")).unwrap_or_default();
            if pid_file.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            match self.ended_within(Duration::from_millis(5)) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => {
                    self.stopped = true;
                    let log = std::fs::read(&folder.log).unwrap_or_default();
                    return Err(Error::Failed {
                        program: "postgres",
                        said: last_lines(&String::from_utf8_lossy(&log)),
                    });
                }
            }
        }
        Err(Error::TimedOut("get ready"))
    }

    fn ended_within(&mut self, time: Duration) -> Result<(), RecvTimeoutError> {
        self.ended.get_mut().unwrap_or_else(PoisonError::into_inner).recv_timeout(time)
    }

    pub(crate) fn stop(&mut self) -> Result<(), Error> {
        if self.stopped {
            return Ok(());
        }
        self.stopped = true;
        // Fast shutdown; should it hang, immediate shutdown, from which the next start recovers.
        for signal in [Signal::INT, Signal::QUIT] {
            // It may have ended on its own meanwhile, and then there is nobody to signal.
            let _ = kill_process(self.pid, signal);
            if !matches!(self.ended_within(STOP_WITHIN), Err(RecvTimeoutError::Timeout)) {
                return Ok(());
            }
        }
        Err(Error::TimedOut("stop"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.stop();
    }
}

fn command(binaries: &Binaries, account: &Account, folder: &Folder, config: &Config) -> Result<Command, Error> {
    let log = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&folder.log)
        .map_err(Error::io(format!("open {}", folder.log.display())))?;
    account.own(&folder.log)?;
    let postgres = binaries.program("postgres");
    let mut command = match ends_with_parent() {
        Some(setpriv) => {
            let mut command = account.command(setpriv);
            command.args(["--pdeathsig", "INT", "--"]).arg(postgres);
            command
        }
        None => account.command(&postgres),
    };
    command
        .arg("-D")
        .arg(&folder.cluster)
        .args(["-p", &PORT.to_string(), "-c", "listen_addresses=", "-c"])
        .arg(format!("unix_socket_directories={}", folder.socket.display()));
    for (name, value) in settings(config) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    Ok(command)
}

/// `setpriv` asks the kernel to interrupt the server when we die, which otherwise takes unsafe code between fork and
/// exec. It is an essential part of Debian; elsewhere a killed parent leaves a server that the next start ends.
fn ends_with_parent() -> Option<&'static Path> {
    ["/usr/bin/setpriv", "/bin/setpriv"].into_iter().map(Path::new).find(|path| path.is_file())
}

fn settings(config: &Config) -> Vec<(String, String)> {
    let durable = if config.durable { "on" } else { "off" };
    let mut settings: Vec<(String, String)> = [
        ("fsync", durable),
        ("full_page_writes", durable),
        ("synchronous_commit", durable),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
        // A refused statement may carry a citizen's words: the log names the error, never the values.
        ("log_error_verbosity", "terse"),
        ("log_min_error_statement", "panic"),
        ("log_parameter_max_length", "0"),
        ("log_parameter_max_length_on_error", "0"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    settings.push(("max_connections".into(), config.max_connections.to_string()));
    settings.extend(config.settings.iter().cloned());
    settings
}

/// Spawns from a thread that lives as long as the server: the kernel counts the death of the spawning *thread* as the
/// parent's, so a pool's short-lived thread would take the server with it.
fn spawn_watched(mut command: Command) -> Result<(Pid, Receiver<()>), Error> {
    let (tell_pid, pid) = channel();
    let (tell_end, ended) = channel();
    std::thread::Builder::new()
        .name("postgres".into())
        .spawn(move || match command.spawn() {
            Ok(mut child) => {
                let _ = tell_pid.send(Ok(Pid::from_child(&child)));
                let _ = child.wait();
                let _ = tell_end.send(());
            }
            Err(error) => {
                let _ = tell_pid.send(Err(error));
            }
        })
        .map_err(Error::io("start the server's thread"))?;
    let pid = pid.recv().map_err(|_| Error::TimedOut("start"))?.map_err(Error::io("start postgres"))?;
    Ok((pid, ended))
}

/// Ends a server that outlived the process which started it, and removes a pid file that names no server of ours:
/// process numbers are reused, and PostgreSQL would refuse to start beside a stranger with the old number.
pub(crate) fn clear_leftover(folder: &Folder) -> Result<(), Error> {
    let pid_file = folder.cluster.join("postmaster.pid");
    let deadline = Instant::now() + STOP_WITHIN;
    let mut asked = false;
    while let Some(pid) = read_pid(&pid_file) {
        let proc = Path::new("/proc").join(pid.as_raw_nonzero().to_string());
        let ours = std::fs::read_link(proc.join("cwd")).is_ok_and(|cwd| cwd == folder.cluster);
        if !ours {
            std::fs::remove_file(&pid_file).or_else(gone).map_err(Error::io("remove a stale postmaster.pid"))?;
            return Ok(());
        }
        if !asked {
            asked = true;
            let _ = kill_process(pid, Signal::INT);
        }
        if deadline < Instant::now() {
            return Err(Error::InUse(folder.root.clone()));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

fn gone(error: std::io::Error) -> Result<(), std::io::Error> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

fn read_pid(pid_file: &Path) -> Option<Pid> {
    let text = std::fs::read_to_string(pid_file).ok()?;
    Pid::from_raw(text.lines().next()?.trim().parse().ok()?)
}
