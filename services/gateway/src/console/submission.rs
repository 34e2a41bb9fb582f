//! 报送 and 采用: what departments hand in, and what the desk makes of it.

mod input;
mod loaders;
mod types;

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Object};
use content::SourceList;
use content::adoption::{self, NewReprint};
use content::submission::{self, Filter};
use platform::page::Cursor;
use time::{Date, OffsetDateTime};

use super::article::{Article, ArticleKind};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

use input::SubmissionInput;
pub(super) use loaders::add;
pub(super) use types::Submission;
use types::{AdoptionMode, SubmissionState};

/// A reprint as the desk notes it
#[derive(InputObject)]
struct ReprintInput {
    outlet_name: String,
    /// national, province, city or local
    list: String,
    url: String,
    reprinted_on: Date,
}

impl TryFrom<ReprintInput> for NewReprint {
    type Error = ApiError;
    fn try_from(input: ReprintInput) -> ApiResult<Self> {
        let unknown = |_| ApiError::field("list", "UNKNOWN_LIST", "媒体级别为国家、省、市或县");
        let list: SourceList = input.list.parse().map_err(unknown)?;
        Ok(Self { outlet_name: input.outlet_name, list, url: input.url, reprinted_on: input.reprinted_on })
    }
}

/// What to list; what is absent does not narrow
#[derive(InputObject, Default)]
struct SubmissionFilter {
    department_id: Option<ID>,
    state: Option<SubmissionState>,
    kind: Option<ArticleKind>,
    /// Words that all stand in the title, the text or the note, or the receipt's number
    search: Option<String>,
    /// Handed in at this moment or later
    since: Option<OffsetDateTime>,
    /// Handed in before this moment
    until: Option<OffsetDateTime>,
}

impl TryFrom<SubmissionFilter> for Filter {
    type Error = ApiError;
    fn try_from(filter: SubmissionFilter) -> ApiResult<Self> {
        Ok(Self {
            department: filter.department_id.as_ref().map(parse_id).transpose()?,
            state: filter.state.map(Into::into),
            kind: filter.kind.map(Into::into),
            search: filter.search,
            since: filter.since,
            until: filter.until,
        })
    }
}

#[derive(Default)]
pub(super) struct SubmissionsQuery;

#[Object]
impl SubmissionsQuery {
    /// The caller's department's, or the county's for its desk, the latest first
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn submissions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter: Option<SubmissionFilter>,
    ) -> ApiResult<Connection<String, Submission>> {
        let paging = Paging::read(first, after.as_deref())?;
        let filter: Filter = filter.unwrap_or_default().try_into()?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = submission::list(&mut tx, &actor, &filter, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.submitted_at, id: row.id.0 }, Submission))
    }

    async fn submission(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<Submission>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(submission::get(&mut tx, &actor, parse_id(&id)?).await?.map(Submission))
    }
}

#[derive(Default)]
pub(super) struct SubmissionsMutation;

#[Object]
impl SubmissionsMutation {
    /// Hands a text, or an article of the department, to the county desk; the answer holds the receipt
    async fn send_submission(&self, ctx: &Context<'_>, input: SubmissionInput) -> ApiResult<Submission> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = submission::send(&mut tx, &actor, input.try_into()?).await?;
        tx.commit().await?;
        Ok(Submission(row))
    }

    /// Answers the desk and hands in anew; without a text, what was handed in stands
    async fn answer_submission(
        &self,
        ctx: &Context<'_>,
        id: ID,
        answer: String,
        input: Option<SubmissionInput>,
    ) -> ApiResult<Submission> {
        let text = input.map(TryInto::try_into).transpose()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = submission::answer(&mut tx, &actor, parse_id(&id)?, &answer, text).await?;
        tx.commit().await?;
        Ok(Submission(row))
    }

    /// Takes a submission back before the desk has decided
    async fn recall_submission(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Submission> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = submission::recall(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Submission(row))
    }

    /// Gives a submission back with a question
    async fn ask_submission(&self, ctx: &Context<'_>, id: ID, question: String) -> ApiResult<Submission> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = submission::ask(&mut tx, &actor, parse_id(&id)?, &question).await?;
        tx.commit().await?;
        Ok(Submission(row))
    }

    async fn decline_submission(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<Submission> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = submission::decline(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(Submission(row))
    }

    /// Takes a submission: it becomes a draft of the desk, whose writers its writers stay. Taking it again is the same article
    async fn adopt_submission(&self, ctx: &Context<'_>, id: ID, mode: AdoptionMode) -> ApiResult<Article> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let (_, article) = adoption::adopt(&mut tx, &actor, parse_id(&id)?, mode.into()).await?;
        tx.commit().await?;
        Ok(article.into())
    }

    /// Notes that a medium beyond the county carried an adopted submission; the same address counts once
    async fn note_reprint(&self, ctx: &Context<'_>, id: ID, input: ReprintInput) -> ApiResult<Submission> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = adoption::note_reprint(&mut tx, &actor, parse_id(&id)?, input.try_into()?).await?;
        tx.commit().await?;
        Ok(Submission(row))
    }
}
