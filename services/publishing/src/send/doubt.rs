//! Settle a doubt by looking, without changing anything there. The piece is in the platform's list: it is live. It is not, its
//! draft is still in the box and time enough has passed: the submit was never taken, and may be tried under a new lease. Anything
//! else stays in doubt, for the next look or a person.

use platform::TenantTx;
use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use serde_json::json;
use time::Duration;

use super::looks::{self, SETTLED};
use super::poll::{note, settings};
use super::{Publisher, again, outcome};
use crate::account::{self, Credentials};
use crate::fault::{self, Point};
use crate::quota::{self, Budget, Kind};
use crate::release::schedule::next_midnight;
use crate::release::target::{self, Held, Turn};
use crate::release::{SEND, TargetState};
use crate::wechat::page::mark;
use crate::wechat::{CallError, Item, Publication, PublishStatus};

/// What a look found.
enum Found {
    /// The piece, in the list of published ones.
    Piece(Item),
    /// Its draft, still in the box.
    Draft,
    /// Neither.
    Nothing,
}

pub(super) async fn run(publisher: &Publisher, job: &Job, mut tx: TenantTx, held: &Held) -> Result<(), Failure> {
    let settings = settings(&mut tx, held).await?;
    let budget = Budget::at(held.target.account, Kind::List, tx.now());
    if !quota::spend(&mut tx, budget, settings.lists_per_day).await? {
        let midnight = next_midnight(tx.now());
        return again(tx, job, midnight).await;
    }
    let credentials = account::credentials(&mut tx, &publisher.vault, held.target.account)
        .await
        .map_err(|error| Failure::of(&error))?;
    let next = looks::next(&mut tx, held.looks + 1).await?;
    target::looked(&mut tx, held.target.id, next).await?;
    // The submit in doubt may be running still; before it surely ended, absence shows nothing.
    let settle = Duration::seconds(SETTLED.get(&mut tx).await?.max(0));
    let settled = held.acted_at.is_some_and(|at| at + settle <= tx.now());
    again(tx, job, next).await?;
    let found = look(publisher, &credentials, held).await;
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, held.target.id).await? else { return Ok(()) };
    if held.target.state != TargetState::Unconfirmed {
        return Ok(());
    }
    match found {
        Ok(Found::Piece(item)) => arrived(tx, &held, item).await,
        Ok(Found::Draft) if settled => never_taken(tx, &held).await,
        Ok(Found::Draft | Found::Nothing) => Ok(()),
        Err(error) => note(tx, &held, &error).await,
    }
}

async fn look(publisher: &Publisher, credentials: &Credentials, held: &Held) -> Result<Found, CallError> {
    let mark = mark(held.target.id);
    // The draft first: should it be published between the two looks, it is found as a piece, or as nothing, never as never taken.
    let has_draft = match &held.draft_id {
        Some(draft) => publisher.wechat.has_draft(credentials, draft).await?,
        None => false,
    };
    let published = publisher.wechat.published(credentials).await?;
    if let Some(item) = published.into_iter().find(|item| item.content.contains(&mark)) {
        return Ok(Found::Piece(item));
    }
    Ok(if has_draft { Found::Draft } else { Found::Nothing })
}

async fn arrived(mut tx: TenantTx, held: &Held, item: Item) -> Result<(), Failure> {
    if item.deleted {
        let turn = Turn::because(TargetState::Withdrawn, "WECHAT_DELETED", "文章已在公众平台被删除");
        outcome::end(&mut tx, held, &turn).await?;
        jobs::cancel(&mut tx, SEND, &held.target.id.to_string()).await?;
    } else {
        fault::reached(Point::BeforeLive);
        let (status, article_id) = (PublishStatus::Live, Some(item.id));
        let found = Publication { status, article_id, urls: item.urls, refused: Vec::new() };
        outcome::apply(&mut tx, held, &found, "look").await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn never_taken(mut tx: TenantTx, held: &Held) -> Result<(), Failure> {
    let turn = Turn::because(TargetState::Planned, "NOT_TAKEN", "经核实微信未收到，将重新发送");
    outcome::turn_to(&mut tx, held, &turn).await?;
    tx.audit(Entry::new("target.look", "release_target", held.target.id.0).with("found", "draft"));
    let now = tx.now();
    jobs::enqueue(&mut tx, SEND, &held.target.id.to_string(), now, json!({})).await?;
    tx.commit().await?;
    Ok(())
}
