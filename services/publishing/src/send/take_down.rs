//! Take a live piece down from WeChat, withdrawn or corrected, within its ten a day. Told twice it changes nothing, so a lost answer is simply told again.

use platform::TenantTx;
use platform::audit::Entry;
use platform::jobs::{Failure, Job};
use time::Duration;

use super::poll::settings;
use super::{Publisher, again, connector, finish, target_of};
use crate::account::{self, Channel, Credentials};
use crate::quota::{self, Budget, Kind};
use crate::release::schedule::next_midnight;
use crate::release::target::{self, Held};
use crate::release::{KEPT_TAKEDOWNS, TargetState, Way, task};
use crate::wechat::page::mark;
use crate::wechat::{CallError, Policy};

pub(super) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, target_of(job)?).await? else { return finish(tx, job).await };
    let replaced = held.release.withdrawn_at.is_none();
    if held.target.state != TargetState::Live || (replaced && !target::is_replaced(&mut tx, &held).await?) {
        return finish(tx, job).await;
    }
    if held.target.channel == Channel::Connector {
        return connector::take_down(publisher, job, tx, &held).await;
    }
    let account = account::store::find(&mut tx, held.target.account).await?;
    if account.is_some_and(|account| account.by_hand()) {
        return by_hand(tx, job, &held).await;
    }
    let budget = Budget::at(held.target.account, Kind::Delete, tx.now());
    let settings = settings(&mut tx, &held).await?;
    // What readers must not see any more comes before what they can read in a better version.
    let kept = if replaced { KEPT_TAKEDOWNS.get(&mut tx).await?.max(0) } else { 0 };
    if !quota::reserve(&mut tx, budget, (settings.deletes_per_day - kept).max(0)).await? {
        let midnight = next_midnight(tx.now());
        target::note_error(&mut tx, held.target.id, "QUOTA_SPENT", "当日删除次数已用完，次日再删", None).await?;
        return again(tx, job, midnight).await;
    }
    let credentials = account::credentials(&mut tx, &publisher.vault, held.target.account)
        .await
        .map_err(|error| Failure::of(&error))?;
    let message = target::message_of(&mut tx, &held).await?;
    target::note_act(&mut tx, held.target.id, Some("delete")).await?;
    tx.commit().await?;
    let gone = delete(publisher, &credentials, &held, message.as_deref()).await;
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, held.target.id).await? else { return finish(tx, job).await };
    match gone {
        Ok(true) => {
            quota::consume(&mut tx, budget).await?;
            taken_down(tx, job, &held).await
        }
        Ok(false) => {
            quota::give_back(&mut tx, budget).await?;
            by_hand(tx, job, &held).await
        }
        Err(error) => failed(tx, job, &held, budget, &error).await,
    }
}

/// True when it is gone; false when we do not know which piece of the platform it is.
async fn delete(
    publisher: &Publisher,
    credentials: &Credentials,
    held: &Held,
    message: Option<&str>,
) -> Result<bool, CallError> {
    let wechat = &publisher.wechat;
    let place = usize::try_from(held.target.place).unwrap_or_default();
    if held.target.way == Way::Mass {
        let Some(msg_id) = message else { return Ok(false) };
        return match wechat.delete_mass(credentials, msg_id, place).await {
            Err(error) if error.errcode() == Some(40059) => Ok(true),
            other => other.map(|()| true),
        };
    }
    let article = match held.article_id.clone() {
        Some(article) => Some(article),
        None => {
            let mark = mark(held.target.id);
            wechat
                .published(credentials)
                .await?
                .into_iter()
                .find(|item| item.content.contains(&mark))
                .map(|item| item.id)
        }
    };
    let Some(article) = article else { return Ok(false) };
    if held.act.as_deref() == Some("delete") && !wechat.stands(credentials, &article, place).await? {
        return Ok(true);
    }
    match wechat.delete_article(credentials, &article, place).await {
        Err(error) if error.errcode() == Some(53600) => Ok(true),
        other => other.map(|()| true),
    }
}

async fn taken_down(mut tx: TenantTx, job: &Job, held: &Held) -> Result<(), Failure> {
    if held.target.state == TargetState::Live {
        task::gone(&mut tx, held).await?;
    }
    task::store::done(&mut tx, held.target.id, None, None).await?;
    finish(tx, job).await
}

/// A piece that a person confirmed, and that is not in the platform's list: a person takes it down too.
async fn by_hand(mut tx: TenantTx, job: &Job, held: &Held) -> Result<(), Failure> {
    let text = "无法自动删除，请在公众平台手工删除";
    target::note_error(&mut tx, held.target.id, "WITHDRAW_BY_HAND", text, None).await?;
    task::ask_to_take_down(&mut tx, held).await?;
    tx.audit(Entry::new("target.withdraw_by_hand", "release_target", held.target.id.0).of(held.release.department));
    tx.announce(crate::release::changed(&held.release));
    finish(tx, job).await
}

/// Refused or lost: the budget goes back only where it surely was not used.
async fn failed(mut tx: TenantTx, job: &Job, held: &Held, budget: Budget, error: &CallError) -> Result<(), Failure> {
    tracing::warn!(target.id = %held.target.id, %error, "take a piece down");
    let now = tx.now();
    let at = match error {
        CallError::Lost(_) => {
            quota::consume(&mut tx, budget).await?;
            now + Duration::seconds(30)
        }
        CallError::NotSent(_) => {
            quota::give_back(&mut tx, budget).await?;
            now + Duration::seconds(30)
        }
        CallError::Refused(refused) => {
            quota::give_back(&mut tx, budget).await?;
            let code = format!("WECHAT_{}", refused.errcode);
            let rid = refused.rid.as_deref();
            target::note_error(&mut tx, held.target.id, &code, refused.advice(), rid).await?;
            match refused.policy {
                Policy::Retry(seconds) => now + Duration::seconds(i64::from(seconds)),
                Policy::RefreshToken => now + Duration::seconds(5),
                Policy::Quota => {
                    quota::exhaust(&mut tx, budget).await?;
                    next_midnight(now)
                }
                // No call of ours will do it: a person does. The account may be set right, and is asked again.
                Policy::Permanent | Policy::Account => {
                    task::ask_to_take_down(&mut tx, held).await?;
                    now + Duration::hours(1)
                }
            }
        }
    };
    tx.announce(crate::release::changed(&held.release));
    again(tx, job, at).await
}
