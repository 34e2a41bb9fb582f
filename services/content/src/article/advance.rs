//! What review and publishing tell a piece: approved, returned, released, withdrawn. Whether the actor may is theirs to ask.

use platform::audit::Entry;
use platform::{Storage, TenantTx};

use super::create::changed;
use super::{Article, ArticleId, ArticleState, store};
use crate::{RevisionId, access, media, plan, revision};

/// Why a piece did not move.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum AdvanceError {
    #[error("no such article or revision")]
    NotFound,
    /// The revision is no longer the one before the reviewers.
    #[error("the article moved on")]
    MovedOn,
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AdvanceError {
    Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在"
    ; MovedOn => Conflict, "ARTICLE_MOVED_ON", "稿件已有变动，请刷新"
});

/// Review ended well: this revision, the latest, may be released.
///
/// # Errors
/// When the piece is not in review with this revision.
pub async fn mark_approved(tx: &mut TenantTx, id: ArticleId, revision: RevisionId) -> Result<(), AdvanceError> {
    decide(tx, id, revision, ArticleState::Approved, "article.approved").await
}

/// Review sent this revision back: the piece is a draft again.
///
/// # Errors
/// When the piece is not in review with this revision.
pub async fn mark_returned(tx: &mut TenantTx, id: ArticleId, revision: RevisionId) -> Result<(), AdvanceError> {
    decide(tx, id, revision, ArticleState::Draft, "article.returned").await
}

async fn decide(
    tx: &mut TenantTx,
    id: ArticleId,
    revision: RevisionId,
    state: ArticleState,
    act: &'static str,
) -> Result<(), AdvanceError> {
    let (article, number) = lock_with(tx, id, revision).await?;
    if article.state != ArticleState::InReview || article.revision_count != number {
        return Err(AdvanceError::MovedOn);
    }
    move_to(tx, article, state, revision, act).await
}

/// The first target of a release of this revision went live: it and its media are public from now on. The piece is released
/// unless its department has since begun to write on. Telling it again changes nothing.
///
/// # Errors
/// When there is no such piece or revision.
pub async fn mark_released(tx: &mut TenantTx, id: ArticleId, revision: RevisionId) -> Result<(), AdvanceError> {
    let (mut article, number) = lock_with(tx, id, revision).await?;
    let first = revision::publish(tx, revision).await?;
    media::publish_of(tx, revision).await?;
    plan::close_with_release(tx, id).await?;
    access::lift_with_release(tx, &article).await?;
    let waits = matches!(article.state, ArticleState::Approved | ArticleState::Withdrawn);
    let state = if waits && article.revision_count == number { ArticleState::Released } else { article.state };
    if !first && state == article.state {
        return Ok(());
    }
    article.released_at = article.released_at.or(Some(tx.now()));
    move_to(tx, article, state, revision, "article.released").await
}

/// A correction stands in its place on every target: neither this revision nor media that no other public revision shows are
/// public now. The piece is as released as it was.
///
/// # Errors
/// When there is no such piece or revision.
pub async fn mark_replaced(tx: &mut TenantTx, id: ArticleId, revision: RevisionId) -> Result<(), AdvanceError> {
    let (article, _) = lock_with(tx, id, revision).await?;
    hide(tx, revision).await?;
    let state = article.state;
    move_to(tx, article, state, revision, "article.replaced").await
}

/// This revision was taken back from every target: neither it nor media that no other public revision shows are public now.
///
/// # Errors
/// When there is no such piece or revision.
pub async fn mark_withdrawn(tx: &mut TenantTx, id: ArticleId, revision: RevisionId) -> Result<(), AdvanceError> {
    let (article, number) = lock_with(tx, id, revision).await?;
    hide(tx, revision).await?;
    let current = article.state == ArticleState::Released && article.revision_count == number;
    let state = if current { ArticleState::Withdrawn } else { article.state };
    move_to(tx, article, state, revision, "article.withdrawn").await
}

async fn hide(tx: &mut TenantTx, revision: RevisionId) -> Result<(), Storage> {
    revision::unpublish(tx, revision).await?;
    media::unpublish_of(tx, revision).await
}

async fn lock_with(tx: &mut TenantTx, id: ArticleId, revision: RevisionId) -> Result<(Article, i32), AdvanceError> {
    let article = store::lock(tx, id).await?.ok_or(AdvanceError::NotFound)?;
    let revision = revision::by_ids(tx, &[revision]).await?.pop().filter(|revision| revision.article == id);
    let number = revision.ok_or(AdvanceError::NotFound)?.number;
    Ok((article, number))
}

/// Saves the state. The version and the time of change move with it alone: a release must not make a writer's draft stale.
async fn move_to(
    tx: &mut TenantTx,
    mut article: Article,
    state: ArticleState,
    revision: RevisionId,
    act: &'static str,
) -> Result<(), AdvanceError> {
    if article.state != state {
        article.state = state;
        article.version += 1;
        article.updated_at = tx.now();
    }
    store::save_state(tx, &article).await?;
    let entry = Entry::new(act, "article", article.id.0).of(article.department);
    tx.audit(entry.with("revision", revision.0).with("state", state.as_str()));
    tx.announce(changed(&article));
    Ok(())
}
