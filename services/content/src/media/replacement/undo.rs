//! Undo a replacement, in the drafts that have not been changed since.

use platform::TenantTx;
use platform::audit::Entry;
use tenancy::{Action, Actor, Scope};

use super::{Change, Kept, Outcome, ReplaceError, ReplacementId, store};
use crate::{ArticleState, article};

/// Puts the old file back where the new one took its place. A draft that was written on since, or has gone to review, keeps what
/// it has.
///
/// # Errors
/// When there is none to undo, or it is not of a library that the actor keeps.
pub async fn undo(tx: &mut TenantTx, actor: &Actor, id: ReplacementId) -> Result<Outcome, ReplaceError> {
    let done = store::lock(tx, id).await?.filter(|done| done.undone_at.is_none());
    let done = done.ok_or(ReplaceError::NothingToUndo)?;
    actor.require(Action::MediaUpload, Scope::Department(done.department))?;
    let ids: Vec<_> = done.changes.iter().map(|changed| changed.article).collect();
    let mut outcome = Outcome::default();
    for article in article::by_ids(tx, &ids).await? {
        let same =
            done.changes.iter().any(|changed| changed.article == article.id && changed.version == article.version);
        if article.state != ArticleState::Draft || !same {
            outcome.kept.push((article, Kept::Changed));
            continue;
        }
        match article::exchange(tx, actor, article.id, done.new, done.old).await? {
            Ok((article, fields)) => outcome.changes.push(Change { article, fields }),
            Err(why) => outcome.kept.push((article, why)),
        }
    }
    outcome.unseen = ids.len() - outcome.changes.len() - outcome.kept.len();
    store::mark_undone(tx, id).await?;
    let entry = Entry::new("media.undo_replace", "media", done.old.0).of(done.department);
    tx.audit(entry.with("with", done.new.0).with("drafts", outcome.changes.len()).with("kept", outcome.kept.len()));
    outcome.id = Some(id);
    Ok(outcome)
}
