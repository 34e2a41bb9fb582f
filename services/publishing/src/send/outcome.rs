//! What becomes of a target after a call, an event or a look: every change of state the worker makes, each with its audit row.

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::{Storage, TenantTx};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{again, connector, finish, looks, reservation};
use crate::account::{self, AccountState, Channel};
use crate::comment;
use crate::figures;
use crate::quota::{self, Budget, Kind};
use crate::release::target::{self, Held, Turn};
use crate::release::{
    Evidence, LATE_WINDOW, TIDY, TargetState, Way, changed, go_live, late_after, schedule, settle_withdrawal,
};
use crate::wechat::{CallError, Policy, Publication, PublishStatus, Refused, is_doubtful};

/// No pushes are left of the day or of the month.
const NO_PUSHES: i64 = 45028;

/// Which step a call belonged to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An upload or the draft: doing it again harms nothing.
    Prepare,
    /// The submit: done twice it is published twice.
    Submit,
}

/// After a call of ours failed, with the target held and its lease still ours.
pub(super) async fn after_error(
    tx: TenantTx,
    job: &Job,
    held: &Held,
    step: Step,
    error: &CallError,
) -> Result<(), Failure> {
    match error {
        CallError::Lost(text) if step == Step::Submit => doubt(tx, job, held, text).await,
        CallError::Refused(refused) if step == Step::Submit && leaves_doubt(refused) => {
            doubt(tx, job, held, &format!("微信答复 {}", refused.errcode)).await
        }
        CallError::Lost(_) | CallError::NotSent(_) => {
            tracing::warn!(target.id = %held.target.id, %error, "call wechat");
            let turn = Turn::because(TargetState::Planned, "NOT_REACHED", "未能连上微信，将自动重试");
            retry(tx, job, held, 0, &turn).await
        }
        CallError::Refused(refused) => after_refusal(tx, job, held, refused).await,
    }
}

/// The platform does not know itself, says that the draft is gone (it may have been published), or that it heard this name just now.
fn leaves_doubt(refused: &Refused) -> bool {
    is_doubtful(refused.errcode) || matches!(refused.errcode, 40007 | 45066)
}

async fn after_refusal(mut tx: TenantTx, job: &Job, held: &Held, refused: &Refused) -> Result<(), Failure> {
    let turn = |state| Turn::refused(state, refused);
    match refused.policy {
        Policy::Retry(seconds) => retry(tx, job, held, seconds, &turn(TargetState::Planned)).await,
        Policy::RefreshToken => retry(tx, job, held, 5, &turn(TargetState::Planned)).await,
        Policy::Quota => {
            spent(&mut tx, held, refused).await?;
            wait_for_quota(tx, job, held).await
        }
        Policy::Permanent => {
            end(&mut tx, held, &turn(TargetState::Failed)).await?;
            finish(tx, job).await
        }
        Policy::Account => {
            pause_account(&mut tx, held, refused).await?;
            end(&mut tx, held, &turn(TargetState::Failed)).await?;
            finish(tx, job).await
        }
    }
}

/// Notes which budget the platform says is spent, whatever our ledger thought.
async fn spent(tx: &mut TenantTx, held: &Held, refused: &Refused) -> Result<(), Storage> {
    let kinds: &[Kind] = match (held.target.way, refused.errcode) {
        (Way::Mass, NO_PUSHES) => &[Kind::Push, Kind::PushMonth],
        (Way::Mass, _) => &[],
        (Way::Publish, _) => &[Kind::Submit],
    };
    for kind in kinds {
        quota::exhaust(tx, Budget::at(held.target.account, *kind, tx.now())).await?;
    }
    Ok(())
}

/// The account itself is at fault: an alarm, and nothing more goes to it until a person looked.
pub(super) async fn pause_account(tx: &mut TenantTx, held: &Held, refused: &Refused) -> Result<(), Storage> {
    let Some(account) = account::store::find(tx, held.target.account).await? else { return Ok(()) };
    if account.state != AccountState::Active {
        return Ok(());
    }
    let reason = format!("{}（{}）", refused.advice(), refused.errcode);
    metrics::counter!("juzhen_account_paused_total").increment(1);
    tracing::error!(account.id = %account.id, refused.errcode, "an account is at fault, and paused");
    account::set_state(tx, &account, AccountState::Paused, Some(&reason)).await
}

/// Nobody knows whether it was sent: a look follows.
pub(super) async fn doubt(mut tx: TenantTx, job: &Job, held: &Held, why: &str) -> Result<(), Failure> {
    tracing::warn!(target.id = %held.target.id, why, "a send is in doubt");
    metrics::counter!("juzhen_release_doubts_total").increment(1);
    let by_connector = held.target.channel == Channel::Connector;
    let whom = if by_connector { "对接程序" } else { "微信" };
    let text = format!("发送后没有收到{whom}的答复，正在核实");
    let turn = Turn::because(TargetState::Unconfirmed, "ANSWER_LOST", text);
    turn_to(&mut tx, held, &turn).await?;
    let first =
        if by_connector { connector::next_question(&mut tx, 0).await? } else { looks::next(&mut tx, 0).await? };
    again(tx, job, first).await
}

/// It surely was not sent: again after a pause, as long as it is not too late.
pub(super) async fn retry(mut tx: TenantTx, job: &Job, held: &Held, seconds: u32, turn: &Turn) -> Result<(), Failure> {
    turn_to(&mut tx, held, turn).await?;
    let attempts = u32::try_from(held.target.attempts).unwrap_or_default().clamp(1, 7);
    let pause = seconds.max(2_u32.saturating_pow(attempts));
    let at = tx.now() + Duration::seconds(pause.into());
    again(tx, job, at).await
}

