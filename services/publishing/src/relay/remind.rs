//! The time of a task: a reminder before it is over, and when it is, who has not carried it is named.

use platform::facts::{self, Fact};
use platform::jobs::{self, Failure, Job};
use platform::{Caller, Database, Path, Storage, TenantTx};
use time::{Duration, OffsetDateTime};

use super::{ROBOT, changed, store, told};
use crate::RelayId;

/// Kind of the job; its key is the task.
pub const REMIND: &str = "relay.remind";

/// Before the end, and never before half of the time.
pub(super) fn reminds_at(ordered: OffsetDateTime, due: OffsetDateTime, minutes: i32) -> OffsetDateTime {
    let half: OffsetDateTime = ordered + (due - ordered) / 2;
    half.max(due - Duration::minutes(minutes.max(0).into()))
}

/// Reminds whom something is asked of; at its second run names those who are missing.
///
/// # Errors
/// When the database fails; the runner tries again later.
pub async fn run(database: &Database, job: &Job) -> Result<(), Failure> {
    let id: RelayId = job.key.parse().map_err(|error| Failure::of(&error))?;
    let mut tx = database.begin(&Caller::system(job.county, ROBOT, Path::Worker)).await?;
    let kept = match say(&mut tx, id).await? {
        Some(again) => jobs::postpone(&mut tx, job, again).await?,
        None => jobs::finish(&mut tx, job).await?,
    };
    if kept {
        tx.commit().await?;
    }
    Ok(())
}

/// Says what is to be said now; gives back when to come again.
async fn say(tx: &mut TenantTx, id: RelayId) -> Result<Option<OffsetDateTime>, Storage> {
    let Some(task) = store::lock(tx, id).await?.filter(|task| task.recalled_at.is_none()) else { return Ok(None) };
    let mut open = store::copy::of_tasks(tx, &[id]).await?;
    open.retain(super::Copy::is_open);
    let accounts: Vec<_> = open.iter().map(|copy| copy.account).collect();
    if accounts.is_empty() {
        return Ok(None);
    }
    let over = task.due_at <= tx.now();
    if over {
        for copy in &open {
            let (account, department) = (Some(copy.account.0), Some(copy.department));
            facts::record(tx, Fact { kind: "relay.missing", account, department, subject: id.0, value: 1 }).await?;
        }
    } else {
        store::copy::remind(tx, id, &accounts).await?;
    }
    let act = if over { "relay.missing" } else { "relay.remind" };
    tx.audit(told(act, id).with("accounts", accounts));
    let mut departments: Vec<_> = open.iter().map(|copy| copy.department).collect();
    departments.sort_unstable();
    departments.dedup();
    for department in departments {
        tx.announce(changed(id, Some(department)));
    }
    tx.announce(changed(id, None));
    Ok((!over).then_some(task.due_at))
}

#[cfg(test)]
mod tests {
    use super::reminds_at;
    use time::macros::datetime;

    #[test]
    fn c22_a_reminder_comes_two_hours_before_and_never_before_half_of_the_time() {
        let ordered = datetime!(2026-11-24 09:00 +8);
        assert_eq!(reminds_at(ordered, datetime!(2026-11-25 09:00 +8), 120), datetime!(2026-11-25 07:00 +8));
        assert_eq!(reminds_at(ordered, datetime!(2026-11-24 10:00 +8), 120), datetime!(2026-11-24 09:30 +8));
    }
}
