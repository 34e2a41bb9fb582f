//! Record that something happened to an account: from that day the clock of its filing runs.

use platform::{Storage, TenantTx};
use tenancy::Actor;
use time::Date;

use super::{EntryId, EntryKind, FILE_WITHIN, store};
use crate::AccountId;

/// Enters an event; the act it belongs to is asked for, checked and audited where it is done.
pub(in crate::account) async fn record(
    tx: &mut TenantTx,
    actor: &Actor,
    account: AccountId,
    kind: EntryKind,
    occurred_on: Date,
    note: &str,
) -> Result<EntryId, Storage> {
    let within = FILE_WITHIN.get(tx).await?.clamp(1, 60);
    let id = EntryId(tx.new_id());
    let row = store::NewEntry { id, account, kind, occurred_on, within: within.into(), note, by: actor.person() };
    store::insert(tx, &row).await?;
    Ok(id)
}
