//! Make an outlet, change where it stands and what it subscribes to, pause it and take it up again.

use std::collections::BTreeSet;

use platform::audit::Entry;
use platform::outbound::Networks;
use platform::secrets::{Vault, VaultError};
use platform::webhook::{self, NewSecret};
use platform::{Invalid, Storage, TenantTx, jobs};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Outlet, OutletSecret, changed, deliver, place, store};
use crate::OutletId;

/// What the desk says of an outlet.
#[derive(Clone, Debug)]
pub struct OutletInput {
    /// Its name, unique in the county.
    pub name: String,
    /// Where deliveries go.
    pub endpoint: String,
    /// Topics it subscribes to.
    pub topics: Vec<String>,
}

/// Why an outlet is not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// No such outlet.
    #[error("no such outlet")]
    NotFound,
    /// Not the caller's to do.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields that break a rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Another outlet bears the name.
    #[error("the name is taken")]
    NameTaken,
    /// No secret could be made.
    #[error("make a secret")]
    Vault(#[source] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EditError { Refused, Invalid, Storage;
    NotFound => NotFound, "OUTLET_NOT_FOUND", "没有这家媒体";
    NameTaken => Conflict, "OUTLET_NAME_TAKEN", "已有同名媒体";
    Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

/// Makes an outlet with a fresh secret. The secret is told here and never again.
///
/// # Errors
/// See [`EditError`].
pub async fn create(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    networks: Networks,
    input: &OutletInput,
) -> Result<OutletSecret, EditError> {
    actor.require(Action::OutletManage, Scope::County)?;
    let input = checked(networks, input)?;
    let id = OutletId(tx.new_id());
    let secret = NewSecret::draw(vault, &place(tx.county(), id)).map_err(EditError::Vault)?;
    store::insert(tx, id, &input.name, &input.endpoint, &secret.sealed).await.map_err(name_taken)?;
    store::subscribe(tx, id, &input.topics).await?;
    tx.audit(
        Entry::new("outlet.create", "outlet", id.0).with("endpoint", &input.endpoint).with("topics", &input.topics),
    );
    tx.announce(changed(id));
    let outlet = store::find(tx, id).await?.ok_or(EditError::NotFound)?;
    Ok(OutletSecret { outlet, secret: secret.text })
}

/// Changes name, endpoint and topics.
///
/// # Errors
/// See [`EditError`].
pub async fn edit(
    tx: &mut TenantTx,
    actor: &Actor,
    networks: Networks,
    id: OutletId,
    input: &OutletInput,
) -> Result<Outlet, EditError> {
    actor.require(Action::OutletManage, Scope::County)?;
    let input = checked(networks, input)?;
    if !store::lock(tx, id).await? {
        return Err(EditError::NotFound);
    }
    store::rewrite(tx, id, &input.name, &input.endpoint).await.map_err(name_taken)?;
    store::subscribe(tx, id, &input.topics).await?;
    tx.audit(Entry::new("outlet.edit", "outlet", id.0).with("endpoint", &input.endpoint).with("topics", &input.topics));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(EditError::NotFound)
}

/// Holds deliveries back; they queue up.
///
/// # Errors
/// See [`EditError`].
pub async fn pause(tx: &mut TenantTx, actor: &Actor, id: OutletId) -> Result<Outlet, EditError> {
    set_state(tx, actor, id, "paused").await
}

/// Takes a paused or disabled outlet up again; what waits goes out in order.
///
/// # Errors
/// See [`EditError`].
pub async fn resume(tx: &mut TenantTx, actor: &Actor, id: OutletId) -> Result<Outlet, EditError> {
    let outlet = set_state(tx, actor, id, "active").await?;
    jobs::enqueue(tx, deliver::JOB, &id.to_string(), tx.now(), serde_json::json!({})).await?;
    Ok(outlet)
}

async fn set_state(tx: &mut TenantTx, actor: &Actor, id: OutletId, state: &'static str) -> Result<Outlet, EditError> {
    actor.require(Action::OutletManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(EditError::NotFound);
    }
    store::set_state(tx, id, state).await?;
    tx.audit(Entry::new("outlet.set_state", "outlet", id.0).with("state", state));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(EditError::NotFound)
}

fn name_taken(error: Storage) -> EditError {
    if error.constraint() == Some("outlet_name_key") { EditError::NameTaken } else { EditError::Storage(error) }
}

fn checked(networks: Networks, input: &OutletInput) -> Result<OutletInput, Invalid> {
    let mut invalid = Invalid::default();
    let name = input.name.trim().to_owned();
    let length = name.chars().count();
    invalid.check((1..=60).contains(&length), "input.name", "LENGTH", "名称须为 1 至 60 个字");
    if let Some((code, message)) = webhook::fault(networks, input.endpoint.trim()) {
        invalid.add("input.endpoint", code, message);
    }
    let topics: BTreeSet<String> =
        input.topics.iter().map(|topic| topic.trim().to_owned()).filter(|topic| !topic.is_empty()).collect();
    invalid.check((1..=100).contains(&topics.len()), "input.topics", "COUNT", "须订阅 1 至 100 个专题");
    invalid.check(
        topics.iter().all(|topic| topic.chars().count() <= 40),
        "input.topics",
        "TOO_LONG",
        "专题名最多 40 个字",
    );
    invalid.into_result()?;
    Ok(OutletInput { name, endpoint: input.endpoint.trim().to_owned(), topics: topics.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::{OutletInput, checked};
    use platform::Refusal as _;
    use platform::outbound::Networks;

    #[test]
    fn every_fault_of_an_outlet_is_told_at_once() {
        let input = OutletInput { name: " ".into(), endpoint: "http://127.0.0.1".into(), topics: vec![String::new()] };
        let invalid = checked(Networks::Public, &input).unwrap_err();
        let fields: Vec<&str> = invalid.fields().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["input.name", "input.endpoint", "input.topics"]);
    }
}
