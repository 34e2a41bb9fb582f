//! Ask the department something before deciding.

use platform::TenantTx;
use platform::audit::Entry;
use tenancy::{Action, Actor, Refused, Scope};

use super::{EventKind, MoveError, Submission, SubmissionId, changed, said, store};
use crate::plan::{self, Act};

/// Gives the submission back to its department with a question; it comes again with the answer.
///
/// # Errors
/// When there is no such submission, the actor does not adopt for the county, it does not stand before the desk, or nothing is
/// asked.
pub async fn ask(tx: &mut TenantTx, actor: &Actor, id: SubmissionId, question: &str) -> Result<Submission, MoveError> {
    actor.require(Action::SubmissionAdopt, Scope::County)?;
    let person = actor.person().ok_or(Refused(Action::SubmissionAdopt))?;
    let mut submission = store::lock(tx, id).await?.ok_or(MoveError::NotFound)?;
    let state = submission.state;
    submission.state = state.after(EventKind::Asked).ok_or(MoveError::DoesNotFit { state })?;
    submission.reason = said("question", question)?;
    store::save(tx, &mut submission).await?;
    store::record(tx, &submission, EventKind::Asked, person, &submission.reason).await?;
    if let Some(id) = submission.assignment {
        plan::follow(tx, id, Act::SendBack, &submission.reason).await?;
    }
    tx.audit(Entry::new("submission.ask", "submission", id.0).of(submission.department));
    tx.announce(changed(&submission));
    Ok(submission)
}
