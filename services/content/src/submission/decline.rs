//! Do not take a submission, and say why.

use platform::TenantTx;
use platform::audit::Entry;
use tenancy::{Action, Actor, Refused, Scope};

use super::{EventKind, MoveError, Submission, SubmissionId, changed, said, store};
use crate::plan::{self, Act};

/// Declines a submission; its department sees the reason, and what it was to cover is open again.
///
/// # Errors
/// When there is no such submission, the actor does not adopt for the county, it was decided already, or no reason is given.
pub async fn decline(
    tx: &mut TenantTx,
    actor: &Actor,
    id: SubmissionId,
    reason: &str,
) -> Result<Submission, MoveError> {
    actor.require(Action::SubmissionAdopt, Scope::County)?;
    let person = actor.person().ok_or(Refused(Action::SubmissionAdopt))?;
    let mut submission = store::lock(tx, id).await?.ok_or(MoveError::NotFound)?;
    let state = submission.state;
    submission.state = state.after(EventKind::Declined).ok_or(MoveError::DoesNotFit { state })?;
    submission.reason = said("reason", reason)?;
    store::save(tx, &mut submission).await?;
    store::record(tx, &submission, EventKind::Declined, person, &submission.reason).await?;
    if let Some(id) = submission.assignment {
        plan::follow(tx, id, Act::SendBack, &submission.reason).await?;
    }
    tx.audit(
        Entry::new("submission.decline", "submission", id.0)
            .of(submission.department)
            .with("reason", &submission.reason),
    );
    tx.announce(changed(&submission));
    Ok(submission)
}
