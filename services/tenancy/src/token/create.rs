//! Make a token.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{Invalid, Storage, TenantTx};
use time::Duration;

use super::{ApiToken, SCOPES, store};
use crate::session::Token;
use crate::{Action, Actor, Refused, Scope};

/// Why it cannot be made.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum CreateTokenError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("make a token")]
    Random(#[from] VaultError),
    #[error("only a person holds tokens")]
    NoPerson,
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(CreateTokenError { Refused, Invalid, Storage;
    Random => Internal, "RANDOM", "系统繁忙，请稍后重试";
    NoPerson => Forbidden, "NO_PERSON", "只有个人可以持有令牌" });

/// Makes a token of 1 to 365 days; the text is returned once and never again.
///
/// # Errors
/// When the actor may not, or a field is wrong.
pub async fn create(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    name: &str,
    scopes: Vec<String>,
    days: i64,
) -> Result<(String, ApiToken), CreateTokenError> {
    actor.require(Action::TokenManage, Scope::County)?;
    let person = actor.person().ok_or(CreateTokenError::NoPerson)?;
    let mut invalid = Invalid::default();
    invalid.check((1..=40).contains(&name.trim().chars().count()), "name", "NAME_LENGTH", "名称为 1 至 40 字");
    let scopes_ok = !scopes.is_empty() && scopes.iter().all(|scope| SCOPES.contains(&scope.as_str()));
    invalid.check(scopes_ok, "scopes", "SCOPES", "请选择用途");
    invalid.check((1..=365).contains(&days), "days", "DAYS", "有效期为 1 至 365 天");
    invalid.into_result()?;
    let id = tx.new_id();
    let token = Token { county: tx.county(), id, secret: URL_SAFE_NO_PAD.encode(vault.random::<32>()?) };
    let (created_at, expires_at) = (tx.now(), tx.now() + Duration::days(days));
    let row = ApiToken { id, name: name.trim().to_owned(), scopes, created_at, expires_at, revoked_at: None };
    store::insert(tx, person, &token, &row).await?;
    tx.audit(Entry::new("token.create", "api_token", id).with("scopes", &row.scopes).with("days", days));
    Ok((token.text(), row))
}
