//! 能力: say what an account may do today. An account that may not publish is released to by hand.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Account, Capability, Channel, changed, store};
use crate::{AccountId, figures};

/// Why it stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum CapabilitiesError {
    /// No such account.
    #[error("the account does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Our own channels do whatever we do.
    #[error("the account is on a channel of our own")]
    Own,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(CapabilitiesError {
    Refused, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    Own => Conflict, "ACCOUNT_OWN_CHANNEL", "网站和客户端由本平台发布，没有接口权限可设"
});

/// Says whether the platform verified it, and all that it may do.
///
/// # Errors
/// When the actor may not, or the account is on a channel of our own.
pub async fn set_capabilities(
    tx: &mut TenantTx,
    actor: &Actor,
    id: AccountId,
    verified: bool,
    capabilities: &[Capability],
) -> Result<Account, CapabilitiesError> {
    actor.require(Action::AccountManage, Scope::County)?;
    let account = store::find(tx, id).await?.ok_or(CapabilitiesError::NotFound)?;
    if matches!(account.channel, Channel::Website | Channel::App) {
        return Err(CapabilitiesError::Own);
    }
    let words: Vec<String> = Capability::ALL
        .iter()
        .filter(|capability| capabilities.contains(capability))
        .map(|capability| capability.as_str().to_owned())
        .collect();
    store::set_capabilities(tx, id, verified, &words).await?;
    if capabilities.contains(&Capability::Figures) && account.channel == Channel::Wechat {
        figures::watch(tx, id).await?;
    }
    tx.audit(
        Entry::new("account.capabilities", "account", id.0)
            .of(account.department)
            .with("verified", verified)
            .with("capabilities", &words),
    );
    tx.announce(changed(id, account.department));
    store::find(tx, id).await?.ok_or(CapabilitiesError::NotFound)
}
