//! Move a release to another time, while all of it still waits.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, jobs};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::{Release, SEND, TargetState, WHOLE, WHOLE_WITHIN, store, target};
use crate::ReleaseId;

/// Why it was not moved.
#[derive(Debug, thiserror::Error)]
pub enum RescheduleError {
    /// No such release.
    #[error("the release does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The time is not one.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Part of it has begun, or it was withdrawn.
    #[error("the release has begun or was withdrawn")]
    Begun,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RescheduleError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_RELEASE", "发布不存在";
    Begun => Conflict, "RELEASE_BEGUN", "发布已经开始或已撤回，不能改期"
});

/// Moves every target, and the jobs with them.
///
/// # Errors
/// When the actor may not, the time has passed, or part of the release has begun.
pub async fn reschedule(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ReleaseId,
    scheduled_at: OffsetDateTime,
) -> Result<Release, RescheduleError> {
    let release = store::lock(tx, id).await?.ok_or(RescheduleError::NotFound)?;
    actor.require(Action::ReleasePlan, Scope::Department(release.department))?;
    let mut invalid = Invalid::default();
    let now = tx.now();
    let in_time = now - Duration::minutes(10) <= scheduled_at && scheduled_at <= now + Duration::days(366);
    invalid.check(in_time, "scheduledAt", "OUT_OF_RANGE", "发布时间须在现在到一年之内");
    invalid.into_result()?;
    let targets = target::of_releases(tx, &[id]).await?;
    if release.withdrawn_at.is_some() || targets.iter().any(|target| target.state != TargetState::Planned) {
        return Err(RescheduleError::Begun);
    }
    let scheduled_at = scheduled_at.max(now);
    let whole_by = scheduled_at + Duration::minutes(WHOLE_WITHIN.get(tx).await?.max(1));
    for target in &targets {
        // A job in a worker's hands: its send has begun.
        if !jobs::reschedule(tx, SEND, &target.id.to_string(), scheduled_at).await? {
            return Err(RescheduleError::Begun);
        }
    }
    jobs::reschedule(tx, WHOLE, &id.to_string(), whole_by).await?;
    store::reschedule(tx, id, scheduled_at, whole_by).await?;
    tx.audit(
        Entry::new("release.reschedule", "release", id.0)
            .of(release.department)
            .with("from", release.scheduled_at.unix_timestamp())
            .with("to", scheduled_at.unix_timestamp()),
    );
    tx.announce(super::live::changed(&release));
    Ok(Release { scheduled_at, whole_by, ..release })
}
