//! The runner: it claims what is due and runs it, so much at once.

use std::time::Duration;

use tokio::task::JoinSet;
use tracing::Instrument as _;

use super::{Failure, Job, Lane, claim_in, fail, next_due};
use crate::Database;

/// How the runner works.
#[derive(Clone, Copy, Debug)]
pub struct RunnerConfig {
    /// Jobs in hand at once.
    pub concurrency: usize,
    /// The longest pause when nothing is due.
    pub poll: Duration,
    /// How long a job is held.
    pub lease: Duration,
    /// The kinds it takes.
    pub lane: Lane,
}

/// Claims and runs due jobs until `stop` resolves, then waits for those in hand. A failed attempt is noted and tried later. When nothing
/// more is due it looks again as soon as this process enqueues something, as the next job comes due, and after the pause at the latest.
pub async fn run<H, F>(database: Database, config: RunnerConfig, stop: impl Future<Output = ()>, handle: H)
where
    H: Fn(Job) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let mut stop = std::pin::pin!(stop);
    let mut bell = database.bell().listen();
    let mut in_hand = JoinSet::new();
    loop {
        while in_hand.try_join_next().is_some() {}
        let free = config.concurrency.saturating_sub(in_hand.len());
        if free == 0 {
            tokio::select! {
                () = &mut stop => break,
                _ = in_hand.join_next() => continue,
            }
        }
        let claimed = claim_in(&database, config.lane, i64::try_from(free).unwrap_or(1), config.lease).await;
        let claimed = claimed.unwrap_or_else(|error| {
            tracing::error!(error = %Failure::of(&error), "claim jobs");
            Vec::new()
        });
        let all_taken = claimed.len() < free;
        for job in claimed {
            in_hand.spawn(attempt(database.clone(), job, handle.clone()));
        }
        if all_taken {
            let pause = pause(&database, config.poll).await;
            tokio::select! {
                () = &mut stop => break,
                () = tokio::time::sleep(pause) => {}
                () = bell.rung(config.lane) => {}
            }
        }
    }
    while in_hand.join_next().await.is_some() {}
}

/// Until the next job is due; never so short that looking itself is the work.
async fn pause(database: &Database, poll: Duration) -> Duration {
    const LEAST: Duration = Duration::from_millis(5);
    match next_due(database, poll).await {
        Ok(next) => next.unwrap_or(poll).max(LEAST),
        Err(error) => {
            tracing::error!(error = %Failure::of(&error), "see when the next job is due");
            poll
        }
    }
}

async fn attempt<H, F>(database: Database, job: Job, handle: H)
where
    H: Fn(Job) -> F,
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let span = tracing::info_span!("job", job.kind = %job.kind, job.key = %job.key, county = job.county.0, attempt = job.attempts);
    crate::telemetry::follow(&span, job.traceparent.as_deref());
    async {
        // A panic is a failed attempt like another; what it said stays with the process, since it may say anything.
        let done = tokio::spawn(handle(job.clone()).in_current_span()).await;
        let done = done.unwrap_or_else(|_| Err(Failure("the attempt panicked".to_owned())));
        if let Err(failure) = done {
            tracing::warn!(error = %failure, "job failed");
            if let Err(error) = fail(&database, &job, &failure.0).await {
                tracing::error!(error = %Failure::of(&error), "note a failed job");
            }
        }
    }
    .instrument(span)
    .await;
}
