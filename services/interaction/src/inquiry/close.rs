//! 办结.

use platform::TenantTx;
use platform::audit::Entry;
use tenancy::{Action, Actor, Scope};

use super::{ActError, Inquiry, InquiryId, State, events, store};

/// Closes an answered inquiry; the desk alone does.
///
/// # Errors
/// When it is not seen, not answered, or moved on.
pub async fn close(tx: &mut TenantTx, actor: &Actor, id: InquiryId, version: i32) -> Result<Inquiry, ActError> {
    let inquiry = store::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    actor.require(Action::InquiryAccept, Scope::County)?;
    inquiry.ensure(inquiry.may_close(), version)?;
    store::advance(tx, id, State::Closed).await?;
    events::note(tx, id, "closed", inquiry.department_id, "").await?;
    tx.audit(Entry::new("inquiry.close", "inquiry", id.0));
    store::find(tx, id).await?.ok_or(ActError::NotFound)
}
