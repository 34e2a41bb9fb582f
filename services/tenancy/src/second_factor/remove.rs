//! Take away a lost phone: the security administrator does, for somebody else, for a reason that is kept.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{PersonId, Storage, TenantTx};

use super::store;
use crate::{Action, Actor, Refused, Scope, person};

/// Why it is not taken away.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum RemoveError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("no such person, or they have none")]
    NotFound,
    #[error("one's own is for another to take away")]
    Own,
    #[error("a reason is needed")]
    ReasonMissing,
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RemoveError { Refused, Storage;
    NotFound => NotFound, "SECOND_FACTOR_NOT_FOUND", "没有这个人，或其没有绑定手机";
    Own => Forbidden, "SECOND_FACTOR_OWN", "不能解除自己的二次验证，请由另一位安全管理员办理";
    ReasonMissing => Invalid, "REASON_REQUIRED", "解除须写明理由，2 至 200 字" });

/// Takes it away with its recovery codes; sessions no longer go by it. The person enrols anew with their password.
///
/// # Errors
/// When the actor may not, it is their own, or there is none.
pub async fn remove(tx: &mut TenantTx, actor: &Actor, id: PersonId, reason: &str) -> Result<(), RemoveError> {
    actor.require(Action::SecondFactorManage, Scope::County)?;
    if actor.person() == Some(id) {
        return Err(RemoveError::Own);
    }
    let reason = reason.trim();
    if !(2..=200).contains(&reason.chars().count()) {
        return Err(RemoveError::ReasonMissing);
    }
    let known = !person::find_many(tx, &[id.0]).await?.is_empty();
    if !known || !store::remove(tx, id).await? {
        return Err(RemoveError::NotFound);
    }
    let reason = platform::mask::staff(reason);
    tx.audit(Entry::new("second_factor.remove", "person", id.0).with("reason", reason));
    tx.announce(Event { kind: "person.changed", subject: id.0, department: None, person: Some(id) });
    Ok(())
}
