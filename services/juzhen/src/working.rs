//! The worker of this process: it runs jobs, and the relay that carries events from the outbox to the doorbell.

use std::time::Duration;

use platform::config::Config;
use platform::jobs::{self, Failure, Job, Lane, RunnerConfig};
use platform::{Caller, CountyId, Path, outbox};

use crate::Fault;
use crate::core::Core;
use crate::opening;
use crate::shutdown::Shutdown;

/// Pause of the relay when the outbox was empty: what a subscription waits at most.
const RELAY_PAUSE: Duration = Duration::from_millis(50);

/// Jobs that wait for the servers of outlets and of subscribers, or read from a platform what can wait: they have a lane of their own.
const OUTWARD: [&str; 9] = {
    let ([deliver, compare], [confirm, tell]) = (publishing::outlet::SENDING, publishing::hub::SENDING);
    let ([import, perform], [menu]) = (publishing::comment::KINDS, publishing::menu::KINDS);
    [deliver, compare, confirm, tell, import, perform, menu, publishing::figures::READ, publishing::send::READ_BACK]
};

/// And so have those that wait for platforms.
const RELEASES: [&str; 3] = publishing::send::SENDING;

/// All that wait for other people's servers.
const AWAY: [&str; 12] = {
    let ([a, b, c, d, e, f, g, h, i], [j, k, l]) = (OUTWARD, RELEASES);
    [a, b, c, d, e, f, g, h, i, j, k, l]
};

/// Works until it is asked to end, then finishes the jobs in hand.
pub(crate) async fn run(core: &Core, config: &Config, shutdown: Shutdown) {
    let inward = RunnerConfig {
        concurrency: config.worker.concurrency,
        poll: Duration::from_millis(config.worker.poll_ms),
        lease: Duration::from_secs(config.worker.lease_seconds),
        lane: Lane::but(&AWAY),
    };
    let outward = RunnerConfig { concurrency: config.worker.deliveries, lane: Lane::of(&OUTWARD), ..inward };
    let releases = RunnerConfig { concurrency: config.worker.releases, lane: Lane::of(&RELEASES), ..inward };
    let running = |runner| {
        let handler = core.clone();
        jobs::run(core.database.clone(), runner, shutdown.clone().asked(), move |job| {
            let core = handler.clone();
            async move { handle(&core, job).await }
        })
    };
    if let Err(error) = watch_counties(core, config).await {
        tracing::error!(%error, "see that figures are folded");
    }
    let lanes = async { tokio::join!(running(inward), running(outward), running(releases)) };
    let working = async { tokio::join!(lanes, relay(core, shutdown.clone())) };
    tokio::select! {
        _ = working => {}
        () = core.database.keep_time() => {}
    }
}

/// Sees that every county's figures are folded, its uploads swept and its inquiries have a clock; what a county has it keeps.
async fn watch_counties(core: &Core, config: &Config) -> Result<(), Fault> {
    let home = CountyId(config.server.home_county);
    let mut tx = core.database.begin_read(&Caller::public(home)).await?;
    let regions = tenancy::region::list(&mut tx).await?;
    drop(tx);
    for region in regions.into_iter().filter(|region| region.level == "county") {
        let mut tx = core.database.begin(&Caller::system(region.code, "值更机", Path::Worker)).await?;
        opening::begin_county(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(())
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
    if publishing::hub::KINDS.contains(&kind) {
        return core.hub.run(&job).await;
    }
    if review::bridge::KINDS.contains(&kind) {
        return core.messenger.run(&job).await;
    }
    if publishing::send::KINDS.contains(&kind) {
        return core.publisher.run(&job).await;
    }
    match kind {
        publishing::relay::DEAL => return publishing::relay::deal(&core.database, &job).await,
        publishing::relay::REMIND => return publishing::relay::remind(&core.database, &job).await,
        interaction::deliver::DELIVER_REPLY => return interaction::deliver::run(&core.deliveries(), &job).await,
        interaction::clock::RECOUNT => return interaction::clock::recount(&core.database, &job).await,
        content::media::READ => return content::media::read_text(&core.database, &core.media, &job).await,
        content::media::RENDER => return content::media::render(&core.database, &core.media, &job).await,
        content::media::SWEEP => return content::media::sweep(&core.database, &core.media, &job).await,
        content::link::LOOK => return content::link::look(&core.database, &core.asker, &job).await,
        publishing::pickup::COMPARE => return publishing::pickup::compare(&core.database, &core.fetcher, &job).await,
        content::feed::POLL => return content::feed::poll(&core.database, &core.fetcher, &job).await,
        content::search::INDEX => return content::search::index(&core.database, &job).await,
        review::debt::DEBT => return review::debt::escalate(&core.database, &job).await,
        review::watch::DEADLINE => return review::watch::remind(&core.database, &job).await,
        review::watch::WATCH => return review::watch::reckon(&core.database, &job).await,
        oversight::fold::FOLD => return oversight::fold::run(&core.database, &job).await,
        _ => {}
    }
    Err(Failure(format!("no use case runs jobs of kind {}", job.kind)))
}
