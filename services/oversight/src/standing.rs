//! Compute where accounts and departments stand on the indicators in force.

mod store;

use std::collections::HashMap;

use interaction::inquiry;
use platform::audit::Entry;
use platform::{Clock, Storage, TenantTx};
use publishing::account::{self, Account, AccountState};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::indicator::{self, Indicator, IndicatorError, Level, Measure};

pub(crate) use store::{is_old, last_live};

/// Why standings could not be computed.
#[derive(Debug, thiserror::Error)]
pub enum StandingError {
    /// An indicator cannot be read.
    #[error(transparent)]
    Indicator(#[from] IndicatorError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

/// One owner's value, before it is judged.
struct Measured {
    owner_kind: &'static str,
    owner: Uuid,
    name: String,
    channel: Option<&'static str>,
    value: i64,
    detail: String,
}

/// Computes every standing of the county anew; a change of level goes on the trail.
///
/// # Errors
/// When the database fails or an indicator cannot be read.
pub async fn recompute(tx: &mut TenantTx) -> Result<(), StandingError> {
    let today = Clock::day_of(tx.now());
    let accounts = account::list(tx).await?;
    let active = accounts.iter().filter(|account| account.state == AccountState::Active).count();
    store::set_gauge(tx, today, "account.total", accounts.len()).await?;
    store::set_gauge(tx, today, "account.active", active).await?;
    let before = store::levels(tx).await?;
    for indicator in indicator::in_force(today)? {
        let measured = match indicator.measure {
            Measure::DaysSinceUpdate => updates(tx, &accounts).await?,
            Measure::WorkingDaysPastDue => answers(tx).await?,
        };
        for measured in measured {
            judge(tx, &indicator, measured, &before).await?;
        }
    }
    store::drop_older(tx).await?;
    Ok(())
}

async fn judge(
    tx: &mut TenantTx,
    indicator: &Indicator,
    measured: Measured,
    before: &HashMap<(String, Uuid), Level>,
) -> Result<(), Storage> {
    let level = indicator.level(measured.value);
    let was = before.get(&(indicator.id.clone(), measured.owner)).copied().unwrap_or(Level::Met);
    if was != level {
        tx.audit(
            Entry::new("indicator.level", measured.owner_kind, measured.owner)
                .with("indicator", &indicator.id)
                .with("version", indicator.version)
                .with("from", was.as_str())
                .with("to", level.as_str())
                .with("value", measured.value),
        );
    }
    store::put(tx, indicator, &measured, level).await
}

/// Days since each active account last published, or since its filing where it never did.
async fn updates(tx: &mut TenantTx, accounts: &[Account]) -> Result<Vec<Measured>, Storage> {
    let now = tx.now();
    let counties = [tx.county().0];
    let live: HashMap<Uuid, OffsetDateTime> =
        last_live(tx, &counties).await?.into_iter().map(|(_, account, at)| (account, at)).collect();
    let measured = accounts.iter().filter(|account| account.state == AccountState::Active).map(|account| {
        let last = live.get(&account.id.0).map(|at| Clock::day_of(*at));
        let since = last.or(account.filing.as_ref().map(|filing| filing.filed_on));
        let value = since.map_or(0, |since| (Clock::day_of(now) - since).whole_days());
        let detail = match last {
            Some(day) => format!("最近更新于{day}"),
            None => "备案以来没有更新".to_owned(),
        };
        Measured {
            owner_kind: "account",
            owner: account.id.0,
            name: account.name.clone(),
            channel: Some(account.channel.as_str()),
            value,
            detail,
        }
    });
    Ok(measured.collect())
}

/// For each department the citizen who waits longest; what no department has yet is the county's desk's.
async fn answers(tx: &mut TenantTx) -> Result<Vec<Measured>, Storage> {
    let dues = inquiry::open_dues(tx).await?;
    let departments = tenancy::region::departments(tx).await?;
    let measured = dues.into_iter().map(|(department, due, past)| {
        let name =
            department.and_then(|id| departments.iter().find(|known| known.id == id)).map(|known| known.name.clone());
        Measured {
            owner_kind: if department.is_some() { "department" } else { "county" },
            owner: department.map_or(Uuid::nil(), |id| id.0),
            name: name.unwrap_or_else(|| "留言受理台".to_owned()),
            channel: None,
            value: i64::from(past),
            detail: format!("最早一件应于{due}前答复"),
        }
    });
    Ok(measured.collect())
}
