//! Give a province or city leave to look.

use platform::audit::Entry;
use platform::{CountyId, Invalid, Storage, TenantTx};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::store;
use crate::{Action, Actor, Refused, Scope, region};

/// What to grant.
#[derive(Debug)]
pub struct NewGrant {
    /// Who may look.
    pub grantee: CountyId,
    /// At what: `figures`, `released`, `findings`.
    pub scopes: Vec<String>,
    /// Why; 4 to 200 characters.
    pub reason: String,
    /// Until when; at most three years.
    pub ends_at: OffsetDateTime,
}

/// Why it cannot be given.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum GiveError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(GiveError { Refused, Invalid, Storage });

/// Gives it, from now on.
///
/// # Errors
/// When the actor may not, or a field is wrong.
pub async fn give(tx: &mut TenantTx, actor: &Actor, new: NewGrant) -> Result<Uuid, GiveError> {
    actor.require(Action::GrantManage, Scope::County)?;
    let mut invalid = Invalid::default();
    let known = ["figures", "released", "findings"];
    let scopes_ok = !new.scopes.is_empty() && new.scopes.iter().all(|scope| known.contains(&scope.as_str()));
    invalid.check(scopes_ok, "scopes", "SCOPES", "请选择授权范围");
    invalid.check(
        (4..=200).contains(&new.reason.trim().chars().count()),
        "reason",
        "REASON_LENGTH",
        "请写明理由，4 至 200 字",
    );
    let until_ok = tx.now() < new.ends_at && new.ends_at < tx.now() + Duration::days(3 * 366);
    invalid.check(until_ok, "endsAt", "END", "截止时间须在三年之内");
    let grantee = region::find(tx, new.grantee).await?;
    let above = grantee.is_some_and(|region| region.level != "county" && region.code != actor.county());
    invalid.check(above, "granteeCode", "GRANTEE", "只能授权给上级地区");
    invalid.into_result()?;
    let id = tx.new_id();
    store::insert(tx, id, &new).await?;
    tx.audit(
        Entry::new("grant.give", "oversight_grant", id)
            .with("grantee", new.grantee)
            .with("scopes", &new.scopes)
            .with("reason", &new.reason),
    );
    Ok(id)
}
