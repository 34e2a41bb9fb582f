//! Send again what an outlet was sent, since a time or one piece of it, under the same ids: a receiver that has them drops them.

use platform::audit::Entry;
use platform::{Storage, TenantTx, jobs};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::{changed, deliver, queue, store};
use crate::{DeliveryId, OutletId};

/// Why nothing is sent again.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// No such outlet.
    #[error("no such outlet")]
    NotFound,
    /// Nothing is pushed to it.
    #[error("the outlet has no endpoint")]
    NoEndpoint,
    /// Not the caller's to do.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ReplayError { Refused, Storage; NotFound => NotFound, "OUTLET_NOT_FOUND", "没有这家媒体";
    NoEndpoint => Conflict, "OUTLET_NO_ENDPOINT", "这家媒体没有接收地址，稿件都在供稿台上" });

/// Queues again every delivery made since a time, dead and refused ones included, in their old order. Returns how many.
///
/// # Errors
/// See [`ReplayError`].
pub async fn replay(tx: &mut TenantTx, actor: &Actor, id: OutletId, since: OffsetDateTime) -> Result<u64, ReplayError> {
    actor.require(Action::OutletManage, Scope::County)?;
    lock(tx, id).await?;
    let count = queue::requeue(tx, id, since).await?;
    if count > 0 {
        jobs::enqueue(tx, deliver::JOB, &id.to_string(), tx.now(), serde_json::json!({})).await?;
    }
    tx.audit(Entry::new("outlet.replay", "outlet", id.0).with("since", since.to_string()).with("deliveries", count));
    tx.announce(changed(id));
    Ok(count)
}

/// Queues again one delivery, and what followed of the same article: nobody is left with an older word on it than they had.
/// Returns how many.
///
/// # Errors
/// See [`ReplayError`].
pub async fn replay_one(tx: &mut TenantTx, actor: &Actor, id: DeliveryId) -> Result<u64, ReplayError> {
    actor.require(Action::OutletManage, Scope::County)?;
    let outlet = queue::outlet_of(tx, id).await?.ok_or(ReplayError::NotFound)?;
    lock(tx, outlet).await?;
    let count = queue::requeue_one(tx, id).await?;
    if 0 < count {
        jobs::enqueue(tx, deliver::JOB, &outlet.to_string(), tx.now(), serde_json::json!({})).await?;
    }
    tx.audit(Entry::new("delivery.replay", "delivery", id.0).with("outlet", outlet).with("deliveries", count));
    tx.announce(changed(outlet));
    Ok(count)
}

async fn lock(tx: &mut TenantTx, id: OutletId) -> Result<(), ReplayError> {
    let receiver = store::lock_receiver(tx, id).await?.ok_or(ReplayError::NotFound)?;
    receiver.endpoint.map(|_| ()).ok_or(ReplayError::NoEndpoint)
}
