//! Passwords: argon2id hashes, and the rules a new one must meet (settings; GB/T 22239 practice).

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use platform::settings::Setting;
use platform::{Invalid, Storage, TenantTx};

/// Fewest characters.
pub const MIN_LENGTH: Setting<usize> = Setting { key: "password.min_length", default: 8 };
/// Fewest of the four classes: lower case, upper case, digits, others.
pub const CLASSES: Setting<usize> = Setting { key: "password.classes", default: 3 };
/// Days after which it must be changed.
pub const MAX_AGE_DAYS: Setting<i64> = Setting { key: "password.max_age_days", default: 90 };

/// A password cannot be hashed or a stored hash not read.
#[derive(Debug, thiserror::Error)]
#[error("hash a password: {0}")]
pub struct HashError(String);

impl platform::Refusal for HashError {
    fn code(&self) -> platform::Code {
        platform::Code::Internal
    }
    fn reason(&self) -> &'static str {
        "HASH"
    }
    fn message(&self) -> String {
        "系统繁忙，请稍后重试".to_owned()
    }
}

/// Hashes a password (argon2id, default cost), off the async threads.
///
/// # Errors
/// When the system gives no randomness.
pub async fn hash(password: String) -> Result<String, HashError> {
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
    });
    hashed.await.map_err(|error| HashError(error.to_string()))?.map_err(|error| HashError(error.to_string()))
}

/// True when the password is the one hashed. With no hash (an unknown login) it takes as long and is false.
pub async fn matches(password: String, hash: Option<String>) -> bool {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$R6WYXBnJsDqQEMSvuO8mTtyIoYyVZOXdH0bM8zBCjEk";
    let verified = tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let parsed = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY));
        parsed.is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()) && known
    });
    verified.await.unwrap_or(false)
}

/// Checks a new password against the county's rules; faults go to `field`.
///
/// # Errors
/// When the settings cannot be read.
pub async fn check(tx: &mut TenantTx, password: &str, field: &str, invalid: &mut Invalid) -> Result<(), Storage> {
    let least = MIN_LENGTH.get(tx).await?;
    let classes = CLASSES.get(tx).await?;
    invalid.check(least <= password.chars().count(), field, "PASSWORD_TOO_SHORT", format!("密码至少 {least} 位"));
    invalid.check(password.len() <= 256, field, "PASSWORD_TOO_LONG", "密码过长");
    invalid.check(
        classes <= count_classes(password),
        field,
        "PASSWORD_TOO_SIMPLE",
        format!("密码须含大写、小写、数字、符号中的 {classes} 类"),
    );
    Ok(())
}

fn count_classes(password: &str) -> usize {
    let classes: [fn(char) -> bool; 4] =
        [|c| c.is_lowercase(), |c| c.is_uppercase(), |c| c.is_ascii_digit(), |c| !c.is_alphanumeric()];
    classes.iter().filter(|class| password.chars().any(**class)).count()
}

#[cfg(test)]
mod tests {
    use super::{count_classes, hash, matches};

    #[tokio::test]
    async fn only_the_same_password_matches() {
        let hashed = hash("Neixiang-2026".to_owned()).await.unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(matches("Neixiang-2026".to_owned(), Some(hashed.clone())).await);
        assert!(!matches("Neixiang-2025".to_owned(), Some(hashed)).await);
        assert!(!matches("anything".to_owned(), None).await);
    }

    #[test]
    fn classes_are_counted() {
        assert_eq!(count_classes("abc"), 1);
        assert_eq!(count_classes("Abc-1"), 4);
    }
}
