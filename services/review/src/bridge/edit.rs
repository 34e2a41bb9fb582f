//! Make a bridge, change where it stands and which steps go there, pause it and take it up again. The system administrator's: who
//! decides there, and with which key, the security administrator says (三员分立).

use platform::audit::Entry;
use platform::outbound::Networks;
use platform::{Invalid, Storage, TenantTx, jobs, webhook};
use tenancy::{Action, Actor, Refused, Scope};

use super::route::{self, Route};
use super::{Bridge, BridgeId, changed, deliver, store, tell};

/// What the administrator says of a bridge.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the bridge")]
pub struct BridgeInput {
    pub name: String,
    pub endpoint: String,
    pub routes: Vec<Route>,
}

/// Why a bridge is not made or changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum EditError {
    #[error("no such bridge")]
    NotFound,
    #[error("another bridge bears the name")]
    NameTaken,
    #[error("no such department")]
    NoDepartment,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(Storage),
}

platform::refusal!(EditError { Refused, Invalid, Storage;
    NotFound => NotFound, "BRIDGE_NOT_FOUND", "没有这个 OA 对接";
    NameTaken => Conflict, "BRIDGE_NAME_TAKEN", "已有同名的 OA 对接";
    NoDepartment => NotFound, "DEPARTMENT_NOT_FOUND", "没有这个部门" });

impl From<Storage> for EditError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("oa_bridge_name_key") => Self::NameTaken,
            Some("oa_route_department_fkey") => Self::NoDepartment,
            _ => Self::Storage(error),
        }
    }
}

/// Makes a bridge. Nothing goes there until it has a secret and someone decides there.
///
/// # Errors
/// See [`EditError`].
pub async fn create(
    tx: &mut TenantTx,
    actor: &Actor,
    networks: Networks,
    input: &BridgeInput,
) -> Result<Bridge, EditError> {
    actor.require(Action::BridgeManage, Scope::County)?;
    let made_by = actor.person().ok_or(Refused(Action::BridgeManage))?;
    let input = checked(networks, input)?;
    let id = BridgeId(tx.new_id());
    store::insert(tx, id, (&input.name, &input.endpoint), made_by).await?;
    store::set_routes(tx, id, &input.routes).await?;
    tx.audit(told("oa.create", id, &input));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(EditError::NotFound)
}

/// Changes name, endpoint and routes. Steps that are open now and go there by the new ones are sent.
///
/// # Errors
/// See [`EditError`].
pub async fn edit(
    tx: &mut TenantTx,
    actor: &Actor,
    networks: Networks,
    id: BridgeId,
    input: &BridgeInput,
) -> Result<Bridge, EditError> {
    actor.require(Action::BridgeManage, Scope::County)?;
    let input = checked(networks, input)?;
    if !store::lock(tx, id).await? {
        return Err(EditError::NotFound);
    }
    store::set_routes(tx, id, &input.routes).await?;
    store::rewrite(tx, id, &input.name, &input.endpoint).await?;
    tell::look_at_all(tx).await?;
    tx.audit(told("oa.edit", id, &input));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(EditError::NotFound)
}

/// Holds messages back, and takes no decisions; what opens meanwhile queues up.
///
/// # Errors
/// See [`EditError`].
pub async fn pause(tx: &mut TenantTx, actor: &Actor, id: BridgeId) -> Result<Bridge, EditError> {
    set_state(tx, actor, id, "paused").await
}

/// Takes a paused or disabled bridge up again; what waits goes out in order.
///
/// # Errors
/// See [`EditError`].
pub async fn resume(tx: &mut TenantTx, actor: &Actor, id: BridgeId) -> Result<Bridge, EditError> {
    let bridge = set_state(tx, actor, id, "active").await?;
    tell::look_at_all(tx).await?;
    jobs::enqueue(tx, deliver::JOB, &id.to_string(), tx.now(), serde_json::json!({})).await?;
    Ok(bridge)
}

async fn set_state(tx: &mut TenantTx, actor: &Actor, id: BridgeId, state: &'static str) -> Result<Bridge, EditError> {
    actor.require(Action::BridgeManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(EditError::NotFound);
    }
    store::set_state(tx, id, state).await?;
    tx.audit(Entry::new("oa.set_state", "oa_bridge", id.0).with("state", state));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(EditError::NotFound)
}

fn told(action: &'static str, id: BridgeId, input: &BridgeInput) -> Entry {
    let routes: Vec<_> = input.routes.iter().map(|route| (route.role, route.department)).collect();
    Entry::new(action, "oa_bridge", id.0).with("endpoint", &input.endpoint).with("routes", routes)
}

fn checked(networks: Networks, input: &BridgeInput) -> Result<BridgeInput, Invalid> {
    let mut faults = Invalid::default();
    let (name, endpoint) = (input.name.trim().to_owned(), input.endpoint.trim().to_owned());
    faults.check((1..=30).contains(&name.chars().count()), "input.name", "LENGTH", "名称须为 1 至 30 个字");
    if let Some((code, message)) = webhook::fault(networks, &endpoint) {
        faults.add("input.endpoint", code, message);
    }
    route::check(&input.routes, &mut faults);
    faults.into_result()?;
    Ok(BridgeInput { name, endpoint, routes: input.routes.clone() })
}

#[cfg(test)]
mod tests {
    use super::{BridgeInput, checked};
    use platform::Refusal as _;
    use platform::outbound::Networks;

    #[test]
    fn every_fault_of_a_bridge_is_told_at_once() {
        let input = BridgeInput { name: " ".into(), endpoint: "http://127.0.0.1".into(), routes: Vec::new() };
        let invalid = checked(Networks::Public, &input).unwrap_err();
        let fields: Vec<&str> = invalid.fields().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["input.name", "input.endpoint", "input.routes"]);
    }
}
