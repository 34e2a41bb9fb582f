//! Ask a program how a target stands: what was accepted and has no result yet, and what is in doubt. A question changes nothing there.

use platform::TenantTx;
use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use serde_json::json;
use time::Duration;

use super::apply::apply;
use super::call::{Call, call, note};
use super::publish::about;
use super::{GIVE_UP, SETTLED, next_question, way};
use crate::connector::message;
use crate::connector::{self, Told, Word};
use crate::release::target::{self, Held, Turn};
use crate::release::{SEND, TargetState};
use crate::send::{Publisher, again, outcome};

pub(crate) async fn run(publisher: &Publisher, job: &Job, mut tx: TenantTx, held: &Held) -> Result<(), Failure> {
    let (id, now) = (held.target.id, tx.now());
    let patience = Duration::hours(GIVE_UP.get(&mut tx).await?.max(1));
    if held.target.state == TargetState::Accepted && held.target.state_at + patience < now {
        let text = "对接程序一直没有给出结果，请到平台核实";
        outcome::turn_to(&mut tx, held, &Turn::because(TargetState::Unconfirmed, "NO_RESULT", text)).await?;
    }
    let next = next_question(&mut tx, held.looks + 1).await?;
    let way = way(&mut tx, held).await?.filter(|way| way.line.state == "active");
    let Some(way) = way else { return again(tx, job, next).await };
    // The next question is set before this one is asked: one that dies costs a question.
    target::looked(&mut tx, id, next).await?;
    let question = format!("msg_{}", tx.new_id().simple());
    again(tx, job, next).await?;
    let body = message::ask(&about(publisher, job, &way, held));
    let (line, kind) = (&way.line, "release.ask");
    let of = Call { line, kind, id: question, target: Some(id), body: &body, at: now, silent: None, noted_as: None };
    let ended = call(publisher, job.county, &of).await?;
    let mut tx = publisher.begin(job.county).await?;
    note(&mut tx, &of, &ended).await?;
    if let Told::Stopped(why) = ended.told {
        connector::stop(&mut tx, way.line.connector, why).await?;
    }
    let held = target::hold(&mut tx, id).await?;
    let waits = |held: &Held| matches!(held.target.state, TargetState::Accepted | TargetState::Unconfirmed);
    if let (Some(held), Told::Standing(standing)) = (held.filter(waits), &ended.told) {
        match standing.word {
            Word::Unknown => unknown(&mut tx, &held).await?,
            _ => {
                apply(&mut tx, &held, standing, "look").await?;
            }
        }
    }
    Ok(tx.commit().await?)
}

/// The program never got it: it may be told again, under the same id, once nothing of the call in doubt can be on its way any more.
async fn unknown(tx: &mut TenantTx, held: &Held) -> Result<(), Failure> {
    if held.target.state == TargetState::Accepted {
        let text = "对接程序说没有收到这条稿件，正在核实";
        return Ok(outcome::turn_to(tx, held, &Turn::because(TargetState::Unconfirmed, "NOT_KNOWN_THERE", text)).await?);
    }
    let settle = Duration::seconds(SETTLED.get(tx).await?.max(0));
    let now = tx.now();
    if held.acted_at.is_none_or(|at| now < at + settle) {
        return Ok(());
    }
    let turn = Turn::because(TargetState::Planned, "NOT_TAKEN", "经核实对接程序未收到，将重新发送");
    outcome::turn_to(tx, held, &turn).await?;
    tx.audit(Entry::new("target.look", "release_target", held.target.id.0).with("found", "unknown"));
    jobs::enqueue(tx, SEND, &held.target.id.to_string(), now, json!({})).await?;
    Ok(())
}
