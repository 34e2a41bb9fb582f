//! 转办.

use platform::audit::Entry;
use platform::{DepartmentId, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::reply::refuse_in_review;
use super::{ActError, Inquiry, InquiryId, events, store};

/// Gives an inquiry to the department whose matter it is; the desk alone does.
///
/// # Errors
/// When it is not seen, not accepted yet, or moved on, or there is no such department.
pub async fn assign(
    tx: &mut TenantTx,
    actor: &Actor,
    id: InquiryId,
    version: i32,
    department: DepartmentId,
    note: &str,
) -> Result<Inquiry, ActError> {
    let inquiry = store::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    actor.require(Action::InquiryAssign, Scope::County)?;
    inquiry.ensure(inquiry.may_assign(), version)?;
    refuse_in_review(tx, id).await?;
    store::assign(tx, id, department).await.map_err(absent)?;
    events::note(tx, id, "assigned", Some(department), note).await?;
    tx.audit(Entry::new("inquiry.assign", "inquiry", id.0).of(department));
    store::find(tx, id).await?.ok_or(ActError::NotFound)
}

fn absent(error: platform::Storage) -> ActError {
    if error.constraint() == Some("inquiry_county_id_department_id_fkey") {
        let mut invalid = platform::Invalid::default();
        invalid.add("departmentId", "NOT_FOUND", "没有这个部门");
        return ActError::Invalid(invalid);
    }
    ActError::Storage(error)
}
