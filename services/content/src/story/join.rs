//! A piece joins a story, or leaves it.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Story, StoryId, changed, store};
use crate::{Article, ArticleId, article};

/// Stories a piece may be part of: as many as a reader can follow.
const MOST: usize = 5;

/// Why a piece did not join or leave.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum JoinError {
    #[error("no such story, or article")]
    NotFound,
    #[error("the story is closed")]
    Closed,
    #[error("the piece is part of too many stories")]
    TooMany,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(JoinError {
    Refused, Storage
    ; NotFound => NotFound, "STORY_NOT_FOUND", "滚动报道或稿件不存在"
    ; Closed => Conflict, "STORY_CLOSED", "滚动报道已结束"
    ; TooMany => Conflict, "TOO_MANY", "一篇稿件最多列入 5 个滚动报道"
});

/// Puts a piece into a story: its department's people, or the desk's. Joining again changes nothing.
///
/// # Errors
/// When there is no such story or piece, the story is closed, or the piece is not the actor's to place.
pub async fn join(tx: &mut TenantTx, actor: &Actor, id: StoryId, piece: ArticleId) -> Result<Story, JoinError> {
    let (story, article) = both(tx, actor, id, piece).await?;
    if story.closed_at.is_some() {
        return Err(JoinError::Closed);
    }
    let others = store::of_articles(tx, &[piece]).await?.into_iter().filter(|(_, other)| other.id != id).count();
    if MOST <= others {
        return Err(JoinError::TooMany);
    }
    if store::insert_member(tx, id, &article).await? {
        tx.audit(Entry::new("story.join", "story", id.0).of(article.department).with("article", piece));
        tx.announce(changed(id));
    }
    Ok(story)
}

/// Takes a piece out of a story, closed or not.
///
/// # Errors
/// When there is no such story or piece, the piece is not part of it, or it is not the actor's to place.
pub async fn leave(tx: &mut TenantTx, actor: &Actor, id: StoryId, piece: ArticleId) -> Result<Story, JoinError> {
    let (story, article) = both(tx, actor, id, piece).await?;
    if !store::remove_member(tx, id, piece).await? {
        return Err(JoinError::NotFound);
    }
    tx.audit(Entry::new("story.leave", "story", id.0).of(article.department).with("article", piece));
    tx.announce(changed(id));
    Ok(story)
}

async fn both(tx: &mut TenantTx, actor: &Actor, id: StoryId, piece: ArticleId) -> Result<(Story, Article), JoinError> {
    let article = article::by_ids(tx, &[piece]).await?.pop().ok_or(JoinError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(article.department))?;
    let story = store::by_ids(tx, &[id]).await?.pop().ok_or(JoinError::NotFound)?;
    Ok((story, article))
}
