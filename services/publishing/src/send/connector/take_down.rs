//! Tell a program to take a live piece down, withdrawn or corrected. Told twice it changes nothing, so a lost answer is simply told again.

use platform::TenantTx;
use platform::audit::Entry;
use platform::jobs::{Failure, Job};
use time::Duration;

use super::apply::apply;
use super::call::{Call, call, note};
use super::publish::about;
use super::{next_question, way};
use crate::connector::message;
use crate::connector::{self, Told, Word};
use crate::release::target::{self, Held};
use crate::release::{TargetState, task};
use crate::send::{Publisher, again, finish};

pub(crate) async fn run(publisher: &Publisher, job: &Job, mut tx: TenantTx, held: &Held) -> Result<(), Failure> {
    let (id, now) = (held.target.id, tx.now());
    let Some(way) = way(&mut tx, held).await? else {
        return by_hand(tx, job, held, "该账号没有对接程序").await;
    };
    if way.line.state != "active" {
        let text = "对接程序已暂停或停用，恢复后再通知删除";
        target::note_error(&mut tx, id, "CONNECTOR_STOPPED", text, None).await?;
        return again(tx, job, now + Duration::seconds(60)).await;
    }
    target::note_act(&mut tx, id, Some("delete")).await?;
    target::looked(&mut tx, id, now).await?;
    tx.commit().await?;
    let body = message::withdraw(&about(publisher, job, &way, held), held);
    let of = Call {
        line: &way.line,
        kind: "release.withdraw",
        id: format!("msg_{}_withdraw", id.0.simple()),
        target: Some(id),
        body: &body,
        at: now,
        silent: Some(Word::Accepted),
        noted_as: None,
    };
    let ended = call(publisher, job.county, &of).await?;
    let mut tx = publisher.begin(job.county).await?;
    note(&mut tx, &of, &ended).await?;
    let held = target::hold(&mut tx, id).await?.filter(|held| held.target.state == TargetState::Live);
    let Some(held) = held else { return finish(tx, job).await };
    match ended.told {
        Told::Standing(standing) if standing.word == Word::Withdrawn => {
            apply(&mut tx, &held, &standing, "answer").await?;
            finish(tx, job).await
        }
        Told::Standing(standing) if matches!(standing.word, Word::Accepted | Word::Live) => waits(tx, job, &held).await,
        Told::Standing(standing) => by_hand(tx, job, &held, standing.why()).await,
        Told::Refused(reason) => by_hand(tx, job, &held, &reason).await,
        Told::Stopped(why) => {
            connector::stop(&mut tx, way.line.connector, why).await?;
            let later = tx.now() + Duration::seconds(60);
            again(tx, job, later).await
        }
        Told::Later | Told::Unsent(_) | Told::Lost(_) => {
            let later = ended.again_at.max(tx.now() + Duration::seconds(30));
            again(tx, job, later).await
        }
    }
}

/// The program has it in hand; it is told again later, should no result come.
async fn waits(mut tx: TenantTx, job: &Job, held: &Held) -> Result<(), Failure> {
    let text = "已通知对接程序删除，等待结果";
    target::note_error(&mut tx, held.target.id, "WITHDRAW_SENT", text, None).await?;
    tx.announce(crate::release::changed(&held.release));
    let next = next_question(&mut tx, held.looks).await?;
    again(tx, job, next).await
}

/// The program cannot: a person takes it down.
async fn by_hand(mut tx: TenantTx, job: &Job, held: &Held, why: &str) -> Result<(), Failure> {
    let text = format!("请到平台手工删除：{why}");
    target::note_error(&mut tx, held.target.id, "WITHDRAW_BY_HAND", &text, None).await?;
    tx.audit(Entry::new("target.withdraw_by_hand", "release_target", held.target.id.0).of(held.release.department));
    task::ask_to_take_down(&mut tx, held).await?;
    tx.announce(crate::release::changed(&held.release));
    finish(tx, job).await
}
