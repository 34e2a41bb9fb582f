//! The inbox: what the caller sees, newest first.

use platform::page::{Cursor, Page};
use platform::{Clock, DepartmentId, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::{ActError, Inquiry, InquiryId, State, store};

/// What to list; an empty filter lists all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In this state.
    pub state: Option<State>,
    /// In this department's hands.
    pub department: Option<DepartmentId>,
    /// Late (true), or not late (false).
    pub overdue: Option<bool>,
    /// Words of the title, or a whole query code.
    pub search: Option<String>,
}

/// A page of inquiries.
///
/// # Errors
/// When the actor's roles do not read inquiries.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    filter: &Filter,
    first: i32,
    after: Option<Cursor>,
) -> Result<Page<Inquiry>, ActError> {
    actor.require(Action::InquiryRead, Scope::Any)?;
    let today = Clock::day_of(tx.now());
    let rows = store::page(tx, filter, today, after, i64::from(first) + 1).await?;
    Ok(Page::cut(rows, first))
}

/// One inquiry.
///
/// # Errors
/// When the caller sees none of this id, or may not read inquiries.
pub async fn get(tx: &mut TenantTx, actor: &Actor, id: InquiryId) -> Result<Inquiry, ActError> {
    actor.require(Action::InquiryRead, Scope::Any)?;
    store::find(tx, id).await?.ok_or(ActError::NotFound)
}
