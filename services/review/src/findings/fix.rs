//! Fix what the checks find in a revision just submitted.

use checks::Place;
use content::checkers::{Compiled, DECIDING};
use content::{Checkers, Revision};
use platform::audit::Entry;
use platform::{Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused};

use super::{Acceptance, Fixed, Run, RunId, Seen, Stage, store};
use crate::Finding;

/// A finding that the submitter lets stand, as they saw it in the editor.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the finding")]
pub struct Accepted {
    pub code: String,
    pub excerpt: String,
    pub place: Option<Place>,
    pub reason: String,
}

/// Why a submission was not taken.
#[derive(Debug, thiserror::Error)]
pub enum FixError {
    /// Findings that block and that nobody let stand.
    #[error("findings block the submission")]
    Blocked,
    /// One of those to stand may not, whatever the reason.
    #[error("a finding may not be accepted")]
    MayNotStand,
    /// To let something stand needs a reason.
    #[error("an acceptance needs a reason")]
    ReasonMissing,
    /// What an attached document says has not been read yet.
    #[error("an attachment is still being read")]
    AttachmentUnread,
    /// The actor is nobody in person.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(FixError { Refused, Storage;
    Blocked => Conflict, "FINDINGS_BLOCK", "自动检查有须处理的问题：请修改，或逐项写明保留的理由后再提交";
    MayNotStand => Invalid, "FINDING_NOT_ACCEPTABLE", "其中有不可保留的问题（如密级标志、上级禁用词），只能修改";
    ReasonMissing => Invalid, "REASON_REQUIRED", "保留问题须写明理由";
    AttachmentUnread => Conflict, "ATTACHMENT_UNREAD", "附件文字正在读取，请稍候再提交" });

/// Runs the checks and keeps what they found beside the revision, in the transaction of its submission. What blocks and is not
/// let stand refuses the submission.
///
/// # Errors
/// When something blocks, or one of the acceptances does not hold.
pub async fn fix(
    tx: &mut TenantTx,
    actor: &Actor,
    checkers: &Checkers,
    revision: &Revision,
    accepted: &[Accepted],
) -> Result<Run, FixError> {
    let person = actor.person().ok_or(Refused(Action::ArticleSubmit))?;
    let (compiled, found) = examine(tx, checkers, revision).await?;
    let texts = content::media::texts_of(tx, revision).await?;
    if !texts.unread.is_empty() {
        return Err(FixError::AttachmentUnread);
    }
    let mut run = begun(tx, revision, Stage::Submission, &compiled);
    for finding in found {
        let mut seen = Seen::new(finding);
        if let Some(accepted) = accepted.iter().find(|accepted| meets(accepted, &seen.finding)) {
            if !seen.finding.acceptable {
                return Err(FixError::MayNotStand);
            }
            let reason = mask::staff(accepted.reason.trim());
            if reason.is_empty() {
                return Err(FixError::ReasonMissing);
            }
            let name = actor.caller().name().to_owned();
            seen.accepted = Some(Acceptance { by: person, name, reason, at: tx.now() });
        }
        if seen.stops() {
            return Err(FixError::Blocked);
        }
        let id = Some(super::FindingId(tx.new_id()));
        run.findings.push(Fixed { id, revision: revision.id, seen });
    }
    store::insert(tx, &run).await?;
    let kept = run.findings.iter().filter_map(|fixed| Some((&fixed.seen.finding, fixed.seen.accepted.as_ref()?)));
    let kept: Vec<String> = kept.map(|(found, said)| format!("{}: {}", found.code, said.reason)).collect();
    tx.audit(
        Entry::new("finding.fix", "revision", revision.id.0)
            .of(revision.department)
            .with("findings", run.findings.len())
            .with("accepted", kept),
    );
    Ok(run)
}

/// Runs the checks over a revision, with the lists there are now.
pub(super) async fn examine(
    tx: &mut TenantTx,
    checkers: &Checkers,
    revision: &Revision,
) -> Result<(Compiled, Vec<Finding>), Storage> {
    let compiled = checkers.of(tx, Some(revision.department), DECIDING).await?;
    let texts = content::media::texts_of(tx, revision).await?;
    let mut document = content::checking::revision(revision, &texts);
    content::link::mark(tx, &mut document).await?;
    document.lapsed = content::media::licence::lapsed_of(tx, revision).await?;
    let found = compiled.checker.check(&document, compiled.day);
    Ok((compiled, found))
}

/// A run with nothing found yet.
pub(super) fn begun(tx: &TenantTx, revision: &Revision, stage: Stage, compiled: &Compiled) -> Run {
    Run {
        id: RunId(tx.new_id()),
        revision: revision.id,
        article: revision.article,
        department: revision.department,
        stage,
        lists: compiled.lists.clone(),
        lists_current: compiled.current,
        day: compiled.day,
        ran_at: tx.now(),
        findings: Vec::new(),
    }
}

fn meets(accepted: &Accepted, finding: &Finding) -> bool {
    (&accepted.code, &accepted.excerpt, &accepted.place) == (&finding.code, &finding.excerpt, &finding.place)
}
