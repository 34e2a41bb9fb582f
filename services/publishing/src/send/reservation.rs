//! What a target takes of its account's budgets: held from its claim until it is surely live or surely not. A publication counts among the
//! day's submits, a push among the month's; both count among the day's pushes, where the county limits these.

use platform::{Clock, Storage, TenantTx};

use crate::account::AccountSettings;
use crate::quota::{self, Budget, Kind};
use crate::release::Way;
use crate::release::target::{self, Held, Reserved};

/// Reserves what a send costs, once. False: a budget is spent, and nothing is held.
pub(crate) async fn take(tx: &mut TenantTx, held: &Held, settings: &AccountSettings) -> Result<bool, Storage> {
    let today = Clock::day_of(tx.now());
    if held.reserved_on == Some(today) {
        return Ok(true);
    }
    // One of another day is of no use any more.
    give_back(tx, held).await?;
    let mass = held.target.way == Way::Mass;
    let wanted = [
        (Kind::Submit, Some(settings.submits_per_day).filter(|_| !mass)),
        (Kind::Push, settings.pushes_per_day),
        (Kind::PushMonth, settings.pushes_per_month.filter(|_| mass)),
    ];
    let wanted: Vec<(Kind, i32)> = wanted.into_iter().filter_map(|(kind, most)| Some((kind, most?))).collect();
    for (place, (kind, allowed)) in wanted.iter().enumerate() {
        let budget = Budget::on(held.target.account, *kind, today);
        if !quota::reserve(tx, budget, *allowed).await? {
            for (kind, _) in wanted.iter().take(place) {
                quota::give_back(tx, Budget::on(held.target.account, *kind, today)).await?;
            }
            return Ok(false);
        }
    }
    let has = |kind| wanted.iter().any(|(one, _)| *one == kind);
    let reserved = Reserved { on: Some(today), push: has(Kind::Push), month: has(Kind::PushMonth) };
    target::set_reserved(tx, held.target.id, reserved).await?;
    Ok(true)
}

/// The platform took it: the reservation becomes use.
pub(crate) async fn consume(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    for budget in budgets(held) {
        quota::consume(tx, budget).await?;
    }
    target::set_reserved(tx, held.target.id, Reserved::default()).await
}

/// It surely was not sent: the reservation goes back.
pub(crate) async fn give_back(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    for budget in budgets(held) {
        quota::give_back(tx, budget).await?;
    }
    target::set_reserved(tx, held.target.id, Reserved::default()).await
}

fn budgets(held: &Held) -> Vec<Budget> {
    let Some(day) = held.reserved_on else { return Vec::new() };
    let held_of = [
        (Kind::Submit, held.target.way == Way::Publish),
        (Kind::Push, held.reserved_push),
        (Kind::PushMonth, held.reserved_month),
    ];
    let of = |kind| Budget::on(held.target.account, kind, day);
    held_of.into_iter().filter(|(_, has)| *has).map(|(kind, _)| of(kind)).collect()
}
