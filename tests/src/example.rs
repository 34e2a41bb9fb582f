//! The other side of a bridge to an OA: the very file that `docs/` gives to whoever builds one.

use std::path::Path;
use std::process::Command;

use crate::process::{Process, free_port};
use crate::{World, until};

/// The example, waiting for its secret, and then running.
#[derive(Debug)]
pub struct OaExample {
    port: u16,
    process: Option<Process>,
}

impl OaExample {
    /// A place for it.
    #[must_use]
    pub fn reserve() -> Self {
        Self { port: free_port(), process: None }
    }

    /// Where it takes messages once it runs.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.port)
    }

    /// Runs it with the secret it was handed, deciding as one account.
    ///
    /// # Panics
    /// When it does not listen.
    pub async fn run(&mut self, world: &World, secret: &str, account: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/oa-bridge.py");
        let mut command = Command::new("python3");
        command.arg(file).arg(self.port.to_string()).env("OA_SECRET", secret).env("OA_ACCOUNT", account);
        let mut process = Process::start(&command, &world.folder().join("oa-example.log"));
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