/// The day's budget is spent: tomorrow, if that is not too late; else it is missed now, so that a person can act today.
pub(super) async fn wait_for_quota(mut tx: TenantTx, job: &Job, held: &Held) -> Result<(), Failure> {
    let midnight = schedule::next_midnight(tx.now());
    if late_limit(&mut tx, held).await? < midnight {
        let turn = Turn::because(TargetState::Missed, "QUOTA_SPENT", "账号当日次数已用完");
        end(&mut tx, held, &turn).await?;
        return finish(tx, job).await;
    }
    let turn = Turn::because(TargetState::Planned, "QUOTA_SPENT", "账号当日次数已用完，次日再发");
    turn_to(&mut tx, held, &turn).await?;
    again(tx, job, midnight).await
}

pub(super) async fn late_limit(tx: &mut TenantTx, held: &Held) -> Result<OffsetDateTime, Storage> {
    // What an embargo kept back is late only once it has waited longer than the embargo.
    let until = schedule::store::embargoed_until(tx, held.release.article).await?;
    let due = until.map_or(held.target.scheduled_at, |until| until.max(held.target.scheduled_at));
    Ok(late_after(due, LATE_WINDOW.get(tx).await?))
}

/// A target ends before its message is sent: the next piece of the message carries the others, at the same time.
pub(crate) async fn hand_over(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    if let Some(next) = target::promote(tx, held).await? {
        let due = held.target.scheduled_at.max(tx.now());
        jobs::enqueue(tx, crate::release::SEND, &next.to_string(), due, json!({})).await?;
    }
    Ok(())
}

/// A target ends without being live: its reservation goes back, what it left in the drafts box is removed.
pub(crate) async fn end(tx: &mut TenantTx, held: &Held, turn: &Turn) -> Result<(), Storage> {
    reservation::give_back(tx, held).await?;
    turn_to(tx, held, turn).await?;
    if held.draft_id.is_some() {
        let now = tx.now();
        jobs::enqueue(tx, TIDY, &held.target.id.to_string(), now, json!({})).await?;
    }
    Ok(())
}

/// Changes the state of a target and of those that ride with it, with an audit row and an event each.
pub(crate) async fn turn_to(tx: &mut TenantTx, held: &Held, turn: &Turn) -> Result<(), Storage> {
    target::turn(tx, held.target.id, turn).await?;
    note(tx, held, turn);
    for rider in target::riding(tx, held).await? {
        target::turn(tx, rider.target.id, turn).await?;
        note(tx, &rider, turn);
    }
    Ok(())
}

/// The audit row and the event of a change of state.
pub(super) fn note(tx: &mut TenantTx, held: &Held, turn: &Turn) {
    tx.audit(
        Entry::new("target.turn", "release_target", held.target.id.0)
            .of(held.release.department)
            .with("release", held.release.id)
            .with("state", turn.state.as_str())
            .with("code", turn.code()),
    );
    tx.announce(changed(&held.release));
}

/// Applies what the platform says of a publication, by event or by poll, to every piece of it. True when nothing more is to be asked.
pub(crate) async fn apply(
    tx: &mut TenantTx,
    held: &Held,
    publication: &Publication,
    by: &'static str,
) -> Result<bool, Failure> {
    // Each has its own address and its own reason; what is left of them when the carrier ends follows it.
    for rider in target::hold_riders(tx, held).await? {
        apply_one(tx, &rider, publication, by).await?;
    }
    apply_one(tx, held, publication, by).await
}

async fn apply_one(
    tx: &mut TenantTx,
    held: &Held,
    publication: &Publication,
    by: &'static str,
) -> Result<bool, Failure> {
    let waits = matches!(held.target.state, TargetState::Accepted | TargetState::Unconfirmed | TargetState::Sending);
    let (state, code, text) = match publication.status {
        PublishStatus::Running => return Ok(!waits),
        PublishStatus::Live if waits => {
            let url = publication.url_at(held.target.place);
            let evidence = Evidence { article_id: publication.article_id.clone(), url, by };
            go_live(tx, held, &evidence).await?;
            watch_readers(tx, held).await?;
            return Ok(true);
        }
        PublishStatus::OriginalRefused if waits => (TargetState::Failed, "WECHAT_ORIGINAL", "微信原创声明未通过"),
        PublishStatus::Failed if waits => (TargetState::Failed, "WECHAT_FAILED", "微信发布失败"),
        PublishStatus::AuditRefused if waits => (TargetState::Failed, "WECHAT_AUDIT", "微信平台审核不通过"),
        PublishStatus::DeletedAfter if waits || held.target.state == TargetState::Live => {
            (TargetState::Withdrawn, "WECHAT_DELETED", "文章已在公众平台被删除")
        }
        PublishStatus::BannedAfter if waits || held.target.state == TargetState::Live => {
            (TargetState::Withdrawn, "WECHAT_BANNED", "文章已被微信平台封禁")
        }
        _ => return Ok(true),
    };
    let text = publication.blame(held.target.place, text);
    end(tx, held, &Turn::because(state, code, text)).await?;
    jobs::cancel(tx, crate::release::SEND, &held.target.id.to_string()).await?;
    if state == TargetState::Withdrawn || held.release.withdrawn_at.is_some() {
        settle_withdrawal(tx, &held.release).await.map_err(|error| Failure::of(&error))?;
    }
    Ok(true)
}

/// What readers do with what is live on WeChat is read from now on.
pub(super) async fn watch_readers(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    comment::watch(tx, held.target.id).await?;
    figures::watch(tx, held.target.account).await
}
