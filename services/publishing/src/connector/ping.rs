//! Send a test message; what it is answered stands in the log.

use platform::audit::Entry;
use platform::{TenantTx, jobs};
use serde_json::json;
use tenancy::{Action, Actor, Scope};
use uuid::Uuid;

use super::{EditError, changed, store};
use crate::ConnectorId;

/// Kind of the job that sends it; its key is the connector.
pub(crate) const PING: &str = "connector.ping";

/// Has a test message sent, and gives the id under which the log will have it. It goes out while the connector is paused or stopped
/// too: to see whether it can be resumed.
///
/// # Errors
/// When there is no such connector, or it is not the actor's to do.
pub async fn ping(tx: &mut TenantTx, actor: &Actor, id: ConnectorId) -> Result<Uuid, EditError> {
    actor.require(Action::AccountManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(EditError::NotFound);
    }
    let (now, call) = (tx.now(), tx.new_id());
    jobs::enqueue(tx, PING, &id.to_string(), now, json!({ "call": call })).await?;
    tx.audit(Entry::new("connector.ping", "connector", id.0));
    tx.announce(changed(id));
    Ok(call)
}
