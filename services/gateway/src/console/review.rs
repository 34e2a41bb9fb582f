//! 审核: cases, and what reviewers do with them.

mod bulk;
mod case;
mod comment;
mod debt;
mod finding;
mod loaders;
mod numbers;
mod print;
mod step;
mod stuck;
mod words;

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, Object};
use platform::page::Cursor;
use tenancy::{Action, Scope};

use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

pub(super) use bulk::BulkMutation;
pub(super) use case::{ReviewCase, case_of_revision, latest_case};
pub(super) use comment::{CommentMutation, ReviewComment, comments_on_draft};
pub(super) use finding::{AcceptedFinding, Finding, Severity};
pub(super) use loaders::{OpenComments, OpenOn, add};
pub(super) use numbers::NumbersQuery;
pub(super) use print::PrintMutation;
pub(super) use stuck::StuckReview;
pub(super) use words::Gate;
use words::{CaseState, Decision, Settlement, Verdict};

#[derive(Default)]
pub(super) struct ReviewQuery;

#[Object]
impl ReviewQuery {
    /// Cases the caller sees, the newest first
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn review_cases(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        state: Option<CaseState>,
    ) -> ApiResult<Connection<String, ReviewCase>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = ::review::list(&mut tx, &actor, state.map(Into::into), paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.opened_at, id: row.id.0 }, ReviewCase))
    }

    async fn review_case(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<ReviewCase>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::ReviewRead, Scope::Any)?;
        Ok(::review::find(&mut tx, parse_id(&id)?).await?.map(ReviewCase))
    }
}

#[derive(Default)]
pub(super) struct ReviewMutation;

#[Object]
impl ReviewMutation {
    /// One person's word on one gate of one piece; the gate of secrecy has no other
    async fn give_verdict(
        &self,
        ctx: &Context<'_>,
        step_id: ID,
        gate: Gate,
        verdict: Verdict,
        reason: String,
    ) -> ApiResult<ReviewCase> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let step = parse_id(&step_id)?;
        let case = ::review::verdict(&mut tx, &actor, step, gate.into(), verdict.into(), &reason).await?;
        tx.commit().await?;
        Ok(ReviewCase(case))
    }

    /// Passes, returns or signs off the open step
    async fn decide_step(
        &self,
        ctx: &Context<'_>,
        step_id: ID,
        decision: Decision,
        reason: String,
    ) -> ApiResult<ReviewCase> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let case = ::review::decide(&mut tx, &actor, parse_id(&step_id)?, decision.into(), &reason).await?;
        tx.commit().await?;
        Ok(ReviewCase(case))
    }

    /// Lets what the checks found in a submitted version stand, for a reason that is kept and shown; not what may never stand, nor by
    /// a writer of the piece
    async fn accept_finding(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<Finding> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = ::review::findings::accept(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// A principal takes an emergency through the steps that are left, alone, for a reason; a second person must look afterwards
    async fn override_review(&self, ctx: &Context<'_>, case_id: ID, reason: String) -> ApiResult<ReviewCase> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let case = ::review::debt::take(&mut tx, &actor, parse_id(&case_id)?, &reason).await?;
        tx.commit().await?;
        Ok(ReviewCase(case))
    }

    /// The second person's word on what went out by override; an objection needs a reason
    async fn settle_override(
        &self,
        ctx: &Context<'_>,
        case_id: ID,
        settlement: Settlement,
        opinion: String,
    ) -> ApiResult<ReviewCase> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let (id, settlement) = (parse_id(&case_id)?, settlement.into());
        let case = ::review::debt::settle(&mut tx, &actor, id, settlement, &opinion).await?;
        tx.commit().await?;
        Ok(ReviewCase(case))
    }
}

/// A step or case the loader should have found.
fn missing() -> ApiError {
    ApiError::not_found()
}
