//! What was counted, for the pages.

use platform::{Clock, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, Duration};

use super::{Day, Piece, store};
use crate::{AccountId, TargetId};

/// Pieces of a list of the most read.
const MOST_READ: i64 = 10;

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum FiguresError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(FiguresError { Refused, Storage });

/// The days of an account that are known, of the last so many.
///
/// # Errors
/// When the actor may not read releases.
pub async fn days(tx: &mut TenantTx, actor: &Actor, account: AccountId, last: i64) -> Result<Vec<Day>, FiguresError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    let from = since(tx, last);
    Ok(store::days(tx, account, from).await?)
}

/// The pieces of an account that were read most in the last so many days.
///
/// # Errors
/// When the actor may not read releases.
pub async fn pieces(
    tx: &mut TenantTx,
    actor: &Actor,
    account: AccountId,
    last: i64,
) -> Result<Vec<Piece>, FiguresError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    let from = since(tx, last);
    Ok(store::pieces(tx, account, from, MOST_READ).await?)
}

/// How often each of these was read; nothing of one that was never counted.
///
/// # Errors
/// When the database fails.
pub async fn reads_of(tx: &mut TenantTx, targets: &[TargetId]) -> Result<Vec<(TargetId, i64)>, Storage> {
    store::reads_of(tx, targets).await
}

fn since(tx: &TenantTx, last: i64) -> Date {
    Clock::day_of(tx.now()) - Duration::days(last.clamp(1, 366))
}
