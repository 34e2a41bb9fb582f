//! Running programs, and ending what was started when the person presses Ctrl-C.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::{Failure, Result};

static INTERRUPTED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// From here on Ctrl-C and a polite kill set a mark instead of ending us, so that we end what we started first.
pub(crate) fn catch_interrupts() -> Result {
    let mark = Arc::clone(INTERRUPTED.get_or_init(Arc::default));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(&mark))?;
    }
    Ok(())
}

/// Whether Ctrl-C was pressed.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.get().is_some_and(|mark| mark.load(Ordering::Relaxed))
}

/// Runs a program to its end with its output shown.
pub(crate) fn run(command: &mut Command) -> Result {
    let status = command.stdin(Stdio::null()).status().map_err(|error| cannot_start(command, &error))?;
    judge(command, status)
}

/// Runs a program to its end and gives what it wrote; its errors are shown.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| cannot_start(command, &error))?;
    judge(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program to its end, showing each line and giving it to `see`. Answers whether the program was content.
pub(crate) fn watch(command: &mut Command, mut see: impl FnMut(&str)) -> Result<bool> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_start(command, &error))?;
    let (tell, lines) = channel();
    read_lines(child.stdout.take(), tell.clone());
    read_lines(child.stderr.take(), tell);
    let mut shown = std::io::stdout();
    for line in lines {
        // A closed terminal is no reason to leave the program half read.
        let _ = writeln!(shown, "{line}");
        see(&line);
    }
    let status = child.wait()?;
    if interrupted() { Err(Failure::Interrupted) } else { Ok(status.success()) }
}

fn read_lines(stream: Option<impl Read + Send + 'static>, tell: Sender<String>) {
    let Some(stream) = stream else { return };
    std::thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while stream.read_until(b'\n', &mut line).is_ok_and(|read| 0 < read) {
            let text = String::from_utf8_lossy(&line);
            if tell.send(text.trim_end().to_owned()).is_err() {
                return;
            }
            line.clear();
        }
    });
}

fn judge(command: &Command, status: ExitStatus) -> Result {
    if interrupted() {
        Err(Failure::Interrupted)
    } else if status.success() {
        Ok(())
    } else {
        Err(Failure::said(format!("{} failed ({status})", words(command))))
    }
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::said(format!("cannot run {}: {error}", words(command)))
}

fn words(command: &Command) -> String {
    let mut words = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args().take(4) {
        words = format!("{words} {}", argument.to_string_lossy());
    }
    words
}

/// A program that runs beside us until dropped.
#[derive(Debug)]
pub(crate) struct Background {
    child: Child,
    name: &'static str,
}

impl Background {
    /// Starts it in a process group of its own: Ctrl-C reaches us alone, and we end things in order.
    pub(crate) fn start(name: &'static str, command: &mut Command) -> Result<Self> {
        let mut command = ending_with_us(command);
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(|error| Failure::said(format!("cannot run {name}: {error}")))?;
        Ok(Self { child, name })
    }

    /// Its process number.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until `ready` is true, for as long as the program lives and nobody presses Ctrl-C.
    pub(crate) fn wait_until(&mut self, within: Duration, mut ready: impl FnMut() -> bool) -> Result {
        let deadline = Instant::now() + within;
        while !ready() {
            self.still_runs()?;
            if deadline < Instant::now() {
                return Err(Failure::said(format!("{} did not get ready in {} s", self.name, within.as_secs())));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Fails when the program has ended, or when the person wants us to end.
    pub(crate) fn still_runs(&mut self) -> Result {
        if interrupted() {
            return Err(Failure::Interrupted);
        }
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => Err(Failure::said(format!("{} ended by itself ({status})", self.name))),
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let pid = Pid::from_child(&self.child);
        let deadline = Instant::now() + Duration::from_secs(20);
        // A program that has ended already needs no signal, and one that does not listen gets no second wish.
        let _ = kill_process(pid, Signal::TERM);
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Has the kernel end the program when we are killed, where util-linux is there to ask it (always on Debian).
fn ending_with_us(command: &Command) -> Command {
    let mut asked = Command::new("/usr/bin/setpriv");
    if !std::path::Path::new("/usr/bin/setpriv").is_file() {
        asked = Command::new(command.get_program());
    } else {
        asked.args(["--pdeathsig", "TERM", "--"]).arg(command.get_program());
    }
    asked.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => asked.env(name, value),
            None => asked.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        asked.current_dir(folder);
    }
    asked
}
