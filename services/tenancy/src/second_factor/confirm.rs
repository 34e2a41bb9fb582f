//! The first code of a new phone: from now on it is the person's second factor, and ten recovery codes are handed out.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::secrets::{Vault, VaultError};
use platform::{Database, Storage};

use super::{ProveError, Secret, place, prove, recovery, step_of, store};
use crate::Actor;
use crate::session::Session;

/// Why the phone is not enrolled.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// Nothing waits for a code.
    #[error("no enrolment was begun")]
    NotBegun,
    /// Not the code of the new secret, or too many wrong ones.
    #[error(transparent)]
    Prove(#[from] ProveError),
    /// The keys failed.
    #[error("open a sealed secret")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ConfirmError { Prove, Storage;
    NotBegun => Conflict, "ENROLMENT_NOT_BEGUN", "请先获取二维码";
    Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

/// Takes the first code; gives back the recovery codes, shown this once.
///
/// # Errors
/// When nothing was begun, or the code is not the new secret's.
pub async fn confirm(
    database: &Database,
    vault: &Vault,
    actor: &Actor,
    session: &Session,
    code: &str,
) -> Result<Vec<String>, ConfirmError> {
    let person = session.person;
    let mut tx = database.begin(actor.caller()).await?;
    let kept = store::lock(&mut tx, person).await?.ok_or(ConfirmError::NotBegun)?;
    let pending = kept.pending.as_deref().ok_or(ConfirmError::NotBegun)?;
    prove::refuse_locked(&kept, tx.now())?;
    let secret = Secret::from_bytes(vault.open(&place(session.county, person), pending)?);
    let now = step_of(tx.now());
    let Some(step) = secret.matches(&prove::digits(code), now, 0) else {
        return Err(prove::refuse(tx, person).await?.into());
    };
    store::enrol(&mut tx, person, step).await?;
    let codes = recovery::draw(vault)?;
    let digests: Vec<Vec<u8>> = codes.iter().map(|code| recovery::digest(vault, person, code)).collect();
    store::replace_codes(&mut tx, person, &digests).await?;
    store::prove(&mut tx, session.id).await?;
    tx.audit(Entry::new("second_factor.enrol", "person", person.0).of(session.department));
    tx.announce(Event { kind: "person.changed", subject: person.0, department: None, person: Some(person) });
    tx.commit().await?;
    Ok(codes)
}
