//! The menu of an account, and the articles a button may open.

use content::RevisionId;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::{Menu, store};
use crate::{AccountId, account};

/// An article that is published on the account.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Piece {
    /// The platform's id of it.
    pub id: String,
    pub revision: RevisionId,
    pub live_at: Option<OffsetDateTime>,
}

/// Why there is none to be seen.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum FindError {
    #[error("the account does not exist")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(FindError { Refused, Storage; NotFound => NotFound, "NO_ACCOUNT", "账号不存在" });

/// The menu of an account; one that is none of WeChat has an empty one.
///
/// # Errors
/// When the actor may not read accounts, or there is no such account.
pub async fn find(tx: &mut TenantTx, actor: &Actor, id: AccountId) -> Result<Menu, FindError> {
    actor.require(Action::AccountRead, Scope::Any)?;
    account::store::find(tx, id).await?.ok_or(FindError::NotFound)?;
    Ok(store::find(tx, id).await?.unwrap_or_else(|| Menu::none(id)))
}

/// The newest articles of an account that a button may open: those that went out alone, or first in their message.
///
/// # Errors
/// When the actor may not read accounts.
pub async fn pieces(tx: &mut TenantTx, actor: &Actor, id: AccountId) -> Result<Vec<Piece>, FindError> {
    actor.require(Action::AccountRead, Scope::Any)?;
    Ok(store::pieces(tx, id).await?)
}
