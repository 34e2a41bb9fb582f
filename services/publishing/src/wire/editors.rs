//! Say who works for an outlet. They are people of the register with the role of an outlet's editor, which the security administrator
//! gives; the county administrator says whose they are.

use platform::audit::Entry;
use platform::{PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Role, Scope, person};
use time::OffsetDateTime;

use super::store;
use crate::{OutletId, outlet};

/// Someone who works for an outlet.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Editor {
    pub person: PersonId,
    pub added_at: OffsetDateTime,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// No such outlet or person.
    #[error("no such outlet or person")]
    NotFound,
    /// They are not an outlet's editor, or are something else too.
    #[error("the person is not an outlet's editor alone")]
    NotAnEditor,
    /// Not the caller's to do.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EditorError { Refused, Storage;
    NotFound => NotFound, "NO_EDITOR", "没有这家媒体或这个人";
    NotAnEditor => Conflict, "NOT_AN_OUTLET_EDITOR", "只能添加仅有“媒体编辑”角色的人员：请先由安全管理员授予该角色" });

/// The people of an outlet.
///
/// # Errors
/// When the caller may not read outlets.
pub async fn editors_of(tx: &mut TenantTx, actor: &Actor, outlet: OutletId) -> Result<Vec<Editor>, EditorError> {
    actor.require(Action::OutletRead, Scope::Any)?;
    Ok(store::editors(tx, outlet).await?)
}

/// Adds someone. Who is on the staff is nobody's outlet editor: they would see the county with another's eyes.
///
/// # Errors
/// See [`EditorError`].
pub async fn add_editor(
    tx: &mut TenantTx,
    actor: &Actor,
    outlet: OutletId,
    person: PersonId,
) -> Result<(), EditorError> {
    actor.require(Action::OutletManage, Scope::County)?;
    outlet::find(tx, outlet).await?.ok_or(EditorError::NotFound)?;
    let known = person::find_many(tx, &[person.0]).await?.pop().filter(|known| known.active);
    known.ok_or(EditorError::NotFound)?;
    let held = person::memberships_of(tx, &[person.0]).await?;
    if held.is_empty() || held.iter().any(|held| held.role != Role::OutletEditor) {
        return Err(EditorError::NotAnEditor);
    }
    if store::add(tx, outlet, person).await? {
        tx.audit(Entry::new("outlet.add_editor", "outlet", outlet.0).with("person", person));
        tx.announce(outlet::changed(outlet));
    }
    Ok(())
}

/// Removes someone; they see nothing of the outlet from now on.
///
/// # Errors
/// See [`EditorError`].
pub async fn remove_editor(
    tx: &mut TenantTx,
    actor: &Actor,
    outlet: OutletId,
    person: PersonId,
) -> Result<(), EditorError> {
    actor.require(Action::OutletManage, Scope::County)?;
    if !store::remove(tx, outlet, person).await? {
        return Err(EditorError::NotFound);
    }
    tx.audit(Entry::new("outlet.remove_editor", "outlet", outlet.0).with("person", person));
    tx.announce(outlet::changed(outlet));
    Ok(())
}
