//! Settle a comment, or open it again. Who did what, and why, stands in its thread.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Act, Comment, CommentId, MOST_CHARACTERS, Word, store};
use crate::case;

/// Why it stands as it stood.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum ResolveError {
    #[error("no such comment")]
    NotFound,
    /// It is settled, or open, as was asked for.
    #[error("the comment stands so already")]
    StandsSo,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ResolveError { Refused, Invalid, Storage;
    NotFound => NotFound, "COMMENT_NOT_FOUND", "没有这条批注";
    StandsSo => Conflict, "COMMENT_STANDS_SO", "这条批注已有处理，请刷新" });

/// Settles a comment that the actor sees; a word may go with it.
///
/// # Errors
/// When it is not visible, the actor may not comment, or it is settled.
pub async fn resolve(tx: &mut TenantTx, actor: &Actor, id: CommentId, text: &str) -> Result<Comment, ResolveError> {
    turn(tx, actor, id, Act::Resolve, text).await
}

/// Opens a settled comment again; a word may go with it.
///
/// # Errors
/// When it is not visible, the actor may not comment, or it is open.
pub async fn reopen(tx: &mut TenantTx, actor: &Actor, id: CommentId, text: &str) -> Result<Comment, ResolveError> {
    turn(tx, actor, id, Act::Reopen, text).await
}

async fn turn(tx: &mut TenantTx, actor: &Actor, id: CommentId, act: Act, text: &str) -> Result<Comment, ResolveError> {
    let mut comment = store::find(tx, id).await?.ok_or(ResolveError::NotFound)?;
    actor.require(Action::ReviewComment, Scope::Any)?;
    let person = actor.person().ok_or(Refused(Action::ReviewComment))?;
    let text = mask::staff(text.trim());
    let mut faults = Invalid::default();
    let fits = text.chars().count() <= MOST_CHARACTERS;
    faults.check(fits, "text", "TOO_LONG", format!("不超过 {MOST_CHARACTERS} 字"));
    faults.into_result()?;
    let said_at = tx.now();
    comment.resolved_at = (act == Act::Resolve).then_some(said_at);
    if !store::settle(tx, &comment).await? {
        return Err(ResolveError::StandsSo);
    }
    store::insert_word(tx, &Word { comment: id, act, person, text, said_at }).await?;
    let action = if act == Act::Resolve { "review.resolve_comment" } else { "review.reopen_comment" };
    tx.audit(Entry::new(action, "review_case", comment.case.0).of(comment.department).with("comment", comment.id));
    if let Some(case) = case::find(tx, comment.case).await? {
        case::announce(tx, &case);
    }
    Ok(comment)
}
