//! Move releases to other times, while all of each still waits.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, jobs};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::{Release, SEND, TargetState, WHOLE, WHOLE_WITHIN, schedule, store, target};
use crate::ReleaseId;

/// How many are moved at once.
const MOST: usize = 100;

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
    /// It goes out in one message with other pieces.
    #[error("the release is part of a message of several pieces")]
    Bundled,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RescheduleError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_RELEASE", "发布不存在";
    Begun => Conflict, "RELEASE_BEGUN", "发布已经开始或已撤回，不能改期";
    Bundled => Conflict, "RELEASE_BUNDLED", "这篇稿件与其他稿件编在同一条微信消息里，不能单独改期：请撤回后重新编排"
});

/// Moves every target, and the jobs with them.
///
/// # Errors
/// When the actor may not, the time has passed or is in conflict, or part of the release has begun.
pub async fn reschedule(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ReleaseId,
    scheduled_at: OffsetDateTime,
    despite: bool,
) -> Result<Release, RescheduleError> {
    let moved = reschedule_all(tx, actor, &[(id, scheduled_at)], despite).await?;
    moved.into_iter().next().ok_or(RescheduleError::NotFound)
}

/// Moves several at once: all of them, or none. `despite` passes windows, blocked days and the lead.
///
/// # Errors
/// When the actor may not move one of them, its time has passed or is in conflict, or part of it has begun.
pub async fn reschedule_all(
    tx: &mut TenantTx,
    actor: &Actor,
    moves: &[(ReleaseId, OffsetDateTime)],
    despite: bool,
) -> Result<Vec<Release>, RescheduleError> {
    // Releases are held in one order, whoever holds several.
    let mut moves = moves.to_vec();
    moves.sort_unstable();
    moves.dedup_by_key(|(id, _)| *id);
    let mut held = Vec::new();
    for (id, _) in &moves {
        let release = store::lock(tx, *id).await?.ok_or(RescheduleError::NotFound)?;
        actor.require(Action::ReleasePlan, Scope::Department(release.department))?;
        held.push(release);
    }
    check(tx, &moves, despite).await?;
    let mut moved = Vec::new();
    for (release, (_, at)) in held.into_iter().zip(&moves) {
        let at = (*at).max(tx.now());
        moved.push(one(tx, release, at, despite).await?);
    }
    Ok(moved)
}

async fn check(tx: &mut TenantTx, moves: &[(ReleaseId, OffsetDateTime)], despite: bool) -> Result<(), RescheduleError> {
    let (mut invalid, now) = (Invalid::default(), tx.now());
    let in_time = |at: &OffsetDateTime| now - Duration::minutes(10) <= *at && *at <= now + Duration::days(366);
    let all = moves.iter().all(|(_, at)| in_time(at));
    invalid.check(all, "scheduledAt", "OUT_OF_RANGE", "发布时间须在现在到一年之内");
    invalid.check(moves.len() <= MOST, "moves", "TOO_MANY", "一次最多改期 100 条");
    invalid.into_result()?;
    let asked = schedule::asked(tx, moves).await?;
    let mut invalid = Invalid::default();
    for found in schedule::conflicts(tx, &asked).await? {
        schedule::refuse(&mut invalid, "scheduledAt", &found, despite);
    }
    Ok(invalid.into_result()?)
}

/// Moves a held release, while all of it still waits.
async fn one(
    tx: &mut TenantTx,
    release: Release,
    scheduled_at: OffsetDateTime,
    despite: bool,
) -> Result<Release, RescheduleError> {
    let id = release.id;
    let targets = target::of_releases(tx, &[id]).await?;
    let ids: Vec<_> = targets.iter().map(|target| target.carrier.unwrap_or(target.id)).collect();
    if targets.len() < target::together(tx, &ids).await?.len() {
        return Err(RescheduleError::Bundled);
    }
    if release.withdrawn_at.is_some() || targets.iter().any(|target| target.state != TargetState::Planned) {
        return Err(RescheduleError::Begun);
    }
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
            .with("to", scheduled_at.unix_timestamp())
            .with("despite", despite),
    );
    tx.announce(super::live::changed(&release));
    Ok(Release { scheduled_at, whole_by, ..release })
}
