//! Enter a place of service, or put right what is told of it.

use platform::audit::Entry;
use platform::{DepartmentId, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{EntryId, store};

/// What is told of a place.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is its name")]
pub struct NewEntry {
    pub department: DepartmentId,
    pub name: String,
    pub address: String,
    pub hours: String,
    pub phone: String,
}

/// Why it was not entered.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum EnterError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("the department does not exist")]
    NoDepartment,
    #[error(transparent)]
    Storage(Storage),
}

platform::refusal!(EnterError { Refused, Invalid, Storage; NoDepartment => NotFound, "NO_DEPARTMENT", "部门不存在" });

impl From<Storage> for EnterError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("service_entry_department_fkey") => Self::NoDepartment,
            _ => Self::Storage(error),
        }
    }
}

/// Enters a place; one of the same name in the department is put right instead.
///
/// # Errors
/// When the actor may not, a field is wrong, or there is no such department.
pub async fn enter(tx: &mut TenantTx, actor: &Actor, new: NewEntry) -> Result<EntryId, EnterError> {
    actor.require(Action::SettingManage, Scope::County)?;
    let mut invalid = Invalid::default();
    let fields = [
        ("input.name", &new.name, 40, "名称"),
        ("input.address", &new.address, 100, "地址"),
        ("input.hours", &new.hours, 60, "办公时间"),
        ("input.phone", &new.phone, 40, "电话"),
    ];
    for (field, text, most, name) in fields {
        let length = text.trim().chars().count();
        invalid.check((1..=most).contains(&length), field, "LENGTH", format!("{name}须为 1 至 {most} 字"));
    }
    invalid.into_result()?;
    let id = store::put(tx, &new).await?;
    tx.audit(Entry::new("service_entry.enter", "service_entry", id.0).of(new.department));
    Ok(id)
}
