//! Close a story, or open it again.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::{Story, StoryId, changed, store};

/// Why a story was not closed or opened again.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum CloseError {
    #[error("no such story")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(CloseError { Refused, Storage; NotFound => NotFound, "STORY_NOT_FOUND", "滚动报道不存在" });

/// Closes a story: its page stays, and nothing joins it any more.
///
/// # Errors
/// When there is none, or the actor does not keep the county's stories.
pub async fn close(tx: &mut TenantTx, actor: &Actor, id: StoryId) -> Result<Story, CloseError> {
    let now = tx.now();
    set(tx, actor, id, Some(now)).await
}

/// Opens a closed story again.
///
/// # Errors
/// When there is none, or the actor does not keep the county's stories.
pub async fn reopen(tx: &mut TenantTx, actor: &Actor, id: StoryId) -> Result<Story, CloseError> {
    set(tx, actor, id, None).await
}

async fn set(
    tx: &mut TenantTx,
    actor: &Actor,
    id: StoryId,
    closed_at: Option<OffsetDateTime>,
) -> Result<Story, CloseError> {
    let mut story = store::lock(tx, id).await?.ok_or(CloseError::NotFound)?;
    actor.require(Action::StoryManage, Scope::County)?;
    if story.closed_at.is_some() == closed_at.is_some() {
        return Ok(story);
    }
    story.closed_at = closed_at;
    if !store::save(tx, &story).await? {
        return Err(CloseError::NotFound);
    }
    let act = if closed_at.is_some() { "story.close" } else { "story.reopen" };
    tx.audit(Entry::new(act, "story", id.0));
    tx.announce(changed(id));
    Ok(story)
}
