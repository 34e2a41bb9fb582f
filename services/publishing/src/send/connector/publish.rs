//! Tell a program to publish: written down, then told once per lease.

use std::time::Instant;

use platform::TenantTx;
use platform::jobs::{Failure, Job};
use time::{Duration, OffsetDateTime};

use super::apply::apply;
use super::call::{Call, Ended, call, note};
use super::{Way, way};
use crate::account::Account;
use crate::connector::message::{self, About};
use crate::connector::{self, Told, Word};
use crate::fault::{self, Point};
use crate::release::TargetState;
use crate::release::target::{self, Held, Turn};
use crate::send::resume::SUBMIT;
use crate::send::{Publisher, again, finish, outcome, reservation, resume};

pub(crate) async fn send(
    publisher: &Publisher,
    job: &Job,
    mut tx: TenantTx,
    held: &Held,
    account: &Account,
    open_until: OffsetDateTime,
) -> Result<(), Failure> {
    let Some(way) = way(&mut tx, held).await? else {
        let turn = Turn::because(TargetState::Failed, "CHANNEL_BY_HAND", "该账号没有对接程序，只能人工代发");
        outcome::end(&mut tx, held, &turn).await?;
        return finish(tx, job).await;
    };
    let limit = outcome::late_limit(&mut tx, held).await?;
    if way.line.state != "active" {
        let turn = Turn::because(TargetState::Planned, "CONNECTOR_STOPPED", "对接程序已暂停或停用，恢复后再送");
        outcome::turn_to(&mut tx, held, &turn).await?;
        let later = (tx.now() + Duration::seconds(60)).min(limit + Duration::seconds(1));
        return again(tx, job, later).await;
    }
    if !reservation::take(&mut tx, held, &account.settings).await? {
        return outcome::wait_for_quota(tx, job, held).await;
    }
    let until = publisher.lease_end(tx.now());
    target::claim(&mut tx, held.target.id, job.token, until).await?;
    let about = about(publisher, job, &way, held);
    let body = message::publish(&mut tx, &publisher.vault, &about, held, limit.min(open_until)).await?;
    tx.commit().await?;
    fault::reached(Point::AfterClaim);
    told(publisher, job, held, (&way, &body), open_until).await
}

/// What the messages of a target say of themselves.
pub(super) fn about<'a>(publisher: &'a Publisher, job: &Job, way: &'a Way, held: &Held) -> About<'a> {
    About {
        county: job.county,
        site: &publisher.public_url,
        line: &way.line,
        account: &way.account,
        handle: &way.handle,
        target: held.target.id,
    }
}

/// The one act that must not be done twice.
async fn told(
    publisher: &Publisher,
    job: &Job,
    held: &Held,
    (way, body): (&Way, &str),
    open_until: OffsetDateTime,
) -> Result<(), Failure> {
    let id = held.target.id;
    let mut tx = publisher.begin(job.county).await?;
    let (at, until) = (tx.now(), publisher.lease_end(tx.now()));
    if open_until < publisher.act_over(at) || !target::begin_act(&mut tx, id, job.token, SUBMIT, until).await? {
        drop(tx);
        return stopped(publisher, job, held).await;
    }
    tx.commit().await?;
    let begun = Instant::now();
    fault::reached(Point::BeforeSubmit);
    // A process that slept between its note and its act no longer has the lease it noted.
    if publisher.lease / 3 < begun.elapsed() {
        return Ok(());
    }
    let message = format!("msg_{}", id.0.simple());
    let of = Call {
        line: &way.line,
        kind: "release.publish",
        id: message,
        target: Some(id),
        body,
        at,
        silent: Some(Word::Accepted),
        noted_as: None,
    };
    let ended = call(publisher, job.county, &of).await?;
    fault::reached(Point::AfterSubmitSent);
    let mut tx = publisher.begin(job.county).await?;
    note(&mut tx, &of, &ended).await?;
    let held = target::hold(&mut tx, id).await?;
    // A result of its own may have come first: it stands, and the job was moved or ended with it.
    match held.filter(|held| held.target.state == TargetState::Sending && held.lease == Some(job.token)) {
        Some(held) => settle(tx, job, &held, way, ended).await,
        None => Ok(tx.commit().await?),
    }
}

/// The lease is gone, the release was withdrawn meanwhile, or its way paused.
async fn stopped(publisher: &Publisher, job: &Job, held: &Held) -> Result<(), Failure> {
    let mut tx = publisher.begin(job.county).await?;
    let held = target::hold(&mut tx, held.target.id).await?;
    match held.filter(|held| held.target.state == TargetState::Sending && held.lease == Some(job.token)) {
        Some(held) => resume::stopped(tx, job, &held).await,
        // The job comes back when its lease ends, and finds the target as it then stands.
        _ => Ok(()),
    }
}

async fn settle(mut tx: TenantTx, job: &Job, held: &Held, way: &Way, ended: Ended) -> Result<(), Failure> {
    match ended.told {
        Told::Standing(standing) => {
            if standing.word == Word::Live {
                fault::reached(Point::BeforeLive);
            }
            match apply(&mut tx, held, &standing, "answer").await? {
                Some(TargetState::Accepted) => {
                    let next = super::next_question(&mut tx, 0).await?;
                    again(tx, job, next).await?;
                    fault::reached(Point::AfterAnswerStored);
                    Ok(())
                }
                Some(_) => finish(tx, job).await,
                None => outcome::doubt(tx, job, held, "it does not know what it was just sent").await,
            }
        }
        Told::Refused(reason) => {
            let text = format!("对接程序拒绝：{reason}");
            outcome::end(&mut tx, held, &Turn::because(TargetState::Failed, "CONNECTOR_REFUSED", text)).await?;
            finish(tx, job).await
        }
        Told::Stopped(why) => {
            connector::stop(&mut tx, way.line.connector, why).await?;
            outcome::turn_to(&mut tx, held, &Turn::because(TargetState::Planned, "CONNECTOR_STOPPED", why)).await?;
            let later = tx.now() + Duration::seconds(60);
            again(tx, job, later).await
        }
        Told::Later => {
            let turn = Turn::because(TargetState::Planned, "CONNECTOR_BUSY", "对接程序繁忙，稍后再送");
            outcome::turn_to(&mut tx, held, &turn).await?;
            let later = ended.again_at.max(tx.now() + Duration::seconds(1));
            again(tx, job, later).await
        }
        Told::Unsent(_) => {
            let turn = Turn::because(TargetState::Planned, "NOT_REACHED", "未能连上对接程序，将自动重试");
            outcome::retry(tx, job, held, 0, &turn).await
        }
        Told::Lost(why) => outcome::doubt(tx, job, held, &why).await,
    }
}
