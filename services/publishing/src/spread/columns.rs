//! 共用栏目: a column whose pieces several accounts carry, of whatever department; planning a release of one begins with them chosen.

use content::{ColumnId, column};
use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::store;
use crate::AccountId;
use crate::account;

/// Why a column is not shared.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum ColumnsError {
    #[error("no such column")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ColumnsError { Refused, Invalid, Storage; NotFound => NotFound, "COLUMN_NOT_FOUND", "栏目不存在" });

/// The accounts that share these columns.
///
/// # Errors
/// When the database fails.
pub async fn accounts_of(tx: &mut TenantTx, columns: &[ColumnId]) -> Result<Vec<(ColumnId, AccountId)>, Storage> {
    store::accounts_of(tx, columns).await
}

/// These accounts and no others share the column from now on; none where the list is empty.
///
/// # Errors
/// When the actor does not manage columns, there is no such column, or an account is not there.
pub async fn share_column(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ColumnId,
    accounts: &[AccountId],
) -> Result<(), ColumnsError> {
    actor.require(Action::ColumnManage, Scope::County)?;
    let by = actor.person().ok_or(Refused(Action::ColumnManage))?;
    column::by_ids(tx, &[id]).await?.pop().ok_or(ColumnsError::NotFound)?;
    let known = account::list(tx).await?;
    let mut faults = Invalid::default();
    for (place, account) in accounts.iter().enumerate() {
        let there = known.iter().any(|row| row.id == *account);
        faults.check(there, format!("accountIds.{place}"), "NO_ACCOUNT", "账号不存在或已关停");
    }
    faults.into_result()?;
    store::set_accounts(tx, id, accounts, by).await?;
    tx.audit(Entry::new("column.share", "content_column", id.0).with("accounts", accounts));
    Ok(())
}
