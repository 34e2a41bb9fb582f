//! 停更公告: the last notice is out. From now on nothing is planned on the account, and the clock of its closing's filing runs.

use platform::audit::Entry;
use platform::{Invalid, TenantTx};
use tenancy::Actor;
use time::Date;

use super::{Closing, ClosingError, check_address, check_day, held, store};
use crate::AccountId;
use crate::account::register::{self, EntryKind};
use crate::account::{AccountState, changed};
use crate::release::target;

/// Notes where the last notice stands and since when.
///
/// # Errors
/// When the actor may not, it is not its turn, or something still waits to go out.
pub async fn noticed(
    tx: &mut TenantTx,
    actor: &Actor,
    id: AccountId,
    address: &str,
    on: Date,
) -> Result<Closing, ClosingError> {
    let (account, closing) = held(tx, actor, id).await?;
    let address = address.trim();
    let mut invalid = Invalid::default();
    check_address(address, &mut invalid);
    check_day(tx, on, &mut invalid);
    invalid.into_result()?;
    let closing = closing.ok_or(ClosingError::Order)?;
    if closing.noticed.is_some() {
        return Err(ClosingError::Order);
    }
    if target::waits_on(tx, id).await? {
        return Err(ClosingError::Waiting);
    }
    store::set_noticed(tx, id, address, on, actor.person()).await?;
    super::super::store::set_state(tx, id, AccountState::Closing, None).await?;
    register::record(tx, actor, id, EntryKind::Close, on, &closing.reason).await?;
    tx.audit(Entry::new("account.last_notice", "account", id.0).of(account.department).with("address", address));
    tx.announce(changed(id, account.department));
    store::of_accounts(tx, &[id]).await?.pop().ok_or(ClosingError::NotFound)
}
