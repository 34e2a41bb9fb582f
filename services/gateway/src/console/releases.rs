//! Releases: the board, one, and what is done with them.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Object};
use platform::page::Cursor;
use publishing::release::{self, Bundle, Filter, Plan, PlanError, Resolution, Terms};
use time::{Date, OffsetDateTime};

use super::calendar::MoveInput;
use super::release::{Release, ReleaseTarget};
use super::release_history::WithdrawalKind;
use crate::api_error::ApiResult;
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

/// How long a release stands
#[derive(InputObject)]
struct TermsInput {
    /// When it goes down by itself, with the reason the public then reads
    expires_at: Option<OffsetDateTime>,
    expiry_reason: Option<String>,
    /// The day by which somebody looks whether it still holds
    review_on: Option<Date>,
}

impl From<TermsInput> for Terms {
    fn from(input: TermsInput) -> Self {
        let TermsInput { expires_at, expiry_reason, review_on } = input;
        Self { expires_at, expiry_reason, review_on }
    }
}

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
    /// Everything is checked first: the approval, the accounts, the calendar, and what each channel would refuse. `despite` passes
    /// windows, blocked days and the lead; never an embargo
    #[expect(clippy::too_many_arguments, reason = "these are the contract's arguments")]
    async fn plan_release(
        &self,
        ctx: &Context<'_>,
        article_id: ID,
        account_ids: Vec<ID>,
        scheduled_at: OffsetDateTime,
        #[graphql(default)] despite: bool,
        terms: Option<TermsInput>,
        #[graphql(desc = "Those of the accounts on which it is pushed to followers")] push_to: Option<Vec<ID>>,
    ) -> ApiResult<Release> {
        let pushed = push_to.unwrap_or_default().iter().map(parse_id).collect::<ApiResult<_>>()?;
        let accounts = account_ids.iter().map(parse_id).collect::<ApiResult<_>>()?;
        let terms = terms.map(Terms::from).unwrap_or_default();
        let plan = Plan { terms, despite, pushed, ..Plan::at(parse_id(&article_id)?, accounts, scheduled_at) };
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

    /// Several approved pieces in one message of a WeChat account, in this order: a release each, which go out together
    async fn bundle_pieces(
        &self,
        ctx: &Context<'_>,
        account_id: ID,
        article_ids: Vec<ID>,
        #[graphql(desc = "Pushed to followers, or only published")] pushed: bool,
        scheduled_at: OffsetDateTime,
    ) -> ApiResult<Vec<Release>> {
        let articles = article_ids.iter().map(parse_id).collect::<ApiResult<_>>()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let checkers = &request::of(ctx)?.services().checkers;
        let bundle = Bundle { account: parse_id(&account_id)?, articles, pushed, scheduled_at };
        if release::bundle_stopped(&mut tx, &actor, checkers, &bundle).await? {
            // What stops it is kept, for a person to decide on; nothing is planned.
            tx.commit().await?;
            return Err(PlanError::Stopped.into());
        }
        let rows = release::bundle(&mut tx, &actor, bundle).await?;
        tx.commit().await?;
        Ok(rows.into_iter().map(Release).collect())
    }

    /// Only while all of it still waits
    async fn reschedule_release(
        &self,
        ctx: &Context<'_>,
        id: ID,
        scheduled_at: OffsetDateTime,
        #[graphql(default)] despite: bool,
    ) -> ApiResult<Release> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = release::reschedule(&mut tx, &actor, parse_id(&id)?, scheduled_at, despite).await?;
        tx.commit().await?;
        Ok(Release(row))
    }

    /// All of them, or none
    #[graphql(complexity = "10 + 5 * child_complexity")]
    async fn reschedule_releases(
        &self,
        ctx: &Context<'_>,
        moves: Vec<MoveInput>,
        #[graphql(default)] despite: bool,
    ) -> ApiResult<Vec<Release>> {
        let moves = moves.iter().map(MoveInput::read).collect::<ApiResult<Vec<_>>>()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let rows = release::reschedule_all(&mut tx, &actor, &moves, despite).await?;
        tx.commit().await?;
        Ok(rows.into_iter().map(Release).collect())
    }

    /// Another end, or another day to look again; whoever looked sets the next
    async fn edit_release_terms(&self, ctx: &Context<'_>, id: ID, terms: TermsInput) -> ApiResult<Release> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = release::edit_terms(&mut tx, &actor, parse_id(&id)?, terms.into()).await?;
        tx.commit().await?;
        Ok(Release(row))
    }

    /// On every target; the reason is public, and where it was merged into another piece, the way there
    async fn withdraw_release(
        &self,
        ctx: &Context<'_>,
        id: ID,
        reason: String,
        #[graphql(default_with = "WithdrawalKind::Error")] kind: WithdrawalKind,
        merged_into_id: Option<ID>,
    ) -> ApiResult<Release> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let kind = kind.read(merged_into_id.as_ref())?;
        let row = release::withdraw(&mut tx, &actor, parse_id(&id)?, kind, &reason).await?;
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
