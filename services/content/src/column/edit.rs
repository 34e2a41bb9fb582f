//! Change a column, or take it out of use.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Column, ColumnId, check, store};

/// Why a column was not changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum EditColumnError {
    #[error("no such column")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EditColumnError { Refused, Invalid, Storage; NotFound => NotFound, "COLUMN_NOT_FOUND", "栏目不存在" });

/// Changes name, place and use. The slug stays, since addresses outside hold it.
///
/// # Errors
/// When there is none, the actor may not manage columns, or a field breaks a rule.
pub async fn edit(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ColumnId,
    name: &str,
    name_en: &str,
    position: i32,
    active: bool,
) -> Result<Column, EditColumnError> {
    let mut column = store::by_ids(tx, &[id]).await?.pop().ok_or(EditColumnError::NotFound)?;
    actor.require(Action::ColumnManage, Scope::County)?;
    name.trim().clone_into(&mut column.name);
    name_en.trim().clone_into(&mut column.name_en);
    column.position = position;
    column.active = active;
    let mut faults = Invalid::default();
    check(&column, &mut faults);
    faults.into_result()?;
    if !store::save(tx, &column).await? {
        return Err(EditColumnError::NotFound);
    }
    tx.audit(Entry::new("column.edit", "column", id.0).with("active", active));
    Ok(column)
}
