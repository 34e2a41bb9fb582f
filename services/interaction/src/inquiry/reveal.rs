//! 查看联系方式: a right of its own, with a reason, and on the trail each time (I7, I8).

use platform::TenantTx;
use platform::audit::Entry;
use platform::mask;
use platform::secrets::Vault;
use tenancy::{Action, Actor};

use super::{ActError, InquiryId, Private, check_words, private, store};

/// Opens the citizen's own data to the actor.
///
/// # Errors
/// When the inquiry is not seen, the right is missing, or no reason is given.
pub async fn reveal(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    id: InquiryId,
    reason: &str,
) -> Result<Private, ActError> {
    check_words("reason", reason, 200)?;
    let inquiry = store::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    actor.require(Action::InquiryReveal, inquiry.scope())?;
    let private = private::open(tx, vault, id).await?.ok_or(ActError::NotFound)?;
    tx.audit(Entry::new("inquiry.reveal", "inquiry", id.0).with("reason", mask::citizen(reason.trim())));
    Ok(private)
}
