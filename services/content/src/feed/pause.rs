//! Stop asking a feed, or ask it again.

use platform::audit::Entry;
use platform::{TenantTx, jobs};
use tenancy::{Action, Actor, Scope};

use super::edit::EditFeedError;
use super::poll::POLL;
use super::{Feed, FeedId, FeedState, changed, poll, store};

/// Stops asking it. What came through it stays.
///
/// # Errors
/// When there is none, or the actor may not manage sources.
pub async fn pause(tx: &mut TenantTx, actor: &Actor, id: FeedId) -> Result<Feed, EditFeedError> {
    let mut feed = store::lock(tx, id).await?.ok_or(EditFeedError::NotFound)?;
    actor.require(Action::SourceManage, Scope::County)?;
    if feed.state == FeedState::Paused {
        return Ok(feed);
    }
    feed.state = FeedState::Paused;
    store::save(tx, &feed).await?;
    jobs::cancel(tx, POLL, &id.to_string()).await?;
    tx.audit(Entry::new("feed.pause", "feed", id.0));
    tx.announce(changed(id));
    Ok(feed)
}

/// Asks it again, soon. What was wrong is forgotten.
///
/// # Errors
/// When there is none, or the actor may not manage sources.
pub async fn resume(tx: &mut TenantTx, actor: &Actor, id: FeedId) -> Result<Feed, EditFeedError> {
    let mut feed = store::lock(tx, id).await?.ok_or(EditFeedError::NotFound)?;
    actor.require(Action::SourceManage, Scope::County)?;
    if feed.state == FeedState::Active {
        return Ok(feed);
    }
    (feed.state, feed.trouble, feed.failures) = (FeedState::Active, None, 0);
    feed.next_at = poll::soon(tx.now());
    store::save(tx, &feed).await?;
    poll::schedule(tx, &feed).await?;
    tx.audit(Entry::new("feed.resume", "feed", id.0));
    tx.announce(changed(id));
    Ok(feed)
}
