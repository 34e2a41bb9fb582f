//! What a program's word means for a target, by an answer, a question or a result of its own: every change of state it brings about.

use platform::TenantTx;
use platform::jobs::{self, Failure};

use super::next_question;
use crate::connector::{Standing, Word};
use crate::release::target::{self, Held, Turn};
use crate::release::{
    BY_CORRECTION, Evidence, REPLACED, SEND, TAKE_DOWN, TargetState, go_live, settle_replacement, settle_withdrawal,
    task,
};
use crate::send::{outcome, reservation};

/// Applies it. None where it makes no sense of a target that stands as this one does, and changes nothing; told again it is as good
/// as told once.
pub(crate) async fn apply(
    tx: &mut TenantTx,
    held: &Held,
    standing: &Standing,
    by: &'static str,
) -> Result<Option<TargetState>, Failure> {
    let state = held.target.state;
    // One that was tried before may arrive after the program said that it had not.
    let waits = matches!(state, TargetState::Sending | TargetState::Accepted | TargetState::Unconfirmed)
        || (state == TargetState::Planned && 0 < held.target.attempts);
    match (standing.word, state) {
        (Word::Live, _) if waits => live(tx, held, standing, by).await,
        (Word::Live, TargetState::Live) if standing.url == held.target.external_url => Ok(Some(state)),
        (Word::Accepted, TargetState::Accepted | TargetState::Live) => Ok(Some(state)),
        (Word::Accepted, _) if waits => accepted(tx, held).await,
        (Word::Failed, _) if waits => failed(tx, held, standing).await,
        (Word::Withdrawn, _) if waits || state == TargetState::Live => withdrawn(tx, held).await,
        (Word::Failed, TargetState::Failed) | (Word::Withdrawn, TargetState::Withdrawn) => Ok(Some(state)),
        _ => Ok(None),
    }
}

async fn live(
    tx: &mut TenantTx,
    held: &Held,
    standing: &Standing,
    by: &'static str,
) -> Result<Option<TargetState>, Failure> {
    let evidence = Evidence { article_id: standing.external.clone(), url: standing.url.clone(), by };
    go_live(tx, held, &evidence).await?;
    Ok(Some(TargetState::Live))
}

async fn accepted(tx: &mut TenantTx, held: &Held) -> Result<Option<TargetState>, Failure> {
    let next = next_question(tx, 0).await?;
    target::taken(tx, held.target.id, next).await?;
    reservation::consume(tx, held).await?;
    outcome::note(tx, held, &Turn::to(TargetState::Accepted));
    jobs::reschedule(tx, SEND, &held.target.id.to_string(), next).await?;
    Ok(Some(TargetState::Accepted))
}

async fn failed(tx: &mut TenantTx, held: &Held, standing: &Standing) -> Result<Option<TargetState>, Failure> {
    let text = format!("对接程序未能发布：{}", standing.why());
    outcome::end(tx, held, &Turn::because(TargetState::Failed, "CONNECTOR_FAILED", text)).await?;
    jobs::cancel(tx, SEND, &held.target.id.to_string()).await?;
    if held.release.withdrawn_at.is_some() {
        settle_withdrawal(tx, &held.release).await.map_err(|error| Failure::of(&error))?;
    }
    Ok(Some(TargetState::Failed))
}

async fn withdrawn(tx: &mut TenantTx, held: &Held) -> Result<Option<TargetState>, Failure> {
    let replaced = held.target.state == TargetState::Live && target::is_replaced(tx, held).await?;
    let turn = if held.release.withdrawn_at.is_some() {
        Turn::to(TargetState::Withdrawn)
    } else if replaced {
        Turn::because(TargetState::Withdrawn, REPLACED, BY_CORRECTION)
    } else {
        Turn::because(TargetState::Withdrawn, "CONNECTOR_DELETED", "已在对方平台被删除")
    };
    outcome::end(tx, held, &turn).await?;
    task::store::done(tx, held.target.id, None, None).await?;
    for kind in [SEND, TAKE_DOWN] {
        jobs::cancel(tx, kind, &held.target.id.to_string()).await?;
    }
    let settled = if replaced && held.release.withdrawn_at.is_none() {
        settle_replacement(tx, &held.release).await
    } else {
        settle_withdrawal(tx, &held.release).await
    };
    settled.map_err(|error| Failure::of(&error))?;
    Ok(Some(TargetState::Withdrawn))
}
