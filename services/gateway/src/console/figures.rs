//! 数据: what WeChat counted of an account and of the pieces on it.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, ID, Object, SimpleObject};
use publishing::account::{self, Capability};
use publishing::figures;
use publishing::reading::{self, Reading, What};
use time::Date;

use super::article_loaders::Revisions;
use super::types::loaded;
use super::wechat_comments::{WechatReading, target};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request;

/// A day of an account
#[derive(SimpleObject)]
struct FigureDay {
    day: Date,
    followers: i32,
    gained: i32,
    lost: i32,
    /// Of everything that was ever published on it
    reads: i32,
    shares: i32,
}

/// What was counted of a piece on its account
struct PieceFigure(figures::Piece);

#[Object]
impl PieceFigure {
    /// The release it went out by
    async fn release_id(&self, ctx: &Context<'_>) -> ApiResult<ID> {
        Ok(target(ctx, self.0.target).await?.release.0.into())
    }
    async fn title(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let revision = target(ctx, self.0.target).await?.revision;
        let loader = ctx.data_unchecked::<DataLoader<Revisions>>();
        let row = loader.load_one(revision).await.map_err(|error| loaded(&error))?;
        row.map(|revision| revision.title).ok_or_else(ApiError::not_found)
    }
    async fn reads(&self) -> i64 {
        self.0.reads
    }
    async fn shares(&self) -> i64 {
        self.0.shares
    }
    async fn favourites(&self) -> i64 {
        self.0.favourites
    }
}

/// The figures of an account over some days
struct AccountFigures {
    account: account::Account,
    reading: Option<Reading>,
    days: Vec<figures::Day>,
    pieces: Vec<figures::Piece>,
}

#[Object]
impl AccountFigures {
    /// How reading them goes
    async fn reading(&self) -> WechatReading {
        WechatReading::of(self.account.clone(), Capability::Figures, self.reading.clone())
    }
    /// Those that are known, the earliest first
    async fn days(&self) -> Vec<FigureDay> {
        let day = |row: &figures::Day| FigureDay {
            day: row.day,
            followers: row.followers,
            gained: row.gained,
            lost: row.lost,
            reads: row.reads,
            shares: row.shares,
        };
        self.days.iter().map(day).collect()
    }
    /// The ten that were read most
    async fn pieces(&self) -> Vec<PieceFigure> {
        self.pieces.iter().copied().map(PieceFigure).collect()
    }
}

#[derive(Default)]
pub(super) struct FiguresQuery;

#[Object]
impl FiguresQuery {
    /// What WeChat counted of an account in the last so many days
    #[graphql(complexity = "30 + 10 * child_complexity")]
    async fn account_figures(
        &self,
        ctx: &Context<'_>,
        account_id: ID,
        #[graphql(default = 30)] days: i32,
    ) -> ApiResult<Option<AccountFigures>> {
        let id = parse_id(&account_id)?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let Some(account) = account::by_ids(&mut tx, &[id]).await?.pop() else { return Ok(None) };
        let reading = reading::list(&mut tx, What::Figures).await?.into_iter().find(|row| row.account == id);
        let pieces = figures::pieces(&mut tx, &actor, id, days.into()).await?;
        let days = figures::days(&mut tx, &actor, id, days.into()).await?;
        Ok(Some(AccountFigures { account, reading, days, pieces }))
    }
}
