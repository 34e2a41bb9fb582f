//! The job that asks a feed: it asks with no transaction held, keeps what came, and says when it asks again.

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::{Caller, Clock, Database, Path, Storage, TenantTx};
use ring::rand::{SecureRandom as _, SystemRandom};
use tenancy::{Action, Actor, Scope};
use time::{Duration, OffsetDateTime};

use super::edit::EditFeedError;
use super::fetch::{Answer, Fetcher, Question};
use super::ingest::{self, Kept};
use super::read::{self, Document};
use super::trouble::{Kind, Trouble};
use super::{Feed, FeedId, FeedState, changed, pace, store};
use crate::{Source, source};

/// The kind of the job; its key is the feed.
pub const POLL: &str = "feed.poll";

const ROBOT: &str = "订阅收稿机";
/// How long the reading of a document may take; one that does not end is left to itself.
const READING: std::time::Duration = std::time::Duration::from_secs(20);

/// Sees that a feed is asked at its time.
pub(super) async fn schedule(tx: &mut TenantTx, feed: &Feed) -> Result<(), Storage> {
    jobs::enqueue(tx, POLL, &feed.id.to_string(), feed.next_at, serde_json::json!({})).await
}

/// Has it asked now.
///
/// # Errors
/// When there is no such feed, it is paused, or the actor may not manage sources.
pub async fn ask_now(tx: &mut TenantTx, actor: &Actor, id: FeedId) -> Result<Feed, EditFeedError> {
    let mut feed = store::lock(tx, id).await?.ok_or(EditFeedError::NotFound)?;
    actor.require(Action::SourceManage, Scope::County)?;
    if feed.state == FeedState::Paused {
        return Err(EditFeedError::Paused);
    }
    feed.next_at = tx.now();
    store::save(tx, &feed).await?;
    schedule(tx, &feed).await?;
    tx.audit(Entry::new("feed.ask", "feed", id.0));
    tx.announce(changed(id));
    Ok(feed)
}

/// What came of a question.
enum Met {
    Read { document: Document, etag: Option<String>, last_modified: Option<String> },
    Unchanged,
    Trouble(Trouble, Option<String>),
}

