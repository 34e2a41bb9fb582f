//! Give a code on a session: for some minutes it may do what asks for one. Each code is taken once, and after too many wrong ones
//! none is taken for a while.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::secrets::{Vault, VaultError};
use platform::{Database, PersonId, Storage, TenantTx};
use time::{Duration, OffsetDateTime};

use super::store::Kept;
use super::{FAILURES, LOCK_SECONDS, MINUTES, Secret, Unproved, place, recovery, step_of, store};
use crate::Actor;
use crate::session::Session;

/// Why the code is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// There is no phone to give a code.
    #[error(transparent)]
    Unproved(#[from] Unproved),
    /// Not a code of now, or used before.
    #[error("wrong code")]
    Wrong,
    /// Too many wrong ones.
    #[error("locked after too many wrong codes")]
    Locked,
    /// The keys failed.
    #[error("open a sealed secret")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ProveError { Unproved, Storage;
    Wrong => Invalid, "WRONG_CODE", "验证码不正确、已过期或已用过，请输入最新的 6 位数字";
    Locked => RateLimited, "SECOND_FACTOR_LOCKED", "连续输错次数过多，请过几分钟再试；紧急时可请其他有权人员办理";
    Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

/// Takes six digits of the phone, or a recovery code; gives back until when the session goes by it.
///
/// # Errors
/// When no phone is enrolled, or the code is not good.
pub async fn prove(
    database: &Database,
    vault: &Vault,
    actor: &Actor,
    session: &Session,
    code: &str,
) -> Result<OffsetDateTime, ProveError> {
    let person = session.person;
    let mut tx = database.begin(actor.caller()).await?;
    let kept = store::lock(&mut tx, person).await?.ok_or(Unproved::EnrolFirst)?;
    let sealed = kept.secret.as_deref().ok_or(Unproved::EnrolFirst)?;
    refuse_locked(&kept, tx.now())?;
    let secret = Secret::from_bytes(vault.open(&place(session.county, person), sealed)?);
    let typed = digits(code);
    let by = if let Some(step) = secret.matches(&typed, step_of(tx.now()), kept.last_step) {
        store::take(&mut tx, person, step).await?;
        "phone"
    } else if typed != code.trim() && store::use_code(&mut tx, person, &recovery::digest(vault, person, code)).await? {
        store::take(&mut tx, person, kept.last_step).await?;
        "recovery_code"
    } else {
        return Err(refuse(tx, person).await?);
    };
    store::prove(&mut tx, session.id).await?;
    let until = tx.now() + Duration::minutes(MINUTES.get(&mut tx).await?);
    tx.audit(Entry::new("second_factor.prove", "person", person.0).of(session.department).with("by", by));
    tx.announce(Event { kind: "person.changed", subject: person.0, department: None, person: Some(person) });
    tx.commit().await?;
    Ok(until)
}

/// What a phone shows: digits, which people set apart by a space.
pub(super) fn digits(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).collect()
}

pub(super) fn refuse_locked(kept: &Kept, now: OffsetDateTime) -> Result<(), ProveError> {
    let locked = kept.locked_until.is_some_and(|until| now < until);
    if locked { Err(ProveError::Locked) } else { Ok(()) }
}

/// Counts a wrong code, and keeps the count.
pub(super) async fn refuse(mut tx: TenantTx, person: PersonId) -> Result<ProveError, Storage> {
    let limit = FAILURES.get(&mut tx).await?;
    let lock = Duration::seconds(LOCK_SECONDS.get(&mut tx).await?);
    let failures = store::count_failure(&mut tx, person, limit, lock).await?;
    tx.audit(Entry::new("second_factor.refuse", "person", person.0).with("failures", failures));
    tx.commit().await?;
    Ok(if limit <= failures { ProveError::Locked } else { ProveError::Wrong })
}
