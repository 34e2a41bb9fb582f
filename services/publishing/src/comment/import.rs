//! Read the comments under a live piece: often on its first day, rarely later, within the account's budget of reads.

use platform::jobs::{self, Failure, Job};
use platform::settings::Setting;
use platform::{Storage, TenantTx, mask};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::store::{self, Source, Under};
use crate::account::{self, Capability, Credentials};
use crate::quota::{self, Budget, Kind};
use crate::reading::{self, What};
use crate::release::schedule::next_midnight;
use crate::send::{Publisher, again, finish};
use crate::wechat::{CallError, Policy, Read, Refused};
use crate::{AccountId, TargetId};

/// Kind of the job; its key is the target.
pub(crate) const IMPORT: &str = "wechat.comments";

/// Reads of comments in a day, of an account.
const READS: Setting<i32> = Setting { key: "wechat.comment_reads_per_day", default: 300 };
/// How long the comments under a piece are read.
pub(super) const WATCHED: Duration = Duration::days(14);
/// Minutes between two looks on the first day, in the first three, and after; then no more.
const PAUSES: Setting<[i64; 3]> = Setting { key: "wechat.comment_look_minutes", default: [15, 120, 720] };
/// The account has no comments, or not the interface of them.
const NO_COMMENTS: i64 = 88000;
const NO_RIGHT: i64 = 48001;
/// Comments a call gives, and calls a look makes.
const PAGE: usize = 49;
const PAGES: usize = 6;

/// A piece went live: its comments are read from now on.
pub(crate) async fn watch(tx: &mut TenantTx, target: TargetId) -> Result<(), Storage> {
    let [first, ..] = PAUSES.get(tx).await?;
    let soon = tx.now() + Duration::minutes(first.max(1));
    jobs::enqueue(tx, IMPORT, &target.to_string(), soon, json!({})).await
}

pub(crate) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let id = job.key.parse().map(TargetId).map_err(|_| Failure(format!("the job's key is no target: {}", job.key)))?;
    let mut tx = publisher.begin(job.county).await?;
    let Some(source) = store::source(&mut tx, id).await? else { return finish(tx, job).await };
    let Some(next) = next_look(&mut tx, &source).await? else { return finish(tx, job).await };
    let Some(data_id) = source.data_id.clone() else { return finish(tx, job).await };
    if !has_comments(&mut tx, source.under.account).await? {
        return finish(tx, job).await;
    }
    let budget = Budget::at(source.under.account, Kind::Comments, tx.now());
    let allowed = READS.get(&mut tx).await?;
    if !quota::spend(&mut tx, budget, allowed).await? {
        let midnight = next_midnight(tx.now());
        return again(tx, job, midnight).await;
    }
    let credentials = account::credentials(&mut tx, &publisher.vault, source.under.account)
        .await
        .map_err(|error| Failure::of(&error))?;
    // The next look is set before this one is made: a look that dies costs a look.
    again(tx, job, next).await?;
    let read = read_all(publisher, &credentials, &data_id, source.place).await;
    let mut tx = publisher.begin(job.county).await?;
    match read {
        Ok((comments, whole)) => {
            keep(publisher, &mut tx, &source, &comments, whole).await?;
            reading::went_well(&mut tx, source.under.account, source.under.department, What::Comments).await?;
        }
        Err(CallError::Refused(refused)) => not_read(&mut tx, job, &source, budget, &refused).await?,
        Err(error) => tracing::warn!(target.id = %id, %error, "read comments"),
    }
    Ok(tx.commit().await?)
}

/// What the platform refuses is said on the page. It never pauses the account: what it may not read, it may still publish.
async fn not_read(
    tx: &mut TenantTx,
    job: &Job,
    source: &Source,
    budget: Budget,
    refused: &Refused,
) -> Result<(), Storage> {
    let Under { target, account, department } = source.under;
    tracing::warn!(target.id = %target, refused.errcode, "read comments");
    match (refused.errcode, refused.policy) {
        // Nothing of the piece is there: it has no comments, or is gone.
        (88001, _) => jobs::cancel(tx, IMPORT, &job.key).await,
        (NO_RIGHT | NO_COMMENTS, _) => {
            jobs::cancel(tx, IMPORT, &job.key).await?;
            reading::was_refused(tx, account, department, What::Comments, refused).await
        }
        (_, Policy::Quota) => quota::exhaust(tx, budget).await,
        (_, Policy::Retry(_)) => Ok(()),
        _ => reading::was_refused(tx, account, department, What::Comments, refused).await,
    }
}

async fn has_comments(tx: &mut TenantTx, account: AccountId) -> Result<bool, Storage> {
    Ok(account::store::find(tx, account).await?.is_some_and(|account| account.may(Capability::Comments)))
}

/// The latest comments, as many as a look takes, and whether these are all there are.
async fn read_all(
    publisher: &Publisher,
    credentials: &Credentials,
    data_id: &str,
    place: i32,
) -> Result<(Vec<Read>, bool), CallError> {
    let mut all = Vec::new();
    for _ in 0..PAGES {
        let (page, total) = publisher.wechat().comments(credentials, (data_id, place), all.len(), PAGE).await?;
        let ended = page.is_empty();
        all.extend(page);
        if ended || total <= all.len() {
            return Ok((all, true));
        }
    }
    Ok((all, false))
}

async fn keep(
    publisher: &Publisher,
    tx: &mut TenantTx,
    source: &Source,
    comments: &[Read],
    whole: bool,
) -> Result<(), Storage> {
    for read in comments {
        // I7: who wrote it is kept as a keyed digest, and no number of a person in what they wrote.
        let (reader, content) = (publisher.vault.mac(&read.openid), mask::citizen(&read.content));
        store::keep(tx, source.under, read, &reader, &content).await?;
    }
    if whole {
        store::end_unseen(tx, source.under.target).await?;
    }
    Ok(())
}

async fn next_look(tx: &mut TenantTx, source: &Source) -> Result<Option<OffsetDateTime>, Storage> {
    let [first, third, last] = PAUSES.get(tx).await?;
    let now = tx.now();
    let age = now - source.live_at.unwrap_or(now);
    let minutes = match age {
        age if age < Duration::days(1) => first,
        age if age < Duration::days(3) => third,
        age if age < WATCHED => last,
        _ => return Ok(None),
    };
    Ok(Some(now + Duration::minutes(minutes.max(1))))
}
