//! Releases: the board, one, and what is done with them.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, Object};
use platform::page::Cursor;
use publishing::release::{self, Filter, Plan, PlanError, Resolution};
use time::OffsetDateTime;

use super::release::{Release, ReleaseTarget};
use crate::api_error::ApiResult;
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

#[derive(Default)]
pub(super) struct ReleasesQuery;

#[Object]
impl ReleasesQuery {
    /// The latest time first; `from` is within, `until` is not
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn releases(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        from: Option<OffsetDateTime>,
        until: Option<OffsetDateTime>,
    ) -> ApiResult<Connection<String, Release>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = release::list(&mut tx, &actor, Filter { from, until }, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.scheduled_at, id: row.id.0 }, Release))
    }

    async fn release(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<Release>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let row = release::find(&mut tx, &actor, parse_id(&id)?).await?;
        Ok(row.map(Release))
    }
}

#[derive(Default)]
pub(super) struct ReleasesMutation;

#[Object]
impl ReleasesMutation {
    /// Everything is checked first: the approval, the accounts, and what each channel would refuse
    async fn plan_release(
        &self,
        ctx: &Context<'_>,
        article_id: ID,
        account_ids: Vec<ID>,
        scheduled_at: OffsetDateTime,
    ) -> ApiResult<Release> {
        let accounts = account_ids.iter().map(parse_id).collect::<ApiResult<_>>()?;
        let plan = Plan { article: parse_id(&article_id)?, accounts, scheduled_at };
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let checkers = &request::of(ctx)?.services().checkers;
        if release::look_again(&mut tx, &actor, checkers, plan.article).await? {
            // What stops it is kept, for a person to decide on; nothing is planned.
            tx.commit().await?;
            return Err(PlanError::Stopped.into());
        }
        let row = release::plan(&mut tx, &actor, plan).await?;
        tx.commit().await?;
        Ok(Release(row))
    }

    /// Only while all of it still waits
    async fn reschedule_release(&self, ctx: &Context<'_>, id: ID, scheduled_at: OffsetDateTime) -> ApiResult<Release> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = release::reschedule(&mut tx, &actor, parse_id(&id)?, scheduled_at).await?;
        tx.commit().await?;
        Ok(Release(row))
    }

    /// On every target; the reason is public
    async fn withdraw_release(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<Release> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = release::withdraw(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(Release(row))
    }

    /// A person settles a doubt: it is live (with its address) or it is not
    async fn resolve_target(
        &self,
        ctx: &Context<'_>,
        id: ID,
        live: bool,
        external_url: Option<String>,
        reason: String,
    ) -> ApiResult<ReleaseTarget> {
        let resolution = if live { Resolution::Live(external_url.unwrap_or_default()) } else { Resolution::NotLive };
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = release::resolve(&mut tx, &actor, parse_id(&id)?, resolution, &reason).await?;
        tx.commit().await?;
        Ok(ReleaseTarget(row))
    }

    /// What was missed goes out after all, now or at a time to come
    async fn send_missed_target(
        &self,
        ctx: &Context<'_>,
        id: ID,
        scheduled_at: OffsetDateTime,
    ) -> ApiResult<ReleaseTarget> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = release::send_missed(&mut tx, &actor, parse_id(&id)?, scheduled_at).await?;
        tx.commit().await?;
        Ok(ReleaseTarget(row))
    }
}
