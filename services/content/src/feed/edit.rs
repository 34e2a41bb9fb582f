//! Change a feed's name, address or pace.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::add::checked;
use super::{Feed, FeedId, FeedState, changed, poll, store};
use crate::source;

/// Why a feed was not changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum EditFeedError {
    #[error("no such feed")]
    NotFound,
    #[error("the county has this feed")]
    Taken,
    /// It is not asked: resume it first.
    #[error("the feed is paused")]
    Paused,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EditFeedError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "FEED_NOT_FOUND", "订阅源不存在"
    ; Taken => Conflict, "FEED_TAKEN", "这个网址已经订阅"
    ; Paused => Conflict, "FEED_PAUSED", "订阅已暂停，先恢复再收取"
});

/// Changes a feed. At a new address nothing is known of what it has, and it is asked soon.
///
/// # Errors
/// When there is none, the actor may not manage sources, or a field breaks a rule.
pub async fn edit(
    tx: &mut TenantTx,
    actor: &Actor,
    id: FeedId,
    name: &str,
    url: &str,
    every_minutes: i32,
) -> Result<Feed, EditFeedError> {
    let mut feed = store::lock(tx, id).await?.ok_or(EditFeedError::NotFound)?;
    actor.require(Action::SourceManage, Scope::County)?;
    let source = source::by_ids(tx, &[feed.source]).await?.pop();
    let mut faults = Invalid::default();
    let (name, url) = checked(name, url, every_minutes, source.as_ref(), &mut faults);
    faults.into_result()?;
    let moved = feed.url != url;
    (feed.name, feed.url, feed.every_minutes) = (name, url, every_minutes);
    if moved {
        (feed.etag, feed.last_modified, feed.trouble, feed.failures) = (None, None, None, 0);
        feed.next_at = poll::soon(tx.now());
    }
    store::save(tx, &feed).await.map_err(|error| match error.constraint() {
        Some("feed_url_key") => EditFeedError::Taken,
        _ => error.into(),
    })?;
    if moved && feed.state == FeedState::Active {
        poll::schedule(tx, &feed).await?;
    }
    let entry = Entry::new("feed.edit", "feed", id.0).with("name", &feed.name).with("url", &feed.url);
    tx.audit(entry.with("everyMinutes", every_minutes));
    tx.announce(changed(id));
    Ok(feed)
}
