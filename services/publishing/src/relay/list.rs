//! Tasks for lists and pages; row security narrows what is seen of each.

use content::ArticleId;
use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Copy, Draw, Look, Task, Text, store};
use crate::account::{self, Account, AccountState};
use crate::{DrawId, RelayId};

/// Why nothing is listed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum ListError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ListError { Refused, Storage });

/// Tasks, the latest ordered first; `open` keeps those of which something is still asked of accounts that the actor sees, or those of
/// which nothing is.
///
/// # Errors
/// When the actor may not read relay tasks.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    open: Option<bool>,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Task>, ListError> {
    actor.require(Action::RelayRead, Scope::Any)?;
    let rows = store::list(tx, open, after, i64::from(first) + 1).await?;
    Ok(Page::cut(rows, first))
}

/// One task.
///
/// # Errors
/// When the actor may not read relay tasks.
pub async fn get(tx: &mut TenantTx, actor: &Actor, id: RelayId) -> Result<Option<Task>, ListError> {
    actor.require(Action::RelayRead, Scope::Any)?;
    Ok(store::by_ids(tx, &[id]).await?.pop())
}

/// The active accounts, for who names those that are to carry a piece.
///
/// # Errors
/// When the actor may not order relays.
pub async fn accounts(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Account>, ListError> {
    actor.require(Action::RelayOrder, Scope::County)?;
    let mut accounts = account::list(tx).await?;
    accounts.retain(|account| account.state == AccountState::Active);
    Ok(accounts)
}

/// What these tasks carry.
///
/// # Errors
/// When the database fails.
pub async fn texts_of(tx: &mut TenantTx, tasks: &[RelayId]) -> Result<Vec<(RelayId, Text)>, Storage> {
    store::texts(tx, tasks).await
}

/// The draws of these tasks, the latest first; the county's desk alone sees any.
///
/// # Errors
/// When the database fails.
pub async fn draws_of(tx: &mut TenantTx, tasks: &[RelayId]) -> Result<Vec<Draw>, Storage> {
    store::draw::of_tasks(tx, tasks).await
}

/// The tasks that carry these pieces, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Task>, Storage> {
    store::of_articles(tx, articles).await
}

/// The parts of accounts in these tasks that the caller sees, by task, department and account.
///
/// # Errors
/// When the database fails.
pub async fn copies_of(tx: &mut TenantTx, tasks: &[RelayId]) -> Result<Vec<Copy>, Storage> {
    store::copy::of_tasks(tx, tasks).await
}

/// What was found at these draws.
///
/// # Errors
/// When the database fails.
pub async fn looks_of(tx: &mut TenantTx, draws: &[DrawId]) -> Result<Vec<Look>, Storage> {
    store::draw::looks_of(tx, draws).await
}
