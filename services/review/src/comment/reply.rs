//! Answer a comment.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::write::said;
use super::{Act, Comment, CommentId, MOST_COMMENTS, Word, store};
use crate::case;

/// Why it is not answered.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum ReplyError {
    #[error("no such comment")]
    NotFound,
    #[error("the comment was answered as often as it may be")]
    TooMany,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ReplyError { Refused, Invalid, Storage;
    NotFound => NotFound, "COMMENT_NOT_FOUND", "没有这条批注";
    TooMany => Conflict, "TOO_MANY_REPLIES", "这条批注的回复已满 300 条" });

/// Answers a comment that the actor sees; it stays open until somebody settles it.
///
/// # Errors
/// When it is not visible, the actor may not comment, or nothing is said.
pub async fn reply(tx: &mut TenantTx, actor: &Actor, id: CommentId, text: &str) -> Result<Comment, ReplyError> {
    let comment = store::find(tx, id).await?.ok_or(ReplyError::NotFound)?;
    actor.require(Action::ReviewComment, Scope::Any)?;
    let person = actor.person().ok_or(Refused(Action::ReviewComment))?;
    let mut faults = Invalid::default();
    let text = said(text, "text", &mut faults);
    faults.into_result()?;
    if MOST_COMMENTS <= store::count_words(tx, id).await? {
        return Err(ReplyError::TooMany);
    }
    let said_at = tx.now();
    store::insert_word(tx, &Word { comment: id, act: Act::Reply, person, text, said_at }).await?;
    tx.audit(
        Entry::new("review.reply", "review_case", comment.case.0).of(comment.department).with("comment", comment.id),
    );
    if let Some(case) = case::find(tx, comment.case).await? {
        case::announce(tx, &case);
    }
    Ok(comment)
}
