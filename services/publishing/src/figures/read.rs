//! Read an account's figures each morning: the days since the last that is known, and no more than the platform tells at once.

use platform::jobs::{self, Failure, Job};
use platform::{Clock, Storage, TenantTx};
use serde_json::json;
use time::{Date, Duration, OffsetDateTime};

use super::{Day, store};
use crate::AccountId;
use crate::account::{self, Account, AccountState, Capability, Credentials};
use crate::reading::{self, What};
use crate::release::schedule::next_midnight;
use crate::send::{Publisher, again, finish};
use crate::wechat::{CallError, Counted, Policy};

/// Kind of the job; its key is the account.
pub const READ: &str = "wechat.figures";

/// The days that a call tells of at most.
const SPAN: Duration = Duration::days(7);
/// The platform has yesterday's by eight; half an hour later nobody need ask twice.
const MORNING: Duration = Duration::minutes(8 * 60 + 30);

/// What an account published is counted: its figures are read from the next morning on.
pub(crate) async fn watch(tx: &mut TenantTx, account: AccountId) -> Result<(), Storage> {
    let morning = next_morning(tx.now());
    jobs::enqueue(tx, READ, &account.to_string(), morning, json!({})).await
}

pub(crate) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let id = job.key.parse().map(AccountId).map_err(|_| Failure(format!("the key is no account: {}", job.key)))?;
    let mut tx = publisher.begin(job.county).await?;
    let Some(account) = account::store::find(&mut tx, id).await?.filter(counts) else { return finish(tx, job).await };
    let Some((from, until)) = wanted(&mut tx, &account).await? else {
        let morning = next_morning(tx.now());
        return again(tx, job, morning).await;
    };
    let credentials = account::credentials(&mut tx, &publisher.vault, id).await.map_err(|error| Failure::of(&error))?;
    // The next look is set before this one is made: a look that dies costs a day, which the next one reads too.
    let morning = next_morning(tx.now());
    again(tx, job, morning).await?;
    let read = read_days(publisher, &credentials, from, until).await;
    let mut tx = publisher.begin(job.county).await?;
    match read {
        Ok(counted) => {
            keep(&mut tx, &account, &counted).await?;
            reading::went_well(&mut tx, id, account.department, What::Figures).await?;
        }
        Err(CallError::Refused(refused)) if !matches!(refused.policy, Policy::Retry(_) | Policy::Quota) => {
            reading::was_refused(&mut tx, id, account.department, What::Figures, &refused).await?;
        }
        Err(error) => {
            tracing::warn!(account.id = %id, %error, "read figures");
            let soon = tx.now() + Duration::hours(1);
            jobs::enqueue(&mut tx, READ, &job.key, soon, json!({})).await?;
        }
    }
    Ok(tx.commit().await?)
}

fn counts(account: &Account) -> bool {
    account.may(Capability::Figures) && account.state != AccountState::Closed
}

/// The first and the last day to ask for; none where all are known. Before eight, yesterday is not told yet.
async fn wanted(tx: &mut TenantTx, account: &Account) -> Result<Option<(Date, Date)>, Storage> {
    let last = Clock::day_of(tx.now() - Duration::hours(8)) - Duration::days(1);
    let known = store::last_day(tx, account.id).await?;
    let oldest = last - SPAN + Duration::days(1);
    let first = known.map_or(oldest, |known| oldest.max(known + Duration::days(1)));
    Ok((first <= last).then_some((first, last)))
}

async fn read_days(
    publisher: &Publisher,
    credentials: &Credentials,
    from: Date,
    until: Date,
) -> Result<Vec<(Day, Vec<Counted>)>, CallError> {
    let wechat = publisher.wechat();
    let followers = wechat.followers(credentials, from, until).await?;
    let mut days = Vec::new();
    for mut day in followers {
        let pieces = wechat.reads_on(credentials, day.day).await?;
        day.reads = pieces.iter().map(|piece| piece.reads).sum();
        day.shares = pieces.iter().map(|piece| piece.shares).sum();
        days.push((day, pieces));
    }
    Ok(days)
}

async fn keep(tx: &mut TenantTx, account: &Account, counted: &[(Day, Vec<Counted>)]) -> Result<(), Storage> {
    for (day, pieces) in counted {
        store::keep_day(tx, account.id, account.department, day).await?;
        for piece in pieces {
            store::keep_piece(tx, account.id, day.day, piece).await?;
        }
    }
    Ok(())
}

/// The next half past eight in China.
fn next_morning(now: OffsetDateTime) -> OffsetDateTime {
    next_midnight(now - MORNING) + MORNING
}

#[cfg(test)]
mod tests {
    use super::next_morning;
    use time::macros::datetime;

    #[test]
    fn figures_are_read_at_half_past_eight_in_china() {
        assert_eq!(next_morning(datetime!(2026-03-01 00:29 UTC)), datetime!(2026-03-01 00:30 UTC));
        assert_eq!(next_morning(datetime!(2026-03-01 00:30 UTC)), datetime!(2026-03-02 00:30 UTC));
        assert_eq!(next_morning(datetime!(2026-03-01 20:00 UTC)), datetime!(2026-03-02 00:30 UTC));
    }
}
