//! Vouch for a page that was not found to carry the piece, or have it compared again.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, jobs, mask};
use serde_json::json;
use tenancy::{Action, Actor, Refused, Scope};

use super::{COMPARE, Pickup, State, changed, store};
use crate::PickupId;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum VouchError {
    /// No such pickup.
    #[error("no such pickup")]
    NotFound,
    /// It counts already.
    #[error("the pickup counts already")]
    Counted,
    /// Not the caller's to do.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The reason is missing or too long.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(VouchError { Refused, Invalid, Storage;
    NotFound => NotFound, "NO_PICKUP", "没有这条采用回执";
    Counted => Conflict, "PICKUP_COUNTED", "这条采用回执已计入" });

/// Counts it on a person's word: a printed page, a broadcast, or a page that programs cannot read.
///
/// # Errors
/// See [`VouchError`].
pub async fn vouch(tx: &mut TenantTx, actor: &Actor, id: PickupId, reason: &str) -> Result<Pickup, VouchError> {
    actor.require(Action::PickupManage, Scope::County)?;
    let mut pickup = store::lock(tx, id).await?.ok_or(VouchError::NotFound)?;
    let reason = mask::staff(reason.trim());
    let mut invalid = Invalid::default();
    invalid.check((1..=200).contains(&reason.chars().count()), "reason", "LENGTH", "请填写 1 至 200 字的依据");
    invalid.into_result()?;
    if pickup.counted {
        return Err(VouchError::Counted);
    }
    let by = actor.person().ok_or(Refused(Action::PickupManage))?;
    (pickup.vouched_by, pickup.vouched_for, pickup.counted) = (Some(by), Some(reason), true);
    store::save(tx, &pickup).await?;
    tx.audit(
        Entry::new("pickup.vouch", "pickup", id.0).of(pickup.department).with("reason", pickup.vouched_for.as_deref()),
    );
    tx.announce(changed(id));
    Ok(pickup)
}

/// Has the page read and compared again.
///
/// # Errors
/// See [`VouchError`].
pub async fn compare_again(tx: &mut TenantTx, actor: &Actor, id: PickupId) -> Result<Pickup, VouchError> {
    actor.require(Action::PickupManage, Scope::County)?;
    let mut pickup = store::lock(tx, id).await?.ok_or(VouchError::NotFound)?;
    // What was found before stands until the page was read anew, so that nothing that counts is uncounted meanwhile.
    if pickup.state != State::Matched {
        pickup.state = State::Comparing;
        store::save(tx, &pickup).await?;
    }
    jobs::enqueue(tx, COMPARE, &id.to_string(), tx.now(), json!({})).await?;
    tx.audit(Entry::new("pickup.compare_again", "pickup", id.0).of(pickup.department));
    tx.announce(changed(id));
    Ok(pickup)
}
