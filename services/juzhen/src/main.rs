//! The one binary of the platform: it reads the configuration, wires the services, and runs one command.

mod commands;
mod core;
mod demo;
mod embedded;
mod opening;
mod serving;
mod shutdown;
mod working;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;
use rustix::process::{Resource, Rlimit, setrlimit};

/// A GraphQL answer is thousands of small pieces: this allocator takes a sixth off the time of the console's list, and gives
/// memory back after a rush.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A thread's stack, in bytes. An answer polls its resolver, the use case and the object store's client inside one another: as the
/// compiler leaves them for tests, two megabytes do not hold them. Only what is touched takes memory.
const STACK: usize = 8 << 20;

/// What a command fails with; its causes are printed one after the other.
type Fault = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    // One TLS stack for the whole process. A second call would only say that it is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    leave_no_core();
    match run(commands::Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("juzhen: {}", with_causes(fault.as_ref()));
            ExitCode::FAILURE
        }
    }
}

/// A core of this process would hold the secrets it works with: the kernel is told to write none.
fn leave_no_core() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, none) {
        eprintln!("juzhen: a crash may leave a core: {error}");
    }
}

fn run(command: commands::Arguments) -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build()?;
    let result = runtime.block_on(command.run());
    // Tasks in the background still hold connections: they end before the database they are connected to.
    runtime.shutdown_timeout(Duration::from_secs(1));
    if let Some(mut postgres) = result? {
        postgres.stop()?;
    }
    Ok(())
}

fn with_causes(fault: &(dyn std::error::Error + 'static)) -> String {
    let mut words = fault.to_string();
    let mut source = fault.source();
    while let Some(cause) = source {
        words = format!("{words}: {cause}");
        source = cause.source();
    }
    words
}
