//! Say which accounts go by a connector. An account goes by one; what waits on it goes there from then on.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Connector, changed, store};
use crate::account::{self, Channel};
use crate::{AccountId, ConnectorId};

/// Why an account does not go by a connector.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum LinkError {
    #[error("no such connector")]
    NotFound,
    #[error("no such account")]
    NoAccount,
    #[error("the account is of a channel of our own, or of WeChat")]
    OtherChannel,
    #[error("the connector has another account of this word")]
    HandleTaken,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(Storage),
}

platform::refusal!(LinkError { Refused, Invalid, Storage;
    NotFound => NotFound, "CONNECTOR_NOT_FOUND", "没有这个对接程序";
    NoAccount => NotFound, "NO_ACCOUNT", "账号不存在";
    OtherChannel => Conflict, "NOT_A_CONNECTOR_ACCOUNT", "只有渠道为“其他渠道”的账号可以交给对接程序";
    HandleTaken => Conflict, "HANDLE_TAKEN", "这个对接程序已有相同标识的账号" });

impl From<Storage> for LinkError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("connector_account_handle_key") => Self::HandleTaken,
            _ => Self::Storage(error),
        }
    }
}

/// Hands an account to a connector, which knows it by a word of its own.
///
/// # Errors
/// See [`LinkError`].
pub async fn link(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ConnectorId,
    account: AccountId,
    handle: &str,
) -> Result<Connector, LinkError> {
    actor.require(Action::AccountManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(LinkError::NotFound);
    }
    let of = account::store::find(tx, account).await?.ok_or(LinkError::NoAccount)?;
    if of.channel != Channel::Connector {
        return Err(LinkError::OtherChannel);
    }
    let handle = handle.trim();
    let mut faults = Invalid::default();
    faults.check((1..=64).contains(&handle.chars().count()), "handle", "LENGTH", "账号标识须为 1 至 64 个字");
    faults.into_result()?;
    store::link(tx, account, id, handle).await?;
    tx.audit(Entry::new("connector.link", "connector", id.0).of(of.department).with("account", account));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(LinkError::NotFound)
}

/// Takes an account back: it is then released to by hand.
///
/// # Errors
/// See [`LinkError`].
pub async fn unlink(tx: &mut TenantTx, actor: &Actor, account: AccountId) -> Result<Connector, LinkError> {
    actor.require(Action::AccountManage, Scope::County)?;
    let id = store::unlink(tx, account).await?.ok_or(LinkError::NoAccount)?;
    tx.audit(Entry::new("connector.unlink", "connector", id.0).with("account", account));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(LinkError::NotFound)
}
