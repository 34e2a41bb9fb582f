//! What a target takes of its account's daily budgets: held from its claim until it is surely live or surely not.

use platform::{Clock, Storage, TenantTx};

use crate::account::AccountSettings;
use crate::quota::{self, Budget, Kind};
use crate::release::target::{self, Held};

/// Reserves what a send costs, once. False: the day's budget is spent, and nothing is held.
pub(crate) async fn take(tx: &mut TenantTx, held: &Held, settings: &AccountSettings) -> Result<bool, Storage> {
    let today = Clock::day_of(tx.now());
    if held.reserved_on == Some(today) {
        return Ok(true);
    }
    // One of another day is of no use any more.
    give_back(tx, held).await?;
    let (account, now) = (held.target.account, tx.now());
    if !quota::reserve(tx, Budget::at(account, Kind::Submit, now), settings.submits_per_day).await? {
        return Ok(false);
    }
    if let Some(allowed) = settings.pushes_per_day
        && !quota::reserve(tx, Budget::at(account, Kind::Push, now), allowed).await?
    {
        quota::give_back(tx, Budget::at(account, Kind::Submit, now)).await?;
        return Ok(false);
    }
    target::set_reserved(tx, held.target.id, Some(today), settings.pushes_per_day.is_some()).await?;
    Ok(true)
}

/// The platform took it: the reservation becomes use.
pub(crate) async fn consume(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    for budget in budgets(held) {
        quota::consume(tx, budget).await?;
    }
    target::set_reserved(tx, held.target.id, None, false).await
}

/// It surely was not sent: the reservation goes back.
pub(crate) async fn give_back(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    for budget in budgets(held) {
        quota::give_back(tx, budget).await?;
    }
    target::set_reserved(tx, held.target.id, None, false).await
}

fn budgets(held: &Held) -> impl Iterator<Item = Budget> + use<> {
    let (account, push) = (held.target.account, held.reserved_push);
    let kinds = [Kind::Submit, Kind::Push].into_iter().filter(move |kind| push || *kind != Kind::Push);
    held.reserved_on.into_iter().flat_map(move |day| kinds.clone().map(move |kind| Budget { account, kind, day }))
}
