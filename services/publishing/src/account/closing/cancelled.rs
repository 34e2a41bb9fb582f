//! 平台注销: the platform cancelled the account; the clock of the cancellation's filing runs.

use platform::audit::Entry;
use platform::{Invalid, TenantTx};
use tenancy::Actor;
use time::Date;

use super::{Closing, ClosingError, check_day, held, store};
use crate::AccountId;
use crate::account::changed;
use crate::account::register::{self, EntryKind};

/// Notes that the platform cancelled it.
///
/// # Errors
/// When the actor may not, or it is not its turn.
pub async fn cancelled(tx: &mut TenantTx, actor: &Actor, id: AccountId, on: Date) -> Result<Closing, ClosingError> {
    let (account, closing) = held(tx, actor, id).await?;
    let closing = closing.ok_or(ClosingError::Order)?;
    let (Some(noticed), None) = (&closing.noticed, &closing.cancelled) else { return Err(ClosingError::Order) };
    let mut invalid = Invalid::default();
    check_day(tx, on, &mut invalid);
    invalid.check(noticed.on <= on, "on", "ORDER", "注销日期不能早于停更公告");
    invalid.into_result()?;
    store::set_cancelled(tx, id, on, actor.person()).await?;
    register::record(tx, actor, id, EntryKind::Cancel, on, &closing.reason).await?;
    tx.audit(Entry::new("account.cancelled_there", "account", id.0).of(account.department).with("on", on.to_string()));
    tx.announce(changed(id, account.department));
    store::of_accounts(tx, &[id]).await?.pop().ok_or(ClosingError::NotFound)
}
