//! Hand something in, and get a receipt.

use platform::audit::Entry;
use platform::{Clock, DepartmentId, Invalid, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::draft::{Checked, check};
use super::{EventKind, NewSubmission, Submission, SubmissionId, SubmissionState, changed, store};
use crate::plan::{self, Act};

/// Why nothing was handed in.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum SendError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SendError { Refused, Invalid, Storage });

/// Hands a text or an article of the actor's department to the county desk. Its number and time are the receipt; the assignment
/// it answers, if there is one, is delivered with it.
///
/// # Errors
/// When the actor may not submit for their department, or a field breaks a rule.
pub async fn send(tx: &mut TenantTx, actor: &Actor, new: NewSubmission) -> Result<Submission, SendError> {
    let (Some(department), Some(person)) = (actor.department(), actor.person()) else {
        return Err(Refused(Action::SubmissionSend).into());
    };
    actor.require(Action::SubmissionSend, Scope::Department(department))?;
    let assignment = new.assignment;
    let mut faults = Invalid::default();
    let checked = check(tx, new, &mut faults).await?;
    let own = checked.article.as_ref().is_none_or(|article| article.department == department);
    faults.check(own, "articleId", "UNKNOWN_ARTICLE", "只能报送本部门的稿件");
    if let Some(id) = assignment {
        let given = plan::assignments_by_ids(tx, &[id]).await?.pop().is_none_or(|row| row.department == department);
        faults.check(given, "assignmentId", "UNKNOWN_ASSIGNMENT", "这项任务不是本部门的");
    }
    faults.into_result()?;
    let attachments = checked.attachments.clone();
    let mut submission = submission(tx, department, person, checked).await?;
    submission.assignment = assignment;
    store::insert(tx, &submission).await?;
    store::attach(tx, &submission, &attachments).await?;
    store::record(tx, &submission, EventKind::Submitted, person, &submission.note).await?;
    if let Some(id) = assignment {
        plan::follow(tx, id, Act::Deliver, &submission.number).await?;
    }
    tx.audit(
        Entry::new("submission.send", "submission", submission.id.0).of(department).with("number", &submission.number),
    );
    tx.announce(changed(&submission));
    Ok(submission)
}

async fn submission(
    tx: &mut TenantTx,
    department: DepartmentId,
    person: PersonId,
    checked: Checked,
) -> Result<Submission, Storage> {
    let Checked { draft, blocks, article, mut writers, note, .. } = checked;
    if !writers.contains(&person) {
        writers.push(person);
    }
    Ok(Submission {
        id: SubmissionId(tx.new_id()),
        number: receipt(tx).await?,
        department,
        submitted_by: person,
        writers,
        title: draft.title,
        summary: draft.summary,
        blocks,
        kind: draft.kind,
        sensitivity: draft.sensitivity,
        origin: draft.origin,
        source: draft.source,
        source_url: draft.source_url,
        provenance: draft.provenance,
        cover: draft.cover,
        note,
        article: article.map(|article| article.id),
        adopted_article: None,
        assignment: None,
        state: SubmissionState::Submitted,
        reason: String::new(),
        version: 1,
        submitted_at: tx.now(),
        state_at: tx.now(),
    })
}

/// The day in China and the next number of that day: `20261124-0007`.
async fn receipt(tx: &mut TenantTx) -> Result<String, Storage> {
    let day = Clock::day_of(tx.now());
    let number = store::next_number(tx, day).await?;
    Ok(format!("{:04}{:02}{:02}-{number:04}", day.year(), u8::from(day.month()), day.day()))
}
