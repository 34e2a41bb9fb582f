//! The time of a step: a reminder before it is over, and after it the level above.

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::settings::Setting;
use platform::{Caller, Database, Path, Storage, TenantTx};
use serde::Deserialize;
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::case::{self, CaseState, Step, StepId, StepState};

/// The kind of the job; its key is the step.
pub const DEADLINE: &str = "review.deadline";

const ROBOT: &str = "审核催办机";

/// How long before its end a step reminds, and how long after it the level above is told; minutes by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Deadlines {
    /// Before; never earlier than half of the step's time.
    pub remind_minutes: i64,
    /// After.
    pub escalate_minutes: i64,
}

/// An hour before, and at once after.
pub const DEADLINES: Setting<Deadlines> =
    Setting { key: "review.deadlines", default: Deadlines { remind_minutes: 60, escalate_minutes: 0 } };

/// Sets the job that reminds of a step just opened. One whose end the calendar does not reach has none.
pub(crate) async fn expect(tx: &mut TenantTx, step: &Step) -> Result<(), Storage> {
    let (Some(opened), Some(due)) = (step.opened_at, step.due_at) else { return Ok(()) };
    let times = DEADLINES.get(tx).await?;
    jobs::enqueue(tx, DEADLINE, &step.id.to_string(), reminds_at(opened, due, times), json!({})).await
}

fn reminds_at(opened: OffsetDateTime, due: OffsetDateTime, times: Deadlines) -> OffsetDateTime {
    let half: OffsetDateTime = opened + (due - opened) / 2;
    half.max(due - Duration::minutes(times.remind_minutes.clamp(0, 10_000)))
}

/// Reminds those who decide; at its second run tells the level above.
///
/// # Errors
/// When the database fails.
pub async fn remind(database: &Database, job: &Job) -> Result<(), Failure> {
    let id = StepId(job.key.parse::<Uuid>().map_err(|error| Failure::of(&error))?);
    let mut tx = database.begin(&Caller::system(job.county, ROBOT, Path::Worker)).await?;
    let kept = match told(&mut tx, id).await? {
        Some(again) => jobs::postpone(&mut tx, job, again).await?,
        None => jobs::finish(&mut tx, job).await?,
    };
    if kept {
        tx.commit().await?;
    }
    Ok(())
}

/// Says what is to be said now; gives back when to come again.
async fn told(tx: &mut TenantTx, id: StepId) -> Result<Option<OffsetDateTime>, Storage> {
    let Some(case) = case::store::find_by_step(tx, id).await? else { return Ok(None) };
    let Some(case) = case::store::lock(tx, case).await?.filter(|case| case.state == CaseState::Open) else {
        return Ok(None);
    };
    let steps = case::steps_of(tx, &[case.id]).await?;
    let open = steps.into_iter().find(|step| step.id == id && step.state == StepState::Open);
    let Some((mut step, due)) = open.and_then(|step| step.due_at.map(|due| (step, due))) else { return Ok(None) };
    let times = DEADLINES.get(tx).await?;
    let escalates = due + Duration::minutes(times.escalate_minutes.clamp(0, 100_000));
    let now = tx.now();
    let (action, again) = if escalates <= now {
        step.escalated_at = Some(now);
        ("review.escalate", None)
    } else {
        step.reminded_at = Some(now);
        ("review.remind", Some(escalates))
    };
    case::store::save_step(tx, &step).await?;
    let entry = Entry::new(action, "review_case", case.id.0).of(case.department).with("step", step.position);
    tx.audit(entry.with("due_at", due.unix_timestamp()));
    case::announce(tx, &case);
    Ok(again)
}

#[cfg(test)]
mod tests {
    use super::{DEADLINES, reminds_at};
    use time::macros::datetime;

    #[test]
    fn a_reminder_comes_an_hour_before_and_never_before_half_of_the_time() {
        let opened = datetime!(2026-11-24 09:00 +8);
        let at = |due| reminds_at(opened, due, DEADLINES.default);
        assert_eq!(at(datetime!(2026-11-24 15:00 +8)), datetime!(2026-11-24 14:00 +8));
        assert_eq!(at(datetime!(2026-11-24 09:30 +8)), datetime!(2026-11-24 09:15 +8));
    }
}
