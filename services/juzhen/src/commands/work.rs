//! `juzhen work`: jobs, deliveries, and the relay of events.

use platform::telemetry;

use crate::core::Core;
use crate::shutdown::Shutdown;
use crate::{Fault, working};

/// Works until it is asked to end. Any number of workers may run side by side.
pub(crate) async fn run() -> Result<(), Fault> {
    let config = super::complete()?;
    let _telemetry = telemetry::start(&config, "juzhen-work")?;
    let shutdown = Shutdown::on_signals()?;
    let core = Core::connect(&config).await?;
    tracing::info!("working");
    working::run(&core, &config, shutdown).await;
    Ok(())
}
