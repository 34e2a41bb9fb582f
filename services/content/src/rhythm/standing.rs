//! Which columns and topics wait for a piece.

use platform::settings::Setting;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::{Freshness, Standing, store};

/// Days before it is stale from which a column or topic shows on the desk.
pub const WARN_DAYS: Setting<i64> = Setting { key: "coverage.warn_days", default: 2 };

/// Every rhythm with how it stands, the most pressing first: one statement.
///
/// # Errors
/// When the rows cannot be read.
pub async fn standings(tx: &mut TenantTx) -> Result<Vec<Standing>, Storage> {
    let mut rows = store::standings(tx).await?;
    rows.sort_by_key(Standing::due);
    Ok(rows)
}

/// What shows on the desk of who plans for the county: stale, or soon to be.
///
/// # Errors
/// When the rows cannot be read.
pub async fn alarms(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Standing>, Storage> {
    if !actor.may(Action::PlanManage, Scope::County) {
        return Ok(Vec::new());
    }
    let rows = standings(tx).await?;
    if rows.is_empty() {
        return Ok(rows);
    }
    let (now, warn) = (tx.now(), WARN_DAYS.get(tx).await?);
    Ok(rows.into_iter().filter(|row| row.freshness(now, warn) != Freshness::Fresh).collect())
}
