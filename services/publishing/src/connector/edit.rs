//! Make a connector, change where it stands, pause it and take it up again. The worker stops one itself that no longer takes what is
//! sent: nothing more goes there until a person looked.

use platform::audit::Entry;
use platform::outbound::Networks;
use platform::secrets::{Vault, VaultError};
use platform::webhook::{self, NewSecret};
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Connector, ConnectorSecret, changed, place, store};
use crate::ConnectorId;

/// What the administrator says of a connector.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the connector")]
pub struct ConnectorInput {
    pub name: String,
    pub endpoint: String,
}

/// Why a connector is not made or changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum EditError {
    #[error("no such connector")]
    NotFound,
    #[error("another connector bears the name")]
    NameTaken,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("make a secret")]
    Vault(#[source] VaultError),
    #[error(transparent)]
    Storage(Storage),
}

platform::refusal!(EditError { Refused, Invalid, Storage;
    NotFound => NotFound, "CONNECTOR_NOT_FOUND", "没有这个对接程序";
    NameTaken => Conflict, "CONNECTOR_NAME_TAKEN", "已有同名的对接程序";
    Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

impl From<Storage> for EditError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("connector_name_key") => Self::NameTaken,
            _ => Self::Storage(error),
        }
    }
}

/// Makes a connector with a fresh secret. The secret is told here and never again.
///
/// # Errors
/// See [`EditError`].
pub async fn create(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    networks: Networks,
    input: &ConnectorInput,
) -> Result<ConnectorSecret, EditError> {
    actor.require(Action::AccountManage, Scope::County)?;
    let input = checked(networks, input)?;
    let id = ConnectorId(tx.new_id());
    let secret = NewSecret::draw(vault, &place(tx.county(), id)).map_err(EditError::Vault)?;
    store::insert(tx, id, &input.name, &input.endpoint, &secret.sealed).await?;
    tx.audit(Entry::new("connector.create", "connector", id.0).with("endpoint", &input.endpoint));
    tx.announce(changed(id));
    let connector = store::find(tx, id).await?.ok_or(EditError::NotFound)?;
    Ok(ConnectorSecret { connector, secret: secret.text })
}

/// Changes name and endpoint.
///
/// # Errors
/// See [`EditError`].
pub async fn edit(
    tx: &mut TenantTx,
    actor: &Actor,
    networks: Networks,
    id: ConnectorId,
    input: &ConnectorInput,
) -> Result<Connector, EditError> {
    actor.require(Action::AccountManage, Scope::County)?;
    let input = checked(networks, input)?;
    if !store::lock(tx, id).await? {
        return Err(EditError::NotFound);
    }
    store::rewrite(tx, id, &input.name, &input.endpoint).await?;
    tx.audit(Entry::new("connector.edit", "connector", id.0).with("endpoint", &input.endpoint));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(EditError::NotFound)
}

/// Holds back what is to go there; it waits, and is missed when its time has passed.
///
/// # Errors
/// See [`EditError`].
pub async fn pause(tx: &mut TenantTx, actor: &Actor, id: ConnectorId) -> Result<Connector, EditError> {
    set_state(tx, actor, id, "paused").await
}

/// Takes a paused or stopped connector up again.
///
/// # Errors
/// See [`EditError`].
pub async fn resume(tx: &mut TenantTx, actor: &Actor, id: ConnectorId) -> Result<Connector, EditError> {
    set_state(tx, actor, id, "active").await
}

async fn set_state(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ConnectorId,
    state: &'static str,
) -> Result<Connector, EditError> {
    actor.require(Action::AccountManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(EditError::NotFound);
    }
    store::set_state(tx, id, state, None).await?;
    tx.audit(Entry::new("connector.set_state", "connector", id.0).with("state", state));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(EditError::NotFound)
}

/// The connector itself is at fault: an alarm, and nothing more goes there.
pub(crate) async fn stop(tx: &mut TenantTx, id: ConnectorId, why: &str) -> Result<(), Storage> {
    metrics::counter!("juzhen_connector_stopped_total").increment(1);
    tracing::error!(connector.id = %id, why, "a connector no longer takes what is sent");
    store::set_state(tx, id, "stopped", Some(why)).await?;
    tx.audit(Entry::new("connector.set_state", "connector", id.0).with("state", "stopped").with("reason", why));
    tx.announce(changed(id));
    Ok(())
}

fn checked(networks: Networks, input: &ConnectorInput) -> Result<ConnectorInput, Invalid> {
    let mut faults = Invalid::default();
    let (name, endpoint) = (input.name.trim().to_owned(), input.endpoint.trim().to_owned());
    faults.check((1..=30).contains(&name.chars().count()), "input.name", "LENGTH", "名称须为 1 至 30 个字");
    if let Some((code, message)) = webhook::fault(networks, &endpoint) {
        faults.add("input.endpoint", code, message);
    }
    faults.into_result()?;
    Ok(ConnectorInput { name, endpoint })
}

#[cfg(test)]
mod tests {
    use super::{ConnectorInput, checked};
    use platform::Refusal as _;
    use platform::outbound::Networks;

    #[test]
    fn every_fault_of_a_connector_is_told_at_once() {
        let input = ConnectorInput { name: "字".repeat(31), endpoint: "https://10.0.0.1/".into() };
        let invalid = checked(Networks::Public, &input).unwrap_err();
        let codes: Vec<_> = invalid.fields().iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(codes, [("input.name", "LENGTH"), ("input.endpoint", "PRIVATE_ADDRESS")]);
    }
}
