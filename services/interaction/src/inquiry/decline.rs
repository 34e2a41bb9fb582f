//! 不予受理: with the reason, and the body that is in charge.

use platform::TenantTx;
use platform::audit::Entry;
use platform::facts::{self, Fact};
use platform::mask;
use tenancy::{Action, Actor};

use super::{ActError, Inquiry, InquiryId, State, check_words, events, store};

/// Declines an inquiry; the citizen reads both words on the query page.
///
/// # Errors
/// When it is not seen, already in a department's hands, moved on, or a word is missing.
pub async fn decline(
    tx: &mut TenantTx,
    actor: &Actor,
    id: InquiryId,
    version: i32,
    reason: &str,
    body_named: &str,
) -> Result<Inquiry, ActError> {
    check_words("reason", reason, 500)?;
    check_words("bodyNamed", body_named, 100)?;
    let inquiry = store::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    actor.require(Action::InquiryDecline, inquiry.scope())?;
    inquiry.ensure(inquiry.may_decline(), version)?;
    store::decline(tx, id, &mask::staff(reason.trim()), &mask::staff(body_named.trim())).await?;
    store::advance(tx, id, State::Declined).await?;
    events::note(tx, id, "declined", None, reason).await?;
    let fact = Fact {
        kind: "inquiry.declined",
        account: inquiry.account_id,
        department: inquiry.department_id,
        subject: id.0,
        value: 1,
    };
    facts::record(tx, fact).await?;
    tx.audit(Entry::new("inquiry.decline", "inquiry", id.0));
    store::find(tx, id).await?.ok_or(ActError::NotFound)
}
