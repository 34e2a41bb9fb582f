//! The events of accounts, each with the last day for its filing.

use std::collections::HashMap;

use platform::workdays::{Workdays, furthest};
use platform::{Storage, TenantTx};

use super::store::{self, Kept};
use super::{Entry, EntryId};
use crate::AccountId;

/// Events of these accounts, by account and the first first.
///
/// # Errors
/// When the database fails.
pub async fn of_accounts(tx: &mut TenantTx, accounts: &[AccountId]) -> Result<Vec<Entry>, Storage> {
    let kept = store::list(tx, Some(accounts)).await?;
    dated(tx, kept).await
}

/// Events of every account, by account.
pub(super) async fn of_all(tx: &mut TenantTx) -> Result<HashMap<AccountId, Vec<Entry>>, Storage> {
    let kept = store::list(tx, None).await?;
    let mut all: HashMap<AccountId, Vec<Entry>> = HashMap::new();
    for entry in dated(tx, kept).await? {
        all.entry(entry.account).or_default().push(entry);
    }
    Ok(all)
}

/// One event.
pub(super) async fn find(tx: &mut TenantTx, id: EntryId) -> Result<Option<Entry>, Storage> {
    let Some(account) = store::account_of(tx, id).await? else { return Ok(None) };
    Ok(of_accounts(tx, &[account]).await?.into_iter().find(|entry| entry.id == id))
}

/// Counts each event's working days by the calendar as it stands: a day that was provisional is known once its notice is in.
async fn dated(tx: &mut TenantTx, kept: Vec<Kept>) -> Result<Vec<Entry>, Storage> {
    let first = kept.iter().map(|entry| entry.occurred_on).min();
    let last = kept.iter().map(|entry| furthest(entry.occurred_on, entry.within)).max();
    let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
    let calendar = Workdays::between(tx, first, last).await?;
    let entry = |kept: Kept| Entry {
        due_on: calendar.add_working_days(kept.occurred_on, kept.within),
        id: kept.id,
        account: kept.account,
        kind: kept.kind,
        occurred_on: kept.occurred_on,
        note: kept.note,
        filing: kept.filing,
        recorded_by: kept.recorded_by,
        recorded_at: kept.recorded_at,
    };
    Ok(kept.into_iter().map(entry).collect())
}
