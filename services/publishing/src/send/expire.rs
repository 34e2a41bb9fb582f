//! A release ends by itself, at the time set for it.

use platform::jobs::{Failure, Job};

use super::{Publisher, again, finish};
use crate::ReleaseId;
use crate::release;

pub(super) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let id: ReleaseId = job.key.parse().map_err(|_| Failure(format!("the job's key is no release: {}", job.key)))?;
    let mut tx = publisher.begin(job.county).await?;
    match release::expire(&mut tx, id).await? {
        Some(at) => again(tx, job, at).await,
        None => finish(tx, job).await,
    }
}
