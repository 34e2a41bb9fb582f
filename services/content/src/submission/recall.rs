//! Take a submission back before the desk has decided.

use platform::TenantTx;
use platform::audit::Entry;
use tenancy::{Action, Actor, Refused, Scope};

use super::{EventKind, MoveError, Submission, SubmissionId, changed, store};
use crate::plan::{self, Act};

/// Takes it back; what it was to cover is open again.
///
/// # Errors
/// When there is no such submission, it is not the actor's to take back, or the desk has decided.
pub async fn recall(tx: &mut TenantTx, actor: &Actor, id: SubmissionId) -> Result<Submission, MoveError> {
    let mut submission = store::lock(tx, id).await?.ok_or(MoveError::NotFound)?;
    actor.require(Action::SubmissionSend, Scope::Department(submission.department))?;
    let person = actor.person().ok_or(Refused(Action::SubmissionSend))?;
    let state = submission.state;
    submission.state = state.after(EventKind::Withdrawn).ok_or(MoveError::DoesNotFit { state })?;
    store::save(tx, &mut submission).await?;
    store::record(tx, &submission, EventKind::Withdrawn, person, "").await?;
    if let Some(id) = submission.assignment {
        plan::follow(tx, id, Act::SendBack, "").await?;
    }
    tx.audit(Entry::new("submission.recall", "submission", id.0).of(submission.department));
    tx.announce(changed(&submission));
    Ok(submission)
}
