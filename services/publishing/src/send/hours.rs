//! 推送时段 at the send: what is due waits for its hours, and an act is begun only where it is over before they end.

use content::revision;
use platform::jobs::{Failure, Job};
use platform::{Storage, TenantTx};
use time::OffsetDateTime;

use super::{Publisher, again, finish, outcome};
use crate::release::TargetState;
use crate::release::schedule::{self, Hours};
use crate::release::target::{Held, Turn};

/// Why a target waits, or was missed: its account's hours are over.
const OUTSIDE: &str = "OUTSIDE_WINDOW";

/// The hours of a target: open only where there is time for an act. An emergency keeps none.
pub(super) async fn of(publisher: &Publisher, tx: &mut TenantTx, held: &Held) -> Result<Hours, Storage> {
    let over = publisher.act_over(tx.now());
    Ok(match schedule::hours(tx, held.target.account, held.target.scheduled_at).await? {
        Hours::Open(until) if until < over => Hours::Shut(until),
        Hours::Shut(_) if is_emergency(tx, held).await? => Hours::Open(schedule::next_midnight(tx.now())),
        hours => hours,
    })
}

async fn is_emergency(tx: &mut TenantTx, held: &Held) -> Result<bool, Storage> {
    let revision = revision::by_ids(tx, &[held.target.revision]).await?.pop();
    Ok(revision.is_some_and(|revision| revision.emergency))
}

/// Has a target wait until then, unless that is too late: it is missed now, so that a person can act today.
pub(super) async fn wait(
    publisher: &Publisher,
    job: &Job,
    mut tx: TenantTx,
    held: &Held,
    opens: OffsetDateTime,
) -> Result<(), Failure> {
    // The hours end, or the day does, while an act would last: what then holds is seen then.
    if opens <= publisher.act_over(tx.now()) {
        return again(tx, job, opens).await;
    }
    if outcome::late_limit(&mut tx, held).await? < opens {
        metrics::counter!("juzhen_release_missed_total").increment(1);
        let turn = Turn::because(TargetState::Missed, OUTSIDE, "推送时段已过，未自动补发");
        outcome::end(&mut tx, held, &turn).await?;
        return finish(tx, job).await;
    }
    if held.target.error_code.as_deref() != Some(OUTSIDE) {
        let turn = Turn::because(TargetState::Planned, OUTSIDE, "不在推送时段，到时段内自动发送");
        outcome::turn_to(&mut tx, held, &turn).await?;
    }
    again(tx, job, opens).await
}
