//! Give one target another time, apart from the rest of its release: what is late or was missed goes out because a person said so.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, jobs};
use serde_json::json;
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::target::{self, Held};
use super::{SEND, Target, TargetState, WHOLE, WHOLE_WITHIN, live, store};
use crate::TargetId;

/// Why a target that was missed stays so.
#[derive(Debug, thiserror::Error)]
pub enum SendMissedError {
    /// No such target.
    #[error("the target does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The time is not one.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It was not missed, or its release was withdrawn.
    #[error("the target was not missed")]
    NotMissed,
    /// The account carries the revision by another release.
    #[error("the account carries this revision already")]
    Duplicate,
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for SendMissedError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("release_target_revision_key") => Self::Duplicate,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(SendMissedError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_TARGET", "发布目标不存在";
    NotMissed => Conflict, "TARGET_NOT_MISSED", "该目标没有错过，或发布已撤回";
    Duplicate => Conflict, "ALREADY_RELEASED_HERE", "该账号已经发布或计划发布了这一版本"
});

/// Sends what was missed after all, now or at a time to come.
///
/// # Errors
/// When the actor may not, the target was not missed, or the account carries the revision already.
pub async fn send_missed(
    tx: &mut TenantTx,
    actor: &Actor,
    id: TargetId,
    at: OffsetDateTime,
) -> Result<Target, SendMissedError> {
    let held = target::hold(tx, id).await?.ok_or(SendMissedError::NotFound)?;
    actor.require(Action::ReleasePlan, Scope::Department(held.release.department))?;
    let (mut invalid, now) = (Invalid::default(), tx.now());
    let in_time = now - Duration::minutes(10) <= at && at <= now + Duration::days(366);
    invalid.check(in_time, "scheduledAt", "OUT_OF_RANGE", "发布时间须在现在到一年之内");
    invalid.into_result()?;
    if held.target.state != TargetState::Missed || held.release.withdrawn_at.is_some() {
        return Err(SendMissedError::NotMissed);
    }
    to(tx, &held, at.max(now)).await?;
    target::find(tx, id).await?.ok_or(SendMissedError::NotFound)
}

/// Moves a held target that waits or was missed, with its job; its release is to be whole by the same time after it.
pub(super) async fn to(tx: &mut TenantTx, held: &Held, at: OffsetDateTime) -> Result<(), Storage> {
    let key = held.target.id.to_string();
    target::retime(tx, held.target.id, at).await?;
    // A job that a worker has in hand comes back by itself, and finds the new time.
    if !jobs::reschedule(tx, SEND, &key, at).await? {
        jobs::enqueue(tx, SEND, &key, at, json!({})).await?;
    }
    let whole_by = at + Duration::minutes(WHOLE_WITHIN.get(tx).await?.max(1));
    if held.release.whole_by < whole_by {
        store::set_whole_by(tx, held.release.id, whole_by).await?;
        let release = held.release.id.to_string();
        if !jobs::reschedule(tx, WHOLE, &release, whole_by).await? {
            jobs::enqueue(tx, WHOLE, &release, whole_by, json!({})).await?;
        }
    }
    tx.audit(
        Entry::new("target.retime", "release_target", held.target.id.0)
            .of(held.release.department)
            .with("release", held.release.id)
            .with("from", held.target.scheduled_at.unix_timestamp())
            .with("to", at.unix_timestamp()),
    );
    tx.announce(live::changed(&held.release));
    Ok(())
}
