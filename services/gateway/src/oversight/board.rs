//! 看板: counties, accounts and warnings of those who granted a look.

use async_graphql::{Context, ID, Json, Object, SimpleObject, Subscription};
use futures_util::Stream;
use futures_util::StreamExt as _;
use oversight::board::{self, BoardError};
use oversight::{fold, indicator};
use platform::Clock;
use tenancy::{Action, Actor, Scope};
use time::{Date, OffsetDateTime};
use tokio::sync::broadcast::error::RecvError;

use super::types::{Level, Region, Regions};
use crate::api_error::{ApiError, ApiResult};
use crate::bell::Rung;
use crate::request::{self, Request};

/// One day of a county
#[derive(SimpleObject)]
pub(super) struct DayFigure {
    day: Date,
    released: i64,
    inquiries_received: i64,
    inquiries_answered: i64,
}

/// A county's last thirty days
#[derive(SimpleObject)]
pub(super) struct CountyRow {
    county: Region,
    accounts: i64,
    active_accounts: i64,
    released30: i64,
    inquiries_received30: i64,
    inquiries_answered30: i64,
    /// From 0 to 1; null where nothing was answered
    answered_in_time_rate: Option<f64>,
    worst: Level,
    breaches: i64,
    warnings: i64,
    /// Thirty days, oldest first
    trend: Vec<DayFigure>,
}

/// An account's place, ranked on compliance; people are never ranked
#[derive(SimpleObject)]
pub(super) struct AccountStanding {
    county: Region,
    account_id: ID,
    account_name: String,
    channel: String,
    rank: i32,
    level: Level,
    days_since_update: Option<i64>,
    released30: i64,
    last_live_at: Option<OffsetDateTime>,
}

/// Where an account or a department stands on an indicator
#[derive(SimpleObject)]
pub(super) struct Standing {
    county: Region,
    indicator: String,
    indicator_name: String,
    version: i32,
    owner_kind: String,
    owner_name: String,
    level: Level,
    value: i64,
    detail: String,
    computed_at: OffsetDateTime,
}

/// 指标
#[derive(SimpleObject)]
pub(super) struct Indicator {
    id: String,
    version: i32,
    name: String,
    name_en: String,
    basis: String,
    effective_from: Date,
    /// The value from which each level holds
    thresholds: Json<indicator::Levels>,
}

/// 看板
#[derive(SimpleObject)]
pub(super) struct Board {
    computed_at: OffsetDateTime,
    counties: Vec<CountyRow>,
    /// What is not met, the worst first
    standings: Vec<Standing>,
    /// The best kept first
    accounts: Vec<AccountStanding>,
}

#[derive(Default)]
pub(super) struct BoardQuery;

#[Object]
impl BoardQuery {
    /// Each reading is recorded with every county that granted it
    async fn board(&self, ctx: &Context<'_>) -> ApiResult<Board> {
        let request = request::of(ctx)?;
        request.require_token_scope("board:read")?;
        load(request, request.actor()?).await
    }

    async fn indicators(&self, ctx: &Context<'_>) -> ApiResult<Vec<Indicator>> {
        let request = request::of(ctx)?;
        request.actor()?.require(Action::BoardRead, Scope::Any)?;
        let indicators = indicator::in_force(request.today()).map_err(BoardError::Indicator)?;
        Ok(indicators
            .into_iter()
            .map(|row| Indicator {
                id: row.id,
                version: row.version,
                name: row.name,
                name_en: row.name_en,
                basis: row.basis,
                effective_from: row.effective_from,
                thresholds: Json(row.levels),
            })
            .collect())
    }
}

#[derive(Default)]
pub(super) struct BoardSubscription;

#[Subscription]
impl BoardSubscription {
    /// The board, and again whenever figures were folded
    async fn board(&self, ctx: &Context<'_>) -> Result<impl Stream<Item = ApiResult<Board>>, ApiError> {
        let request = request::of(ctx)?.clone();
        request.require_token_scope("board:read")?;
        let actor = request.actor()?.clone();
        actor.require(Action::BoardRead, Scope::Any)?;
        Ok(folded(&request).then(move |()| {
            let (request, actor) = (request.clone(), actor.clone());
            async move { load(&request, &actor).await }
        }))
    }
}

/// Yields at the start, and after figures of any county were folded; which of them are shown, the grants in force then decide.
fn folded(request: &Request) -> impl Stream<Item = ()> + Send + use<> {
    let rings = request.services().bell.listen();
    futures_util::stream::unfold((rings, true), |(mut rings, first)| async move {
        if first {
            return Some(((), (rings, false)));
        }
        loop {
            match rings.recv().await {
                Ok(Rung::Changed(ring)) if ring.kind != fold::FIGURES_CHANGED => {}
                Ok(_) | Err(RecvError::Lagged(_)) => return Some(((), (rings, false))),
                Err(RecvError::Closed) => return None,
            }
        }
    })
}

/// A reading that writes: its use of each grant is recorded with it.
async fn load(request: &Request, actor: &Actor) -> ApiResult<Board> {
    let mut tx = request.services().database.begin(actor.caller()).await?;
    let board = board::board(&mut tx, actor).await?;
    let regions = Regions(tenancy::region::list(&mut tx).await?);
    let names = indicator::in_force(Clock::day_of(tx.now())).map_err(BoardError::Indicator)?;
    tx.commit().await?;
    let counties = board.counties.into_iter().map(|row| county(row, &regions)).collect::<ApiResult<_>>()?;
    let accounts = board.accounts.into_iter().map(|row| account(row, &regions)).collect::<ApiResult<_>>()?;
    let standings = board.standings.into_iter().map(|row| standing(row, &regions, &names)).collect::<ApiResult<_>>()?;
    Ok(Board { computed_at: board.computed_at, counties, standings, accounts })
}

fn county(row: board::CountyRow, regions: &Regions) -> ApiResult<CountyRow> {
    let day = |day: board::DayFigure| DayFigure {
        day: day.day,
        released: day.released,
        inquiries_received: day.inquiries_received,
        inquiries_answered: day.inquiries_answered,
    };
    Ok(CountyRow {
        county: regions.name(row.county)?,
        accounts: row.accounts,
        active_accounts: row.active_accounts,
        released30: row.released,
        inquiries_received30: row.inquiries_received,
        inquiries_answered30: row.inquiries_answered,
        answered_in_time_rate: row.answered_in_time,
        worst: row.worst.into(),
        breaches: row.breaches,
        warnings: row.warnings,
        trend: row.trend.into_iter().map(day).collect(),
    })
}

fn account(row: board::AccountStanding, regions: &Regions) -> ApiResult<AccountStanding> {
    Ok(AccountStanding {
        county: regions.name(row.county)?,
        account_id: row.account.into(),
        account_name: row.name,
        channel: row.channel,
        rank: row.rank,
        level: row.level.into(),
        days_since_update: Some(row.days_since_update),
        released30: row.released,
        last_live_at: row.last_live_at,
    })
}

fn standing(row: board::Standing, regions: &Regions, names: &[indicator::Indicator]) -> ApiResult<Standing> {
    let name = names.iter().find(|indicator| indicator.id == row.indicator).map(|indicator| indicator.name.clone());
    Ok(Standing {
        county: regions.name(row.county)?,
        indicator_name: name.ok_or_else(ApiError::not_found)?,
        indicator: row.indicator,
        version: row.version,
        owner_kind: row.owner_kind,
        owner_name: row.owner_name,
        level: row.level.into(),
        value: row.value,
        detail: row.detail,
        computed_at: row.computed_at,
    })
}
