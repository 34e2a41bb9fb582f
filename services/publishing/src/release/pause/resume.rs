//! Take the brake off, with a look at what is late: of each target whose time came meanwhile a person says whether it goes out now,
//! at another time, or not at all. None goes out late by itself.

use platform::audit::Entry;
use platform::jobs;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused};
use time::{Duration, OffsetDateTime};

use super::{Pause, changed, store};
use crate::release::target::{self, Held, Turn};
use crate::release::{SEND, Target, TargetState, retime};
use crate::send::outcome;
use crate::{PauseId, TargetId};

/// What becomes of a target that is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// It goes out now.
    Now,
    /// It goes out then.
    At(OffsetDateTime),
    /// It does not go out.
    Miss,
}

/// Why the pause stays.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// No such pause, or it has ended.
    #[error("there is no such pause")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A time is not one.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Of some that are late nobody said what becomes of them.
    #[error("late targets are undecided")]
    Undecided,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ResumeError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NOT_PAUSED", "没有这次暂停，或已经恢复";
    Undecided => Conflict, "LATE_UNDECIDED", "还有到了时间的发布没有决定怎么办，请刷新后逐条选择"
});

/// Ends a pause and settles what is late.
///
/// # Errors
/// When the actor may not, a time is not one, or something late is left undecided; the pause then stays.
pub async fn resume(
    tx: &mut TenantTx,
    actor: &Actor,
    id: PauseId,
    decided: &[(TargetId, Late)],
) -> Result<Pause, ResumeError> {
    let pause = store::lock(tx, id).await?.ok_or(ResumeError::NotFound)?;
    actor.require(Action::ReleasePause, pause.scope())?;
    if pause.resumed_at.is_some() {
        return Err(ResumeError::NotFound);
    }
    check(tx, decided).await?;
    let mut late = target::late_under(tx, id).await?;
    let said = |target: &Target| decided.iter().find(|(id, _)| *id == target.id).map(|(_, what)| *what);
    if late.iter().any(|target| said(target).is_none()) {
        return Err(ResumeError::Undecided);
    }
    // Releases are held in one order, whoever holds several.
    late.sort_by_key(|target| (target.release, target.id));
    for target in &late {
        if let (Some(what), Some(held)) = (said(target), target::hold(tx, target.id).await?) {
            settle(tx, &held, what).await?;
        }
    }
    store::end(tx, id, actor.person()).await?;
    let entry = Entry::new("release.resume", "release_pause", id.0).with("late", late.len());
    tx.audit(match pause.department {
        Some(department) => entry.of(department),
        None => entry,
    });
    tx.announce(changed(id, pause.department));
    Ok(Pause { resumed_at: Some(tx.now()), ..pause })
}

/// Every name is one of a target the actor sees, every time one to come. What is no longer late is passed over.
async fn check(tx: &mut TenantTx, decided: &[(TargetId, Late)]) -> Result<(), ResumeError> {
    let (mut invalid, now) = (Invalid::default(), tx.now());
    let ids: Vec<TargetId> = decided.iter().map(|(id, _)| *id).collect();
    let known = target::known(tx, &ids).await?;
    for (place, (id, late)) in decided.iter().enumerate() {
        invalid.check(known.contains(id), format!("late.{place}.targetId"), "NO_TARGET", "发布目标不存在");
        let in_time = |at| now - Duration::minutes(10) <= at && at <= now + Duration::days(366);
        let holds = !matches!(late, Late::At(at) if !in_time(*at));
        invalid.check(holds, format!("late.{place}.scheduledAt"), "OUT_OF_RANGE", "改到的时间须在现在到一年之内");
    }
    Ok(invalid.into_result()?)
}

async fn settle(tx: &mut TenantTx, held: &Held, what: Late) -> Result<(), Storage> {
    // Another took it in hand between our look and our hold.
    if held.target.state != TargetState::Planned {
        return Ok(());
    }
    let now = tx.now();
    match what {
        Late::Now => retime::to(tx, held, now).await,
        Late::At(at) => retime::to(tx, held, at.max(now)).await,
        Late::Miss => {
            let turn = Turn::because(TargetState::Missed, "LEFT_OUT", "恢复发布时决定不再发送");
            outcome::end(tx, held, &turn).await?;
            jobs::cancel(tx, SEND, &held.target.id.to_string()).await
        }
    }
}
