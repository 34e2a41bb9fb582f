//! What stands around the server in a demo: the sandboxes, and the ports all of them listen on.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::Result;
use crate::process::Background;
use crate::project::Project;

/// A sandbox, running.
#[derive(Debug)]
pub(crate) struct Sandbox {
    pub(crate) port: u16,
    process: Background,
}

impl Sandbox {
    /// Starts `tests/sandboxes/NAME`.
    pub(crate) fn start(project: &Project, name: &'static str, port: u16, folder: &Path) -> Result<Self> {
        let server = project.path("tests/sandboxes").join(name).join("server.mjs");
        std::fs::create_dir_all(folder)?;
        let mut command = Command::new("node");
        command
            .arg(server)
            .args(["--port", &port.to_string()])
            .arg("--accounts")
            .arg(project.path("tests/sandboxes").join(name).join("accounts.json"))
            .arg("--log")
            .arg(folder.join(format!("{name}.log")))
            .arg("--state")
            .arg(state_file(folder, name));
        Ok(Self { port, process: Background::start(name, &mut command)? })
    }

    /// Waits until it listens.
    pub(crate) fn wait(&mut self) -> Result {
        self.process.wait_until(Duration::from_secs(20), || listens(self.port))
    }

    /// Makes the next start of sandbox `name` begin with nothing.
    pub(crate) fn forget(name: &str, folder: &Path) -> Result {
        let file = state_file(folder, name);
        if file.exists() { Ok(std::fs::remove_file(file)?) } else { Ok(()) }
    }

    /// Where it answers.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

fn state_file(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}-sandbox.json"))
}

/// `wanted` if nobody has it, else one the system chooses.
pub(crate) fn free_port(wanted: u16) -> Result<u16> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)).or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    Ok(listener.local_addr()?.port())
}

/// Whether something accepts connections on a port of this machine.
pub(crate) fn listens(port: u16) -> bool {
    TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), Duration::from_millis(200)).is_ok()
}

/// Asks for a page and answers whether it came with status 200.
pub(crate) fn answers(port: u16, path: &str) -> bool {
    use std::io::{Read, Write};
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return false };
    let patience = stream.set_read_timeout(Some(Duration::from_secs(5)));
    let asked = write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    let mut head = [0_u8; 12];
    patience.is_ok() && asked.is_ok() && stream.read_exact(&mut head).is_ok() && head.ends_with(b" 200")
}
