//! The other side of a bridge or a connector: the very file that `docs/` gives to whoever builds one.

use std::path::Path;
use std::process::Command;

use crate::process::{Process, free_port};
use crate::{World, until};

/// An example, waiting for its secret, and then running.
#[derive(Debug)]
pub struct Example {
    file: &'static str,
    port: u16,
    process: Option<Process>,
}

impl Example {
    /// A place for a file of `docs/`.
    #[must_use]
    pub fn reserve(file: &'static str) -> Self {
        Self { file, port: free_port(), process: None }
    }

    /// Where it takes messages once it runs.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.port)
    }

    /// Runs it with what it was handed.
    ///
    /// # Panics
    /// When it does not listen.
    pub async fn run(&mut self, world: &World, variables: &[(&str, &str)]) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(self.file);
        let mut command = Command::new("python3");
        command.arg(file).arg(self.port.to_string()).envs(variables.iter().copied());
        let mut process = Process::start(&command, &world.folder().join("example.log"));
        until("the example listens", async || {
            process.must_live();
            tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.ok()
        })
        .await;
        self.process = Some(process);
    }

    /// Everything it wrote.
    #[must_use]
    pub fn said(&self) -> String {
        self.process.as_ref().map(Process::said).unwrap_or_default()
    }
}
