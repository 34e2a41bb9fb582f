//! The worker of this process: it runs jobs, and the relay that carries events from the outbox to the doorbell.

use std::time::Duration;

use platform::config::Config;
use platform::jobs::{self, Failure, Job, RunnerConfig};
use platform::outbox;

use crate::core::Core;
use crate::shutdown::Shutdown;

/// Pause of the relay when the outbox was empty: what a subscription waits at most.
const RELAY_PAUSE: Duration = Duration::from_millis(50);

/// Works until it is asked to end, then finishes the jobs in hand.
pub(crate) async fn run(core: &Core, config: &Config, shutdown: Shutdown) {
    let runner = RunnerConfig {
        concurrency: config.worker.concurrency,
        poll: Duration::from_millis(config.worker.poll_ms),
        lease: Duration::from_secs(config.worker.lease_seconds),
    };
    let handler = core.clone();
    let running = jobs::run(core.database.clone(), runner, shutdown.clone().asked(), move |job| {
        let core = handler.clone();
        async move { handle(&core, job).await }
    });
    tokio::join!(running, relay(core, shutdown));
}

async fn relay(core: &Core, shutdown: Shutdown) {
    let mut asked = std::pin::pin!(shutdown.asked());
    loop {
        let moved = outbox::relay(&core.database).await.unwrap_or_else(|error| {
            tracing::error!(error = %Failure::of(&error), "relay events");
            0
        });
        let pause = if moved == 0 { RELAY_PAUSE } else { Duration::ZERO };
        tokio::select! {
            () = &mut asked => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Hands a job to the use case its kind names.
async fn handle(core: &Core, job: Job) -> Result<(), Failure> {
    let kind = job.kind.as_str();
    if publishing::outlet::KINDS.contains(&kind) {
        return core.courier.run(&job).await;
    }
    if publishing::send::KINDS.contains(&kind) {
        return core.publisher.run(&job).await;
    }
    Err(Failure(format!("no use case runs jobs of kind {}", job.kind)))
}
