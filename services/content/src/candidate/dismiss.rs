//! Dismiss a candidate, or take that back.

use platform::TenantTx;
use platform::audit::Entry;
use tenancy::{Action, Actor, Scope};

use super::take::{SettleError, settle, waiting};
use super::{Candidate, CandidateId, CandidateState, changed, store};

/// Dismisses it: what reads alike and comes later is not offered again.
///
/// # Errors
/// When it is not there, was settled, or the actor does not write for the department.
pub async fn dismiss(tx: &mut TenantTx, actor: &Actor, id: CandidateId) -> Result<Candidate, SettleError> {
    let mut candidate = waiting(tx, actor, id).await?;
    settle(tx, actor, &mut candidate, CandidateState::Dismissed);
    store::save(tx, &candidate).await?;
    tx.audit(Entry::new("candidate.dismiss", "candidate", id.0).of(candidate.department));
    tx.announce(changed(&candidate));
    Ok(candidate)
}

/// Offers again what was dismissed.
///
/// # Errors
/// When it is not there, is not dismissed, or the actor does not write for the department.
pub async fn restore(tx: &mut TenantTx, actor: &Actor, id: CandidateId) -> Result<Candidate, SettleError> {
    let mut candidate = store::lock(tx, id).await?.ok_or(SettleError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(candidate.department))?;
    if candidate.state != CandidateState::Dismissed {
        return Err(SettleError::Settled { state: candidate.state });
    }
    candidate.state = CandidateState::Waiting;
    (candidate.settled_by, candidate.settled_at) = (None, None);
    store::save(tx, &candidate).await?;
    tx.audit(Entry::new("candidate.restore", "candidate", id.0).of(candidate.department));
    tx.announce(changed(&candidate));
    Ok(candidate)
}
