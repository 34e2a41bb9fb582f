//! Change one's own password, knowing the old one.

use platform::audit::Entry;
use platform::{Caller, Database, Invalid, Path, Storage};

use super::{Session, store};
use crate::password::{self, HashError};

/// Why it was not changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum ChangePasswordError {
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ChangePasswordError { Invalid, Hash, Storage });

/// Changes it; the rules of the county hold for the new one.
///
/// # Errors
/// When the old one is wrong, or the new one breaks a rule or is the old one.
pub async fn change_password(
    database: &Database,
    session: &Session,
    current: String,
    new: String,
    path: Path,
) -> Result<(), ChangePasswordError> {
    let caller = Caller::system(session.county, &session.name, path);
    let mut tx = database.begin_read(&caller).await?;
    let hash = store::credential_of(&mut tx, session.person).await?.map(|credential| credential.password_hash);
    let mut invalid = Invalid::default();
    invalid.check(new != current, "new", "PASSWORD_SAME", "新密码不能与原密码相同");
    password::check(&mut tx, &new, "new", &mut invalid).await?;
    drop(tx);
    invalid.check(password::matches(current, hash).await, "current", "PASSWORD_WRONG", "原密码不正确");
    invalid.into_result()?;
    let hash = password::hash(new).await?;
    let mut tx = database.begin(&caller).await?;
    store::set_password(&mut tx, session.person, &hash).await?;
    tx.audit(Entry::new("session.change_password", "person", session.person.0).of(session.department));
    tx.commit().await?;
    Ok(())
}
