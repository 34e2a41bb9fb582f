//! A push on its way: looked at sparingly, since its event usually comes first, and told again only under the name the platform knows.

use platform::TenantTx;
use platform::jobs::{self, Failure, Job};
use platform::settings::Setting;
use time::Duration;

use super::poll::{note, settings};
use super::{Publisher, again, hours, looks, outcome, resume, wechat};
use crate::account::{self, AccountState};
use crate::fault::{self, Point};
use crate::quota::{self, Budget, Kind};
use crate::release::schedule::{Hours, next_midnight};
use crate::release::target::{self, Held, Turn};
use crate::release::{Evidence, SEND, TargetState, go_live, look_soon, settle_withdrawal};
use crate::wechat::{MassStatus, why};

/// Seconds before which the platform does not hear the same name again.
const SAME_NAME: Setting<i64> = Setting { key: "wechat.same_name_seconds", default: 65 };
/// How long the platform lets an administrator confirm, and a little more for its event.
pub(super) const TO_CONFIRM: Duration = Duration::minutes(30);

/// Asks what became of an accepted push.
pub(super) async fn look(publisher: &Publisher, job: &Job, mut tx: TenantTx, held: &Held) -> Result<(), Failure> {
    let Some(msg_id) = held.publish_id.clone() else {
        return outcome::doubt(tx, job, held, "accepted without a push's id").await;
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
    let next = looks::next(&mut tx, held.looks + 1).await?;
    target::looked(&mut tx, held.target.id, next).await?;
    again(tx, job, next).await?;
    let answer = publisher.wechat.mass_status(&credentials, &msg_id).await;
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, held.target.id).await? else { return Ok(()) };
    match answer {
        Ok(status) => {
            if matches!(status, MassStatus::Sent(_)) {
                fault::reached(Point::BeforeLive);
            }
            apply(&mut tx, &held, &status, "poll").await?;
            Ok(tx.commit().await?)
        }
        Err(error) => note(tx, &held, &error).await,
    }
}

/// A push in doubt is told again under its name, while its hours last and it is not too late: the platform answers with the push that bears it, or sends it
/// now, and never twice. What is too late, or withdrawn, is left to a person.
pub(super) async fn settle(publisher: &Publisher, job: &Job, mut tx: TenantTx, held: &Held) -> Result<(), Failure> {
    let now = tx.now();
    let pause = Duration::seconds(SAME_NAME.get(&mut tx).await?.max(0));
    let heard_after = held.acted_at.map_or(now, |at| at + pause);
    if now < heard_after {
        return again(tx, job, heard_after).await;
    }
    if resume::brake(&mut tx, held).await?.is_some() {
        return again(tx, job, now + Duration::seconds(60)).await;
    }
    let open_until = match hours::of(publisher, &mut tx, held).await? {
        Hours::Open(until) => until,
        Hours::Shut(opens) => return again(tx, job, opens.min(now + Duration::hours(1))).await,
    };
    let late = outcome::late_limit(&mut tx, held).await? < now;
    let account = account::store::find(&mut tx, held.target.account).await?;
    match account.filter(|account| account.state == AccountState::Active) {
        Some(account) if !late && held.release.withdrawn_at.is_none() => {
            wechat::send(publisher, job, tx, held, &account, open_until).await
        }
        _ => again(tx, job, now + Duration::hours(1)).await,
    }
}

/// Applies what the platform says of a push, by event or by look, to every piece of it.
pub(crate) async fn apply(
    tx: &mut TenantTx,
    held: &Held,
    status: &MassStatus,
    by: &'static str,
) -> Result<(), Failure> {
    for rider in target::hold_riders(tx, held).await? {
        apply_one(tx, &rider, status, by).await?;
    }
    apply_one(tx, held, status, by).await
}

async fn apply_one(tx: &mut TenantTx, held: &Held, status: &MassStatus, by: &'static str) -> Result<(), Failure> {
    let url_of = |urls: &[String]| urls.get(usize::try_from(held.target.place).ok()?).cloned();
    let waits = matches!(
        held.target.state,
        TargetState::Accepted | TargetState::Confirming | TargetState::Unconfirmed | TargetState::Sending
    );
    match status {
        MassStatus::Sent(urls) if waits => {
            go_live(tx, held, &Evidence { article_id: None, url: url_of(urls), by }).await?;
            outcome::watch_readers(tx, held).await?;
        }
        // The event may follow a look that knew no address.
        MassStatus::Sent(urls) if held.target.state == TargetState::Live => {
            if let Some(url) = url_of(urls) {
                target::found_at(tx, held.target.id, &url).await?;
                if held.target.external_url.is_none() {
                    look_soon(tx, held).await?;
                }
            }
        }
        MassStatus::Failed(word) if waits => {
            let number = word.trim_start_matches("err(").trim_end_matches(')');
            let code = format!("WECHAT_MASS_{}", number.to_ascii_uppercase().replace(' ', "_"));
            end(tx, held, &Turn::because(TargetState::Failed, &code, why(word))).await?;
        }
        MassStatus::Deleted if waits || held.target.state == TargetState::Live => {
            let text = "已在公众平台删除这次群发";
            end(tx, held, &Turn::because(TargetState::Withdrawn, "WECHAT_DELETED", text)).await?;
        }
        // An administrator who confirmed sets it on its way; the platform says no more than that it runs.
        MassStatus::Running if held.target.state == TargetState::Confirming => {
            let over = held.target.confirm_by.is_some_and(|by| by < tx.now());
            if over {
                outcome::turn_to(tx, held, &Turn::to(TargetState::Accepted)).await?;
            }
        }
        _ => {}
    }
    Ok(())
}

async fn end(tx: &mut TenantTx, held: &Held, turn: &Turn) -> Result<(), Failure> {
    outcome::end(tx, held, turn).await?;
    jobs::cancel(tx, SEND, &held.target.id.to_string()).await?;
    if turn.state == TargetState::Withdrawn || held.release.withdrawn_at.is_some() {
        settle_withdrawal(tx, &held.release).await.map_err(|error| Failure::of(&error))?;
    }
    Ok(())
}
