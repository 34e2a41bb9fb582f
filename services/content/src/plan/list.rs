//! The plan over some days, and one item of it.

use platform::page::{Cursor, Page};
use platform::{DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::{Coverage, PlanItem, PlanItemId, store};

/// What to list; what is none does not narrow.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// Items that run on or after it.
    pub from: Date,
    /// Items that begin on or before it.
    pub until: Option<Date>,
    /// Items assigned to it.
    pub department: Option<DepartmentId>,
    /// Items with an assignment that stands there; `Unassigned` and `Dropped` are of the item.
    pub state: Option<Coverage>,
}

/// Why nothing is listed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum ListError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ListError { Refused, Storage });

/// Items of the plan, the earliest first, `first` of them after a cursor.
///
/// # Errors
/// When the actor may not read the plan.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    filter: &Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<PlanItem>, ListError> {
    actor.require(Action::PlanRead, Scope::Any)?;
    let rows = store::list_items(tx, filter, after, i64::from(first) + 1).await?;
    Ok(Page::cut(rows, first))
}

/// One item, none where there is none.
///
/// # Errors
/// When the actor may not read the plan.
pub async fn get(tx: &mut TenantTx, actor: &Actor, id: PlanItemId) -> Result<Option<PlanItem>, ListError> {
    actor.require(Action::PlanRead, Scope::Any)?;
    Ok(store::items_by_ids(tx, &[id]).await?.pop())
}
