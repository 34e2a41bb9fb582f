//! Enter a person, with a first password they must change.

use platform::audit::Entry;
use platform::{DepartmentId, Invalid, PersonId, Storage, TenantTx};

use super::{Person, store};
use crate::password::HashError;
use crate::{Action, Actor, Refused, Scope, password, session};

/// Who to enter.
#[derive(Debug)]
pub struct NewPerson {
    /// Lower case letters, digits, dot, dash, underscore; 2 to 40.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub department: DepartmentId,
    /// Their first password, to be changed at the first sign-in.
    pub password: String,
}

/// Why a person cannot be entered.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum CreateError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(CreateError { Refused, Invalid, Hash, Storage });

/// Enters a person and their credential.
///
/// # Errors
/// When the actor may not, a field is wrong, or the login is taken.
pub async fn create(tx: &mut TenantTx, actor: &Actor, new: NewPerson) -> Result<Person, CreateError> {
    actor.require(Action::PersonManage, Scope::County)?;
    let mut invalid = Invalid::default();
    let login_ok = (2..=40).contains(&new.login.len())
        && new.login.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c));
    invalid.check(login_ok, "login", "LOGIN_FORM", "登录名为 2 至 40 位小写字母、数字、点或横线");
    let name_length = new.name.trim().chars().count();
    invalid.check((1..=40).contains(&name_length), "name", "NAME_LENGTH", "姓名为 1 至 40 字");
    password::check(tx, &new.password, "password", &mut invalid).await?;
    invalid.into_result()?;
    let hash = password::hash(new.password).await?;
    let person = Person {
        id: PersonId(tx.new_id()),
        login: new.login,
        name: new.name.trim().to_owned(),
        department: new.department,
        active: true,
        created_at: tx.now(),
    };
    store::insert(tx, &person).await.map_err(taken)?;
    session::store::insert_credential(tx, person.id, &hash).await?;
    tx.audit(Entry::new("person.create", "person", person.id.0).of(person.department).with("login", &person.login));
    Ok(person)
}

fn taken(error: Storage) -> CreateError {
    let mut invalid = Invalid::default();
    match error.constraint() {
        Some("person_login_key") => invalid.add("login", "LOGIN_TAKEN", "登录名已被使用"),
        Some("person_county_id_home_department_id_fkey") => {
            invalid.add("departmentId", "NO_SUCH_DEPARTMENT", "没有这个部门");
        }
        _ => return error.into(),
    }
    invalid.into()
}
