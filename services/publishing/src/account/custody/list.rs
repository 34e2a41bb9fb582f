//! Who asked to see credentials, and what became of it.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::{Request, store};
use crate::AccountId;

/// The longest list.
const LIMIT: i64 = 50;

/// The requests of these accounts, the latest first; none for who neither asks nor allows.
///
/// # Errors
/// When the database fails.
pub async fn of_accounts(tx: &mut TenantTx, actor: &Actor, accounts: &[AccountId]) -> Result<Vec<Request>, Storage> {
    let sees = [Action::AccountManage, Action::CredentialAllow].iter().any(|action| actor.may(*action, Scope::County));
    if sees { store::of_accounts(tx, accounts, LIMIT).await } else { Ok(Vec::new()) }
}

/// Those that wait for the caller to allow or refuse: of others, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Request>, Storage> {
    if !actor.may(Action::CredentialAllow, Scope::County) {
        return Ok(Vec::new());
    }
    let mut waiting = store::waiting(tx, LIMIT).await?;
    waiting.retain(|request| Some(request.asked_by) != actor.person());
    Ok(waiting)
}
