//! Say which piece covers an assignment.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::advance::{changed, move_to};
use super::{Act, Assignment, AssignmentId, AssignmentState, store};
use crate::{ArticleId, ArticleState, article};

/// Why a piece was not linked.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum LinkError {
    #[error("no such assignment, or article")]
    NotFound,
    #[error("the assignment was dropped")]
    Dropped,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(LinkError {
    Refused, Storage
    ; NotFound => NotFound, "ASSIGNMENT_NOT_FOUND", "任务或稿件不存在"
    ; Dropped => Conflict, "DOES_NOT_FIT", "任务已取消"
});

/// Links a piece of the department's to its assignment, which is then begun; a piece that is out covers it. Linking again changes
/// nothing.
///
/// # Errors
/// When there is no such assignment or piece, it was dropped, or it is not the actor's to cover.
pub async fn link(
    tx: &mut TenantTx,
    actor: &Actor,
    id: AssignmentId,
    article: ArticleId,
) -> Result<Assignment, LinkError> {
    let known = store::assignments_by_ids(tx, &[id]).await?.pop().ok_or(LinkError::NotFound)?;
    actor.require(Action::PlanCover, Scope::Department(known.department))?;
    let piece = article::by_ids(tx, &[article]).await?.pop().ok_or(LinkError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(piece.department))?;
    let assignment = store::lock_assignment(tx, id).await?.ok_or(LinkError::NotFound)?;
    if assignment.state == AssignmentState::Dropped {
        return Err(LinkError::Dropped);
    }
    if !store::insert_cover(tx, &assignment, article).await? {
        return Ok(assignment);
    }
    tx.audit(Entry::new("assignment.link", "assignment", id.0).of(assignment.department).with("article", article));
    let act = if piece.state == ArticleState::Released { Act::Cover } else { Act::Start };
    match assignment.state.after(act) {
        Some(state) => Ok(move_to(tx, assignment, act, state, "").await?),
        None => {
            tx.announce(changed(&assignment));
            Ok(assignment)
        }
    }
}
