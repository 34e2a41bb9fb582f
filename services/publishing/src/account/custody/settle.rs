//! Allow somebody else to see an account's credentials for some minutes, or refuse it.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::second_factor::{self, Unproved};
use tenancy::{Action, Actor, Refused, Scope};
use time::Duration;

use super::{REVEAL_MINUTES, Request, RequestId, store};
use crate::account::{changed, store as accounts};

/// Why it stays open.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// No such request.
    #[error("the request does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A code of the phone is wanted first.
    #[error(transparent)]
    Unproved(#[from] Unproved),
    /// Why it is refused is missing.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Nobody allows what they asked for.
    #[error("the actor asked for it")]
    Own,
    /// It was settled before.
    #[error("the request was settled before")]
    Settled,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SettleError {
    Refused, Unproved, Invalid, Storage;
    NotFound => NotFound, "NO_REQUEST", "查看申请不存在";
    Own => Forbidden, "OWN_REQUEST", "自己的申请须由他人批准";
    Settled => Conflict, "REQUEST_SETTLED", "该申请已经办结"
});

/// Allows it (no reason is asked for), or refuses it with why.
///
/// # Errors
/// When the actor may not, asked for it, or gave no code lately.
pub async fn settle(
    tx: &mut TenantTx,
    actor: &Actor,
    id: RequestId,
    allow: bool,
    why: &str,
) -> Result<Request, SettleError> {
    actor.require(Action::CredentialAllow, Scope::County)?;
    let request = store::lock(tx, id).await?.ok_or(SettleError::NotFound)?;
    let person = actor.person().ok_or(Refused(Action::CredentialAllow))?;
    if request.asked_by == person {
        return Err(SettleError::Own);
    }
    if request.settled_at.is_some() {
        return Err(SettleError::Settled);
    }
    let mut invalid = Invalid::default();
    let length = why.trim().chars().count();
    let said = if allow { length <= 200 } else { (1..=200).contains(&length) };
    invalid.check(said, "reason", "LENGTH", "不批准的，请用 1 至 200 字写明理由");
    invalid.into_result()?;
    second_factor::require(tx, actor).await?;
    let why = mask::staff(why.trim());
    let minutes = REVEAL_MINUTES.get(tx).await?.clamp(1, 60);
    let ends_at = allow.then(|| tx.now() + Duration::minutes(minutes));
    store::settle(tx, id, person, ends_at, &why).await?;
    let account = accounts::find(tx, request.account).await?.ok_or(SettleError::NotFound)?;
    let act = if allow { "credential.allow" } else { "credential.refuse" };
    tx.audit(Entry::new(act, "account", account.id.0).of(account.department).with("request", id).with("reason", &why));
    tx.announce(changed(account.id, account.department));
    store::find(tx, id).await?.ok_or(SettleError::NotFound)
}
