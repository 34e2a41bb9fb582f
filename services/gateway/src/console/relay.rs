//! 转载任务 (C22): what the county's desk or a region above ordered, how far each account is, and what a look at some of them found.

mod draw;
mod input;
mod loaders;
mod sheet;
mod task;
mod work;

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, Object};
use platform::page::Cursor;
use publishing::relay::{self, NewTask, What};
use tenancy::{Action, Scope};
use time::Date;

use self::draw::{RelayDraw, RelayFound};
use self::input::{RelayElsewhereInput, RelayPreset, RelayPresetInput, RelayTermsInput};
use self::task::{RelayAccount, RelayLine, RelayTask};
use super::article::Article;
use super::files::Download;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay as paged};
use crate::request;

pub(super) use loaders::add;
pub(super) use work::work;

#[derive(Default)]
pub(super) struct RelayQuery;

#[Object]
impl RelayQuery {
    /// Tasks, the latest ordered first; only those of which something is still asked of accounts the caller sees, or only the others
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn relay_tasks(
        &self,
        ctx: &Context<'_>,
        open: Option<bool>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<Connection<String, RelayTask>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = relay::list(&mut tx, &actor, open, paging.after, paging.first).await?;
        Ok(paged(page, paging, |row| Cursor { at: row.ordered_at, id: row.id.0 }, RelayTask))
    }

    async fn relay_task(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<RelayTask>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(relay::get(&mut tx, &actor, parse_id(&id)?).await?.map(RelayTask))
    }

    /// The coverage of a task by account as a workbook
    #[graphql(complexity = "100 + child_complexity")]
    async fn relay_task_file(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Download> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.read().await?;
        let task = relay::get(&mut tx, &actor, parse_id(&id)?).await?.ok_or_else(ApiError::not_found)?;
        let standings = relay::coverage(&mut tx, &[task.id]).await?;
        let site = request.services().config.server.public_url.as_str();
        let bytes = sheet::written(&sheet::coverage(&standings, site, tx.county()))?;
        Ok(Download::xlsx(format!("转载情况-{}.xlsx", platform::Clock::day_of(task.ordered_at)), &bytes))
    }

    /// What departments carried of what was ordered from a day to another, both counted; who owes most first
    #[graphql(complexity = "100 + child_complexity")]
    async fn relay_ledger(&self, ctx: &Context<'_>, from: Date, until: Date) -> ApiResult<Vec<RelayLine>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(relay::ledger(&mut tx, &actor, from, until).await?.into_iter().map(RelayLine).collect())
    }

    /// The same as a workbook
    #[graphql(complexity = "100 + child_complexity")]
    async fn relay_ledger_file(&self, ctx: &Context<'_>, from: Date, until: Date) -> ApiResult<Download> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let lines = relay::ledger(&mut tx, &actor, from, until).await?;
        Ok(Download::xlsx(format!("转载台账-{from}-{until}.xlsx"), &sheet::written(&sheet::ledger(&lines))?))
    }

    /// The active accounts that a task can name, for who orders them
    #[graphql(complexity = "10 * child_complexity")]
    async fn relay_accounts(&self, ctx: &Context<'_>) -> ApiResult<Vec<RelayAccount>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(relay::accounts(&mut tx, &actor).await?.into_iter().map(RelayAccount).collect())
    }

    /// What the county presets for its tasks
    async fn relay_preset(&self, ctx: &Context<'_>) -> ApiResult<RelayPreset> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::RelayRead, Scope::Any)?;
        Ok(relay::PRESET.get(&mut tx).await?.into())
    }
}

#[derive(Default)]
pub(super) struct RelayMutation;

#[Object]
impl RelayMutation {
    /// Orders that a released piece of the county is carried: every account concerned has it ready to be taken from now on
    async fn order_relay(&self, ctx: &Context<'_>, article_id: ID, terms: RelayTermsInput) -> ApiResult<RelayTask> {
        let what = What::Ours(parse_id(&article_id)?);
        ordered(ctx, terms.of(what)?).await
    }

    /// The same of a piece that stands elsewhere
    async fn order_relay_elsewhere(
        &self,
        ctx: &Context<'_>,
        piece: RelayElsewhereInput,
        terms: RelayTermsInput,
    ) -> ApiResult<RelayTask> {
        let what = What::Elsewhere(piece.try_into()?);
        ordered(ctx, terms.of(what)?).await
    }

    /// Takes a task up for the caller's department: gives its draft, the same one when asked again
    async fn take_relay(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Article> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = relay::take(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// Says for an account that it will not carry the piece, and why
    async fn decline_relay(&self, ctx: &Context<'_>, id: ID, account_id: ID, reason: String) -> ApiResult<RelayTask> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let id = parse_id(&id)?;
        relay::decline(&mut tx, &actor, id, parse_id(&account_id)?, &reason).await?;
        let row = relay::get(&mut tx, &actor, id).await?.ok_or_else(ApiError::not_found)?;
        tx.commit().await?;
        Ok(RelayTask(row))
    }

    /// Asks again for what was declined
    async fn insist_on_relay(&self, ctx: &Context<'_>, id: ID, account_id: ID, reason: String) -> ApiResult<RelayTask> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let id = parse_id(&id)?;
        relay::insist(&mut tx, &actor, id, parse_id(&account_id)?, &reason).await?;
        let row = relay::get(&mut tx, &actor, id).await?.ok_or_else(ApiError::not_found)?;
        tx.commit().await?;
        Ok(RelayTask(row))
    }

    /// What is out stays out, nothing more is asked of anyone
    async fn recall_relay(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<RelayTask> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = relay::recall(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(RelayTask(row))
    }

    /// Draws some of what is out for a look; the server draws, and records who asked it to
    async fn draw_relay(&self, ctx: &Context<'_>, id: ID) -> ApiResult<RelayDraw> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = relay::draw(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(RelayDraw(row))
    }

    /// Records what a look at an account that was drawn found, once
    async fn record_relay_look(
        &self,
        ctx: &Context<'_>,
        draw_id: ID,
        account_id: ID,
        found: RelayFound,
        note: String,
    ) -> ApiResult<bool> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        relay::look(&mut tx, &actor, parse_id(&draw_id)?, parse_id(&account_id)?, (found.into(), &note)).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Sets what holds for tasks from now on
    async fn set_relay_preset(&self, ctx: &Context<'_>, input: RelayPresetInput) -> ApiResult<RelayPreset> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let preset = relay::set_preset(&mut tx, &actor, input.into()).await?;
        tx.commit().await?;
        Ok(preset.into())
    }
}

async fn ordered(ctx: &Context<'_>, new: NewTask) -> ApiResult<RelayTask> {
    let request = request::of(ctx)?;
    let (mut tx, actor) = request.write().await?;
    let site = request.services().config.server.public_url.as_str();
    let row = relay::order(&mut tx, &actor, site, new).await?;
    tx.commit().await?;
    Ok(RelayTask(row))
}