/// One turn of the job.
///
/// # Errors
/// When the database fails; what is wrong with the feed itself is written on the feed.
pub async fn run(database: &Database, fetcher: &Fetcher, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let id: FeedId = job.key.parse().map_err(|_| Failure("the key names no feed".to_owned()))?;
    let mut tx = database.begin_read(&caller).await?;
    let feed = store::by_ids(&mut tx, &[id]).await?.pop().filter(|feed| feed.state == FeedState::Active);
    let source = match &feed {
        Some(feed) => source::by_ids(&mut tx, &[feed.source]).await?.pop(),
        None => None,
    };
    let now = tx.now();
    drop(tx);
    let met = match (feed, source.filter(|source| source.is_in_force(Clock::day_of(now)))) {
        (Some(feed), Some(source)) => meet(fetcher, &feed, source, now).await,
        _ => Met::Trouble(Trouble::of(Kind::SourceEnded), None),
    };
    let mut tx = database.begin(&caller).await?;
    if settle(&mut tx, job, id, met).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Keeps what a document says, as if the feed had answered with it: for a demonstration, where nobody answers.
///
/// # Errors
/// When the document is no feed, there is no such feed, or the database fails.
pub async fn keep(tx: &mut TenantTx, id: FeedId, document: &[u8]) -> Result<(), Failure> {
    let mut feed = store::lock(tx, id).await?.ok_or_else(|| Failure("no such feed".to_owned()))?;
    let source = source::by_ids(tx, &[feed.source]).await?.pop().ok_or_else(|| Failure("no such source".to_owned()))?;
    let read = read::document(document, &feed.url, &source, tx.now());
    let document = read.map_err(|trouble| Failure(trouble.words().1))?;
    let (before, kept) = (feed.trouble, ingest::keep(tx, &feed, &document.items).await?);
    (feed.answered_at, feed.trouble) = (Some(tx.now()), document.trouble);
    tell(tx, &mut feed, before, kept);
    Ok(store::save(tx, &feed).await?)
}

async fn meet(fetcher: &Fetcher, feed: &Feed, source: Source, now: OffsetDateTime) -> Met {
    let (etag, last_modified) = (feed.etag.as_deref(), feed.last_modified.as_deref());
    let (url, bytes, etag, last_modified) = match fetcher.ask(&Question { url: &feed.url, etag, last_modified }).await {
        Answer::Unchanged => return Met::Unchanged,
        Answer::Trouble(trouble, retry_after) => return Met::Trouble(trouble, retry_after),
        Answer::Document { url, bytes, etag, last_modified } => (url, bytes, etag, last_modified),
    };
    let reading = tokio::task::spawn_blocking(move || read::document(&bytes, &url, &source, now));
    match tokio::time::timeout(READING, reading).await {
        Ok(Ok(Ok(document))) => Met::Read { document, etag, last_modified },
        Ok(Ok(Err(trouble))) => Met::Trouble(trouble, None),
        Ok(Err(_)) => Met::Trouble(Trouble::of(Kind::Malformed), None),
        Err(_) => Met::Trouble(Trouble::of(Kind::TooSlow), None),
    }
}

/// Writes what came of it. False when the lease was lost: the caller must then not commit.
async fn settle(tx: &mut TenantTx, job: &Job, id: FeedId, met: Met) -> Result<bool, Storage> {
    if matches!(met, Met::Read { .. }) {
        store::hold_all(tx).await?;
    }
    let Some(mut feed) = store::lock(tx, id).await?.filter(|feed| feed.state == FeedState::Active) else {
        return jobs::finish(tx, job).await;
    };
    let (before, now) = (feed.trouble, tx.now());
    let mut retry_after = None;
    let mut kept = Kept::default();
    feed.asked_at = Some(now);
    feed.trouble = match met {
        Met::Unchanged => before.filter(|trouble| !trouble.is_failure()),
        Met::Read { document, etag, last_modified } => {
            kept = ingest::keep(tx, &feed, &document.items).await?;
            (feed.etag, feed.last_modified) = (etag, last_modified);
            document.trouble
        }
        Met::Trouble(trouble, after) => {
            retry_after = after;
            Some(trouble)
        }
    };
    if feed.trouble.is_some_and(Trouble::is_failure) {
        feed.failures += 1;
    } else {
        (feed.failures, feed.answered_at) = (0, Some(now));
    }
    feed.next_at = pace::next(now, feed.every_minutes, feed.failures, retry_after.as_deref(), jitter());
    tell(tx, &mut feed, before, kept);
    store::save(tx, &feed).await?;
    match feed.state {
        FeedState::Paused => jobs::finish(tx, job).await,
        FeedState::Active => jobs::postpone(tx, job, feed.next_at).await,
    }
}

/// Notes what changed: new items, and trouble that was not there before. One that is gone for good is paused.
fn tell(tx: &mut TenantTx, feed: &mut Feed, before: Option<Trouble>, kept: Kept) {
    if kept != Kept::default() {
        let entry = Entry::new("feed.read", "feed", feed.id.0);
        tx.audit(entry.with("items", kept.items).with("candidates", kept.candidates));
    }
    if feed.trouble != before {
        let kind = feed.trouble.map(|trouble| trouble.kind.as_str());
        tx.audit(Entry::new("feed.trouble", "feed", feed.id.0).with("trouble", kind));
    }
    if feed.trouble.is_some_and(|trouble| trouble.kind == Kind::Gone) {
        feed.state = FeedState::Paused;
        tx.audit(Entry::new("feed.pause", "feed", feed.id.0));
    }
    tx.announce(changed(feed.id));
}

fn jitter() -> u8 {
    let mut byte = [0_u8];
    // Without chance there is no stretch.
    let _ = SystemRandom::new().fill(&mut byte);
    let [byte] = byte;
    byte
}

/// The first time a new or resumed feed is asked: a moment after the act, so that many added together do not go out together.
pub(super) fn soon(now: OffsetDateTime) -> OffsetDateTime {
    now + Duration::milliseconds(20 * i64::from(jitter()))
}
