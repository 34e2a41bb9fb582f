//! `juzhen serve`: the gateway.

use std::sync::Arc;

use clap::{Args, ValueEnum};
use platform::config;
use platform::telemetry;

use crate::core::Core;
use crate::shutdown::Shutdown;
use crate::{Fault, serving};

/// How to serve.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// 服务对象 The audience this process serves; server.surface otherwise.
    #[arg(long, value_enum)]
    surface: Option<Surface>,
}

/// An audience: staff on the inner network, citizens on the outer, overseers; or all of them.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Surface {
    Console,
    Public,
    Oversight,
    All,
}

/// Serves until it is asked to end.
pub(crate) async fn run(arguments: Arguments) -> Result<(), Fault> {
    let mut config = super::complete()?;
    if let Some(surface) = arguments.surface {
        config.server.surface = match surface {
            Surface::Console => config::Surface::Console,
            Surface::Public => config::Surface::Public,
            Surface::Oversight => config::Surface::Oversight,
            Surface::All => config::Surface::All,
        };
    }
    let _telemetry = telemetry::start(&config, "juzhen-serve")?;
    let shutdown = Shutdown::on_signals()?;
    let core = Core::connect(&config).await?;
    let listener = serving::listen(&config).await?;
    tracing::info!(address = %listener.local_addr()?, "serving");
    serving::run(&core, Arc::new(config), listener, shutdown).await
}
