//! 看板: what a province sees of the counties that granted it a look. Accounts are ranked on compliance, people never.

mod accounts;
mod counties;
mod store;

use platform::{Clock, CountyId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope, grant};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::indicator::{IndicatorError, Level};

/// Days that the board looks back.
pub const DAYS: i64 = 30;

/// The whole board.
#[derive(Clone, Debug)]
pub struct Board {
    /// When the newest standing on it was computed; now, where there is none.
    pub computed_at: OffsetDateTime,
    /// Granted counties, by code.
    pub counties: Vec<CountyRow>,
    /// Standings that are not met, the worst first.
    pub standings: Vec<Standing>,
    /// Accounts, the best kept first.
    pub accounts: Vec<AccountStanding>,
}

/// A county's figures of the last thirty days.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is its name")]
pub struct CountyRow {
    pub county: CountyId,
    pub accounts: i64,
    pub active_accounts: i64,
    pub released: i64,
    pub inquiries_received: i64,
    pub inquiries_answered: i64,
    /// Share of the answers that came in time; none where there was none.
    pub answered_in_time: Option<f64>,
    pub worst: Level,
    pub breaches: i64,
    pub warnings: i64,
    /// One a day, oldest first, days with nothing with them.
    pub trend: Vec<DayFigure>,
}

/// One day of a county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is its name")]
pub struct DayFigure {
    pub day: Date,
    pub released: i64,
    pub inquiries_received: i64,
    pub inquiries_answered: i64,
}

/// An account's place.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is its name")]
pub struct AccountStanding {
    pub county: CountyId,
    pub account: Uuid,
    pub name: String,
    pub channel: String,
    pub rank: i32,
    pub level: Level,
    pub days_since_update: i64,
    pub released: i64,
    pub last_live_at: Option<OffsetDateTime>,
}

/// Where an account or a department stands on an indicator.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is its name")]
pub struct Standing {
    pub county: CountyId,
    pub indicator: String,
    pub version: i32,
    pub owner_kind: String,
    pub owner: Uuid,
    pub owner_name: String,
    pub channel: Option<String>,
    pub level: Level,
    pub value: i64,
    pub detail: String,
    pub computed_at: OffsetDateTime,
}

/// Why there is no board.
#[derive(Debug, thiserror::Error)]
pub enum BoardError {
    /// The roles do not read it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// An indicator cannot be read.
    #[error(transparent)]
    Indicator(#[from] IndicatorError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(BoardError { Refused, Storage; Indicator => Internal, "INDICATOR", "系统繁忙，请稍后重试" });

/// Reads the board. Its use is recorded with every county that granted it, so the transaction must be one that writes.
///
/// # Errors
/// When the actor does not oversee.
pub async fn board(tx: &mut TenantTx, actor: &Actor) -> Result<Board, BoardError> {
    actor.require(Action::BoardRead, Scope::Any)?;
    grant::record_use(tx, "board").await?;
    let counties = granted(tx, "figures").await?;
    let today = Clock::day_of(tx.now());
    let since = today - Duration::days(DAYS - 1);
    let figures = store::figures(tx, &counties, since).await?;
    let mut standings = store::standings(tx, &counties).await?;
    let released = store::released_by_account(tx, &counties, since).await?;
    let live = crate::standing::last_live(tx, &counties).await?;
    let computed_at = standings.iter().map(|standing| standing.computed_at).max().unwrap_or(tx.now());
    let rows = counties.iter().map(|county| counties::row(*county, today, &figures, &standings)).collect();
    let accounts = accounts::rank(&standings, &released, &live);
    standings.retain(|standing| standing.level != Level::Met);
    standings.sort_by(|a, b| b.level.cmp(&a.level).then(b.value.cmp(&a.value)).then(a.owner.cmp(&b.owner)));
    Ok(Board { computed_at, counties: rows, standings, accounts })
}

/// The counties whose grant of this scope is in force, by code.
///
/// # Errors
/// When the database fails.
pub async fn granted(tx: &mut TenantTx, scope: &str) -> Result<Vec<i32>, Storage> {
    let grants = grant::in_force(tx).await?;
    let mut codes: Vec<i32> = grants
        .into_iter()
        .filter(|grant| grant.scopes.iter().any(|held| held == scope))
        .map(|grant| grant.county.0)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    Ok(codes)
}
