//! Send again what an outlet was sent since a time, under the same ids: a receiver that has them drops them.

use platform::audit::Entry;
use platform::{Storage, TenantTx, jobs};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::{changed, deliver, queue, store};
use crate::OutletId;

/// Why nothing is sent again.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// No such outlet.
    #[error("no such outlet")]
    NotFound,
    /// Not the caller's to do.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ReplayError { Refused, Storage; NotFound => NotFound, "OUTLET_NOT_FOUND", "没有这家媒体" });

/// Queues again every delivery made since a time, dead and refused ones included, in their old order. Returns how many.
///
/// # Errors
/// See [`ReplayError`].
pub async fn replay(tx: &mut TenantTx, actor: &Actor, id: OutletId, since: OffsetDateTime) -> Result<u64, ReplayError> {
    actor.require(Action::OutletManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(ReplayError::NotFound);
    }
    let count = queue::requeue(tx, id, since).await?;
    if count > 0 {
        jobs::enqueue(tx, deliver::JOB, &id.to_string(), tx.now(), serde_json::json!({})).await?;
    }
    tx.audit(Entry::new("outlet.replay", "outlet", id.0).with("since", since.to_string()).with("deliveries", count));
    tx.announce(changed(id));
    Ok(count)
}
