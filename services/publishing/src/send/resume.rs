//! One step of a target's way, wherever it stands: what a job of a target does each time it is run.

use content::revision;
use platform::jobs::{Failure, Job};
use platform::{Storage, TenantTx, telemetry};
use time::{Duration, OffsetDateTime};
use tracing::Instrument as _;

use super::{
    Publisher, again, by_hand, checked, connector, doubt, finish, hours, mass, outcome, own, poll, target_of, wechat,
};
use crate::account::{self, Account, AccountState, Channel};
use crate::release::pause::{self, PAUSED};
use crate::release::schedule::Hours;
use crate::release::target::{self, Held, Turn};
use crate::release::{BY_CORRECTION, REPLACED, TargetState, Way, schedule, settle_withdrawal};

/// Why a target waits beyond its time: its piece goes out nowhere yet.
const EMBARGO: &str = "EMBARGO";
/// The act whose answer, if lost, leaves a doubt.
pub(super) const SUBMIT: &str = "submit";

pub(super) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, target_of(job)?).await? else { return finish(tx, job).await };
    telemetry::about("article", held.release.article.0);
    let now = tx.now();
    match held.target.state {
        TargetState::Live | TargetState::Failed | TargetState::Missed | TargetState::Withdrawn => finish(tx, job).await,
        TargetState::Accepted | TargetState::Unconfirmed if held.target.channel == Channel::Connector => {
            connector::ask(publisher, job, tx, &held).await
        }
        TargetState::Accepted | TargetState::Confirming if held.target.way == Way::Mass => {
            mass::look(publisher, job, tx, &held).await
        }
        TargetState::Unconfirmed if held.target.way == Way::Mass => mass::settle(publisher, job, tx, &held).await,
        TargetState::Accepted | TargetState::Confirming => poll::run(publisher, job, tx, &held).await,
        TargetState::Unconfirmed => doubt::run(publisher, job, tx, &held).await,
        TargetState::ByHand => by_hand::look(publisher, job, tx, &held).await,
        // Someone else holds it; their lease ends or they end it.
        TargetState::Sending if held.lease_until.is_some_and(|until| now < until) => {
            let until = held.lease_until.unwrap_or(now) + Duration::seconds(1);
            again(tx, job, until).await
        }
        // Someone died, and the last they wrote down was that they would submit.
        TargetState::Sending if held.act.as_deref() == Some(SUBMIT) => {
            outcome::doubt(tx, job, &held, "the worker stopped in a submit").await
        }
        TargetState::Planned | TargetState::Sending => start(publisher, job, tx, &held).await,
    }
}

async fn start(publisher: &Publisher, job: &Job, mut tx: TenantTx, held: &Held) -> Result<(), Failure> {
    let now = tx.now();
    if held.release.withdrawn_at.is_some() {
        return withdraw(tx, job, held).await;
    }
    if now < held.target.scheduled_at {
        return again(tx, job, held.target.scheduled_at).await;
    }
    if let Some(until) = embargo(&mut tx, held).await? {
        return again(tx, job, until).await;
    }
    if revision::is_replaced(&mut tx, held.target.revision).await? {
        return replaced(tx, job, held).await;
    }
    if let Some(reason) = brake(&mut tx, held).await? {
        return keep_back(tx, job, held, &reason).await;
    }
    let limit = outcome::late_limit(&mut tx, held).await?;
    if limit < now {
        return miss(tx, job, held).await;
    }
    let until = match hours::of(publisher, &mut tx, held).await? {
        Hours::Open(until) => until,
        Hours::Shut(opens) => return hours::wait(publisher, job, tx, held, opens).await,
    };
    let Some(account) = usable(&mut tx, held).await? else {
        let later = (now + Duration::seconds(60)).min(limit + Duration::seconds(1));
        return again(tx, job, later).await;
    };
    let Some(mut tx) = checked::look(publisher, job, tx, held).await? else { return Ok(()) };
    // The look took its time: what was paused meanwhile does not begin.
    if let Some(reason) = brake(&mut tx, held).await? {
        return keep_back(tx, job, held, &reason).await;
    }
    let article = held.release.article;
    let span = tracing::info_span!("channel", channel.kind = account.channel.as_str(), article.id = %article);
    match account.channel {
        Channel::Website | Channel::App => own::publish(tx, job, held, &account).instrument(span).await,
        Channel::Wechat if account.by_hand() => by_hand::hand_over(tx, job, held).await,
        Channel::Wechat => wechat::send(publisher, job, tx, held, &account, until).instrument(span).await,
        Channel::Connector => connector::send(publisher, job, tx, held, &account, until).instrument(span).await,
    }
}

