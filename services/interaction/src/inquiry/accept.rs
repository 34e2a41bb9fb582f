//! 受理.

use platform::TenantTx;
use platform::audit::Entry;
use tenancy::{Action, Actor};

use super::{ActError, Inquiry, InquiryId, State, events, store};

/// Accepts an inquiry: the county will answer it.
///
/// # Errors
/// When it is not seen, not received, or moved on.
pub async fn accept(tx: &mut TenantTx, actor: &Actor, id: InquiryId, version: i32) -> Result<Inquiry, ActError> {
    let inquiry = store::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    actor.require(Action::InquiryAccept, inquiry.scope())?;
    inquiry.ensure(inquiry.state == State::Received, version)?;
    store::advance(tx, id, State::Accepted).await?;
    events::note(tx, id, "accepted", None, "").await?;
    tx.audit(Entry::new("inquiry.accept", "inquiry", id.0));
    store::find(tx, id).await?.ok_or(ActError::NotFound)
}
