//! Begin to enrol a phone: a secret is drawn and shown, and waits for the first code made with it.

use std::fmt::Write as _;

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{Caller, Database, Invalid, Storage};

use super::{Proof, Secret, Unproved, place, require, store};
use crate::session::{self, Session};
use crate::{Actor, password, person};

/// What the person puts into their phone.
#[derive(Clone, Debug)]
pub struct Offer {
    /// To be typed.
    pub secret: Secret,
    /// To be read as a picture: an `otpauth` address.
    pub address: String,
}

/// Why nothing is offered.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds, or its sentence says it")]
pub enum BeginError {
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// One in use is changed only by who has it.
    #[error(transparent)]
    Unproved(#[from] Unproved),
    #[error("seal a secret")]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(BeginError { Invalid, Unproved, Storage; Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

/// Draws a secret. The password is asked again: a session left open enrols nobody's phone.
///
/// # Errors
/// When the password is wrong, or another phone is in use and gave no code on this session.
pub async fn begin(
    database: &Database,
    vault: &Vault,
    actor: &Actor,
    session: &Session,
    password: String,
) -> Result<Offer, BeginError> {
    // Only the platform reads a password's hash.
    let system = Caller::system(session.county, &session.name, actor.caller().path());
    let mut tx = database.begin_read(&system).await?;
    let hash = session::store::credential_of(&mut tx, session.person).await?.map(|credential| credential.password_hash);
    drop(tx);
    let mut faults = Invalid::default();
    faults.check(password::matches(password, hash).await, "password", "PASSWORD_WRONG", "密码不正确");
    faults.into_result()?;

    let mut tx = database.begin(actor.caller()).await?;
    if actor.proof() != Proof::NotEnrolled {
        require(&mut tx, actor).await?;
    }
    let secret = Secret::draw(vault)?;
    let sealed = vault.seal(&place(session.county, session.person), secret.bytes())?;
    store::offer(&mut tx, session.person, &sealed).await?;
    let login = person::find_many(&mut tx, &[session.person.0]).await?.pop().map(|person| person.login);
    tx.audit(Entry::new("second_factor.begin", "person", session.person.0).of(session.department));
    tx.commit().await?;
    let address = address(&secret, &format!("{}:{}", session.county, login.unwrap_or_default()));
    Ok(Offer { secret, address })
}

/// The address that every authenticator reads.
fn address(secret: &Secret, account: &str) -> String {
    let issuer = escaped("矩阵");
    format!(
        "otpauth://totp/{issuer}:{}?secret={}&issuer={issuer}&algorithm=SHA1&digits=6&period=30",
        escaped(account),
        secret.text()
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            // Writing to a string cannot fail.
            other => drop(write!(out, "%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::address;
    use crate::second_factor::Secret;

    #[test]
    fn the_address_names_issuer_and_account_and_says_what_apps_assume() {
        let secret = Secret::parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        assert_eq!(
            address(&secret, "411325:health.editor"),
            "otpauth://totp/%E7%9F%A9%E9%98%B5:411325%3Ahealth.editor?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=%E7%9F%A9%E9%98%B5&algorithm=SHA1&digits=6&period=30"
        );
    }
}
