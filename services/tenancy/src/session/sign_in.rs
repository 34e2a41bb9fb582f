//! Sign in: one answer for a wrong login and a wrong password, and a lock after too many of either.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{Caller, CountyId, Database, Path, PersonId, Storage, TenantTx};
use time::{Duration, OffsetDateTime};

use super::{FAILURES, LOCK_SECONDS, MAX_HOURS, Token, store};
use crate::password;

/// A new session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// For the cookie.
    pub token: Token,
    /// The end, however busy.
    pub expires_at: OffsetDateTime,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum SignInError {
    #[error("wrong login or password")]
    Wrong,
    #[error("locked after too many failures")]
    Locked,
    #[error(transparent)]
    Storage(#[from] Storage),
    #[error("make a token")]
    Random(#[from] VaultError),
}

platform::refusal!(SignInError { Storage;
    Wrong => Unauthenticated, "WRONG_LOGIN_OR_PASSWORD", "登录名或密码不正确";
    Locked => RateLimited, "LOCKED", "连续输错次数过多，账户已锁定，请稍后再试";
    Random => Internal, "RANDOM", "系统繁忙，请稍后重试" });

/// Signs a person in. Opens its own short transactions, since hashing takes long and holds none.
///
/// # Errors
/// When login or password is wrong, or the login is locked.
pub async fn sign_in(
    database: &Database,
    vault: &Vault,
    county: CountyId,
    login: &str,
    password: String,
    path: Path,
) -> Result<SignedIn, SignInError> {
    let caller = Caller::system(county, "登录", path);
    let mut tx = database.begin_read(&caller).await?;
    let credential = store::credential(&mut tx, login).await?.filter(|credential| credential.active);
    let now = tx.now();
    drop(tx);
    let locked = credential.as_ref().and_then(|credential| credential.locked_until).is_some_and(|until| now < until);
    let hash = credential.as_ref().map(|credential| credential.password_hash.clone());
    let right = password::matches(password, hash).await;
    let Some(credential) = credential else { return Err(SignInError::Wrong) };
    if locked {
        return Err(SignInError::Locked);
    }
    let mut tx = database.begin(&caller).await?;
    if !right {
        return Err(refuse(tx, credential.person).await?);
    }
    if credential.failures > 0 {
        store::clear_failures(&mut tx, credential.person).await?;
    }
    let signed_in = open(&mut tx, vault, credential.person).await?;
    tx.audit(Entry::new("session.sign_in", "person", credential.person.0));
    tx.commit().await?;
    Ok(signed_in)
}

async fn refuse(mut tx: TenantTx, person: PersonId) -> Result<SignInError, Storage> {
    let limit = FAILURES.get(&mut tx).await?;
    let lock = Duration::seconds(LOCK_SECONDS.get(&mut tx).await?);
    let failures = store::count_failure(&mut tx, person, limit, lock).await?;
    tx.audit(Entry::new("session.refuse", "person", person.0).with("failures", failures));
    tx.commit().await?;
    Ok(if limit <= failures { SignInError::Locked } else { SignInError::Wrong })
}

async fn open(tx: &mut TenantTx, vault: &Vault, person: PersonId) -> Result<SignedIn, SignInError> {
    let expires_at = tx.now() + Duration::hours(MAX_HOURS.get(tx).await?);
    let secret = URL_SAFE_NO_PAD.encode(vault.random::<32>()?);
    let token = Token { county: tx.county(), id: tx.new_id(), secret };
    let csrf = URL_SAFE_NO_PAD.encode(vault.random::<24>()?);
    store::insert(tx, &token, person, &csrf, expires_at).await?;
    Ok(SignedIn { token, expires_at })
}
