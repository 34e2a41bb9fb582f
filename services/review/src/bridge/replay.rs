//! Send again what a bridge was sent since a time, under the same ids: a receiver that has them drops them.

use platform::audit::Entry;
use platform::{Storage, TenantTx, jobs};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::{BridgeId, changed, deliver, queue, store};

/// Why nothing is sent.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum ReplayError {
    #[error("no such bridge")]
    NotFound,
    #[error("the bridge has no secret")]
    Silent,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ReplayError { Refused, Storage;
    NotFound => NotFound, "BRIDGE_NOT_FOUND", "没有这个 OA 对接";
    Silent => Conflict, "BRIDGE_SILENT", "还没有密钥，不能发送：请安全管理员发放" });

/// Queues again every message made since a time, dead and refused ones included, in their old order. Returns how many.
///
/// # Errors
/// When there is no such bridge, or it is not the actor's to do.
pub async fn replay(tx: &mut TenantTx, actor: &Actor, id: BridgeId, since: OffsetDateTime) -> Result<u64, ReplayError> {
    actor.require(Action::BridgeManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(ReplayError::NotFound);
    }
    let count = queue::requeue(tx, id, since).await?;
    if 0 < count {
        jobs::enqueue(tx, deliver::JOB, &id.to_string(), tx.now(), serde_json::json!({})).await?;
    }
    tx.audit(Entry::new("oa.replay", "oa_bridge", id.0).with("since", since.to_string()).with("messages", count));
    tx.announce(changed(id));
    Ok(count)
}
