//! Compares a county's plan with its queue, every few minutes while anything waits; a difference is measured and alarmed (I6).

use platform::jobs::{Failure, Job};
use platform::{Caller, Path};

use super::{Publisher, ROBOT, again, finish};
use crate::release::{RECONCILE_EVERY, drift, target};

pub(super) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let drift = drift(&publisher.database, &caller).await?;
    let count = u32::try_from(drift.count()).unwrap_or(u32::MAX);
    metrics::gauge!("juzhen_release_queue_drift", "county" => job.county.to_string()).set(f64::from(count));
    if 0 < count {
        tracing::error!(county = job.county.0, without_job = ?drift.without_job, without_target = ?drift.without_target,
            "queued work differs from planned work");
    }
    let mut tx = publisher.begin(job.county).await?;
    if target::waiting(&mut tx).await?.is_empty() && count == 0 {
        return finish(tx, job).await;
    }
    let next = tx.now() + RECONCILE_EVERY;
    again(tx, job, next).await
}