/// Why the target, or one that rides with it, is kept back by a pause.
pub(super) async fn brake(tx: &mut TenantTx, held: &Held) -> Result<Option<String>, Storage> {
    for rider in target::riding(tx, held).await? {
        if let Some(reason) = pause::store::over(tx, &rider).await? {
            return Ok(Some(reason));
        }
    }
    pause::store::over(tx, held).await
}

/// Until when an embargo keeps the piece back, or one that goes out with it, whatever is planned. The job comes back within a minute,
/// should it be lifted.
async fn embargo(tx: &mut TenantTx, held: &Held) -> Result<Option<OffsetDateTime>, Storage> {
    let now = tx.now();
    let mut until = schedule::store::embargoed_until(tx, held.release.article).await?;
    for rider in target::riding(tx, held).await? {
        until = until.max(schedule::store::embargoed_until(tx, rider.release.article).await?);
    }
    let Some(until) = until.filter(|until| now < *until) else { return Ok(None) };
    if held.target.error_code.as_deref() != Some(EMBARGO) {
        outcome::turn_to(tx, held, &Turn::because(TargetState::Planned, EMBARGO, "限时发布，时间未到")).await?;
    }
    Ok(Some(until.min(now + Duration::seconds(60))))
}

/// The account, if it may publish now.
async fn usable(tx: &mut TenantTx, held: &Held) -> Result<Option<Account>, Storage> {
    let account = account::store::find(tx, held.target.account).await?;
    Ok(account.filter(|account| account.state == AccountState::Active))
}

/// The brake is on: it waits, however late it gets, for the person who takes it off.
async fn keep_back(mut tx: TenantTx, job: &Job, held: &Held, reason: &str) -> Result<(), Failure> {
    if held.target.state != TargetState::Planned || held.target.error_code.as_deref() != Some(PAUSED) {
        let turn = Turn::because(TargetState::Planned, PAUSED, format!("已暂停发布：{reason}"));
        outcome::turn_to(&mut tx, held, &turn).await?;
    }
    let later = tx.now() + Duration::seconds(60);
    again(tx, job, later).await
}

/// A send under its lease may not go on: its release was withdrawn, or its way paused. Otherwise its job comes back when the lease ends.
pub(super) async fn stopped(mut tx: TenantTx, job: &Job, held: &Held) -> Result<(), Failure> {
    if held.release.withdrawn_at.is_some() {
        return withdraw(tx, job, held).await;
    }
    match brake(&mut tx, held).await? {
        Some(reason) => keep_back(tx, job, held, &reason).await,
        None => Ok(()),
    }
}

async fn miss(mut tx: TenantTx, job: &Job, held: &Held) -> Result<(), Failure> {
    metrics::counter!("juzhen_release_missed_total").increment(1);
    let turn = match (&held.target.error_code, &held.target.error_text) {
        (Some(code), Some(text)) => Turn::because(TargetState::Missed, code, text.as_str()),
        _ => Turn::because(TargetState::Missed, "TOO_LATE", "已过发布时限，未自动补发"),
    };
    outcome::end(&mut tx, held, &turn).await?;
    finish(tx, job).await
}

/// Readers have a correction already: what it puts right does not go out after it.
async fn replaced(mut tx: TenantTx, job: &Job, held: &Held) -> Result<(), Failure> {
    outcome::hand_over(&mut tx, held).await?;
    outcome::end(&mut tx, held, &Turn::because(TargetState::Withdrawn, REPLACED, BY_CORRECTION)).await?;
    finish(tx, job).await
}

/// Its release was withdrawn before it was sent.
pub(super) async fn withdraw(mut tx: TenantTx, job: &Job, held: &Held) -> Result<(), Failure> {
    outcome::hand_over(&mut tx, held).await?;
    outcome::end(&mut tx, held, &Turn::to(TargetState::Withdrawn)).await?;
    settle_withdrawal(&mut tx, &held.release).await.map_err(|error| Failure::of(&error))?;
    finish(tx, job).await
}
