//! Answer the desk's question, and hand in anew.

use platform::audit::Entry;
use platform::{Invalid, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::draft::check;
use super::{EventKind, MoveError, NewSubmission, Submission, SubmissionId, changed, said, store};
use crate::plan::{self, Act};

/// Answers, with the text as it is now; without one, what was handed in stands.
///
/// # Errors
/// When there is no such submission, nothing was asked, it is not the actor's to answer, or a field breaks a rule.
pub async fn answer(
    tx: &mut TenantTx,
    actor: &Actor,
    id: SubmissionId,
    answer: &str,
    text: Option<NewSubmission>,
) -> Result<Submission, MoveError> {
    let mut submission = store::lock(tx, id).await?.ok_or(MoveError::NotFound)?;
    actor.require(Action::SubmissionSend, Scope::Department(submission.department))?;
    let person = actor.person().ok_or(Refused(Action::SubmissionSend))?;
    let state = submission.state;
    submission.state = state.after(EventKind::Answered).ok_or(MoveError::DoesNotFit { state })?;
    let answer = said("answer", answer)?;
    if let Some(new) = text {
        replace(tx, &mut submission, new).await?;
    }
    if !submission.writers.contains(&person) {
        submission.writers.push(person);
    }
    store::save(tx, &mut submission).await?;
    store::record(tx, &submission, EventKind::Answered, person, &answer).await?;
    if let Some(id) = submission.assignment {
        plan::follow(tx, id, Act::Deliver, &submission.number).await?;
    }
    tx.audit(Entry::new("submission.answer", "submission", id.0).of(submission.department));
    tx.announce(changed(&submission));
    Ok(submission)
}

async fn replace(tx: &mut TenantTx, submission: &mut Submission, new: NewSubmission) -> Result<(), MoveError> {
    let mut faults = Invalid::default();
    let checked = check(tx, new, &mut faults).await?;
    let own = checked.article.as_ref().is_none_or(|article| article.department == submission.department);
    faults.check(own, "articleId", "UNKNOWN_ARTICLE", "只能报送本部门的稿件");
    faults.into_result()?;
    let fresh: Vec<_> = checked.writers.into_iter().filter(|writer| !submission.writers.contains(writer)).collect();
    submission.writers.extend(fresh);
    submission.title = checked.draft.title;
    submission.summary = checked.draft.summary;
    submission.blocks = checked.blocks;
    submission.kind = checked.draft.kind;
    submission.sensitivity = checked.draft.sensitivity;
    submission.origin = checked.draft.origin;
    submission.source = checked.draft.source;
    submission.source_url = checked.draft.source_url;
    submission.provenance = checked.draft.provenance;
    submission.cover = checked.draft.cover;
    submission.note = checked.note;
    store::detach(tx, submission.id).await?;
    store::attach(tx, submission, &checked.attachments).await?;
    Ok(())
}
