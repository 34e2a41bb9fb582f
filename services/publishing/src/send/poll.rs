//! Ask what became of an accepted publication, sparingly: its event usually comes first.

use platform::TenantTx;
use platform::jobs::{Failure, Job};

use super::{Publisher, again, looks, outcome};
use crate::account::{self, AccountSettings};
use crate::fault::{self, Point};
use crate::quota::{self, Budget, Kind};
use crate::release::TargetState;
use crate::release::schedule::next_midnight;
use crate::release::target::{self, Held};
use crate::wechat::{CallError, Policy, PublishStatus};

pub(super) async fn run(publisher: &Publisher, job: &Job, mut tx: TenantTx, held: &Held) -> Result<(), Failure> {
    let Some(publish_id) = held.publish_id.clone() else {
        return outcome::doubt(tx, job, held, "accepted without a publication's id").await;
    };
    let settings = settings(&mut tx, held).await?;
    let budget = Budget::at(held.target.account, Kind::Poll, tx.now());
    if !quota::spend(&mut tx, budget, settings.polls_per_day).await? {
        let midnight = next_midnight(tx.now());
        return again(tx, job, midnight).await;
    }
    let credentials = account::credentials(&mut tx, &publisher.vault, held.target.account)
        .await
        .map_err(|error| Failure::of(&error))?;
    // The next look is set before this one is made: a look that dies costs a look.
    let next = looks::next(&mut tx, held.looks + 1).await?;
    target::looked(&mut tx, held.target.id, next).await?;
    again(tx, job, next).await?;
    let answer = publisher.wechat.publication(&credentials, &publish_id).await;
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, held.target.id).await? else { return Ok(()) };
    match answer {
        Ok(publication) if held.target.state == TargetState::Accepted => {
            if publication.status == PublishStatus::Live {
                fault::reached(Point::BeforeLive);
            }
            outcome::apply(&mut tx, &held, &publication, "poll").await?;
            tx.commit().await?;
        }
        Ok(_) => {}
        Err(error) => note(tx, &held, &error).await?,
    }
    Ok(())
}

pub(super) async fn settings(tx: &mut TenantTx, held: &Held) -> Result<AccountSettings, Failure> {
    let account = account::store::find(tx, held.target.account).await?;
    Ok(account.map(|account| account.settings).unwrap_or_default())
}

/// A look that failed says nothing; only an account at fault is paused.
pub(super) async fn note(mut tx: TenantTx, held: &Held, error: &CallError) -> Result<(), Failure> {
    tracing::warn!(target.id = %held.target.id, %error, "look at a publication");
    if let CallError::Refused(refused) = error
        && refused.policy == Policy::Account
    {
        outcome::pause_account(&mut tx, held, refused).await?;
        tx.commit().await?;
    }
    Ok(())
}
