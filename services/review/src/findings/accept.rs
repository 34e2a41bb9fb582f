//! Let a finding stand, with a reason.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Acceptance, FindingId, Fixed, standing, store};

/// Why it was not let stand.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// No such finding, or not visible.
    #[error("no such finding")]
    NotFound,
    /// Not theirs to decide.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// They wrote on the piece.
    #[error("a writer of the piece may not decide on it")]
    Writer,
    /// Nobody may let it stand.
    #[error("the finding may not be accepted")]
    MayNotStand,
    /// A later run has taken its place, or it was let stand before.
    #[error("the finding is settled")]
    Settled,
    /// To let something stand needs a reason.
    #[error("an acceptance needs a reason")]
    ReasonMissing,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AcceptError { Refused, Storage;
    NotFound => NotFound, "FINDING_NOT_FOUND", "没有这个检查问题";
    Writer => Forbidden, "AUTHOR_MAY_NOT_DECIDE", "不能对自己撰写的稿件作此决定";
    MayNotStand => Conflict, "FINDING_NOT_ACCEPTABLE", "此类问题不可保留，只能修改稿件";
    Settled => Conflict, "FINDING_SETTLED", "此问题已有处理，请刷新";
    ReasonMissing => Invalid, "REASON_REQUIRED", "保留问题须写明理由" });

/// Lets a finding of a submitted revision stand. The reason is kept with the person's name and shown at its gate.
///
/// # Errors
/// When it is not visible, not theirs to decide, may not stand, or is settled.
pub async fn accept(tx: &mut TenantTx, actor: &Actor, id: FindingId, reason: &str) -> Result<Fixed, AcceptError> {
    let mut fixed = store::find(tx, id).await?.ok_or(AcceptError::NotFound)?;
    let found = content::revision::by_ids(tx, &[fixed.revision]).await?.pop();
    let revision = found.ok_or(AcceptError::NotFound)?;
    actor.require(Action::FindingAccept, Scope::Department(revision.department))?;
    let person = actor.person().ok_or(Refused(Action::FindingAccept))?;
    if revision.writers.contains(&person) {
        return Err(AcceptError::Writer);
    }
    if !fixed.seen.finding.acceptable {
        return Err(AcceptError::MayNotStand);
    }
    let latest = standing(tx, &[revision.id]).await?.pop();
    let stands = latest.is_some_and(|run| run.findings.iter().any(|other| other.id == Some(id)));
    if fixed.seen.accepted.is_some() || !stands {
        return Err(AcceptError::Settled);
    }
    let reason = mask::staff(reason.trim());
    if reason.is_empty() {
        return Err(AcceptError::ReasonMissing);
    }
    let acceptance = Acceptance { by: person, name: actor.caller().name().to_owned(), reason, at: tx.now() };
    if !store::accept(tx, id, &acceptance).await? {
        return Err(AcceptError::Settled);
    }
    tx.audit(
        Entry::new("finding.accept", "check_finding", id.0)
            .of(revision.department)
            .with("code", &fixed.seen.finding.code)
            .with("excerpt", &fixed.seen.finding.excerpt)
            .with("reason", &acceptance.reason),
    );
    let department = Some(revision.department);
    tx.announce(Event { kind: "work.changed", subject: revision.article.0, department, person: None });
    tx.announce(Event { kind: "article.changed", subject: revision.article.0, department, person: None });
    fixed.seen.accepted = Some(acceptance);
    Ok(fixed)
}
