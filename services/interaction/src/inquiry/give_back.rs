//! 退单: a department sends an inquiry back to the desk.

use platform::TenantTx;
use platform::audit::Entry;
use tenancy::{Action, Actor};

use super::reply::refuse_in_review;
use super::{ActError, Inquiry, InquiryId, State, check_words, events, store};

/// Returns it with a reason. It stays in the department's sight until the desk assigns it anew; its clock runs on.
///
/// # Errors
/// When it is not seen, not assigned, moved on, or no reason is given.
pub async fn give_back(
    tx: &mut TenantTx,
    actor: &Actor,
    id: InquiryId,
    version: i32,
    reason: &str,
) -> Result<Inquiry, ActError> {
    check_words("reason", reason, 200)?;
    let inquiry = store::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    actor.require(Action::InquiryAssign, inquiry.scope())?;
    inquiry.ensure(inquiry.state == State::Assigned, version)?;
    refuse_in_review(tx, id).await?;
    store::advance(tx, id, State::Returned).await?;
    events::note(tx, id, "returned", inquiry.department_id, reason).await?;
    tx.audit(Entry::new("inquiry.return", "inquiry", id.0));
    store::find(tx, id).await?.ok_or(ActError::NotFound)
}
