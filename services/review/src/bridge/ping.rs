//! Send a test message; what it is answered stands in the log.

use platform::audit::Entry;
use platform::{TenantTx, jobs};
use serde_json::json;
use tenancy::{Action, Actor, Scope};

use super::queue::New;
use super::{BridgeId, MessageId, ReplayError, body, changed, deliver, queue, store};

/// Queues a ping before everything else that waits, and gives back its id. It is tried once, and goes out while the bridge
/// is paused too: to see whether it can be resumed.
///
/// # Errors
/// When there is no such bridge, it has no secret, or it is not the actor's to do.
pub async fn ping(tx: &mut TenantTx, actor: &Actor, site: &str, id: BridgeId) -> Result<MessageId, ReplayError> {
    actor.require(Action::BridgeManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(ReplayError::NotFound);
    }
    let line = store::line(tx, id).await?.ok_or(ReplayError::NotFound)?;
    if line.rotated_at.is_none() {
        return Err(ReplayError::Silent);
    }
    let (message, now) = (MessageId(tx.new_id()), tx.now());
    let body = body::ping(tx.county(), site, id, now);
    queue::append(tx, New { id: message, bridge: id, kind: "ping", of: None, body: &body, view: None }).await?;
    jobs::enqueue(tx, deliver::JOB, &id.to_string(), now, json!({})).await?;
    tx.audit(Entry::new("oa.ping", "oa_bridge", id.0).with("message", message));
    tx.announce(changed(id));
    Ok(message)
}
