//! A release goes out together: one that is not whole by its limit raises an alarm.

use platform::audit::Entry;
use platform::jobs::{Failure, Job};
use platform::outbox::Event;

use super::{Publisher, finish};
use crate::ReleaseId;
use crate::release::{TargetState, store, target};

pub(super) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let id: ReleaseId = job.key.parse().map_err(|_| Failure(format!("the job's key is no release: {}", job.key)))?;
    let mut tx = publisher.begin(job.county).await?;
    let Some(release) = store::lock(&mut tx, id).await? else { return finish(tx, job).await };
    let targets = target::of_releases(&mut tx, &[id]).await?;
    let whole = targets.iter().all(|target| matches!(target.state, TargetState::Live | TargetState::Withdrawn));
    if whole || release.withdrawn_at.is_some() || release.alarmed_at.is_some() {
        return finish(tx, job).await;
    }
    metrics::counter!("juzhen_release_not_whole_total").increment(1);
    tracing::error!(release.id = %id, "a release is not whole by its limit");
    store::alarm(&mut tx, id).await?;
    let missing: Vec<_> = targets
        .iter()
        .filter(|target| !matches!(target.state, TargetState::Live | TargetState::Withdrawn))
        .map(|target| (target.id, target.state.as_str()))
        .collect();
    tx.audit(Entry::new("release.alarm", "release", id.0).of(release.department).with("missing", missing));
    tx.announce(Event { kind: "release.alarm", subject: id.0, department: Some(release.department), person: None });
    tx.announce(crate::release::changed(&release));
    finish(tx, job).await
}
