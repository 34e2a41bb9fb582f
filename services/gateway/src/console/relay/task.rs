//! A task, its copies and the ledger, as staff see them.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Json, Object, SimpleObject};
use content::Block;
use publishing::relay::{self, Counts, Line, Standing};
use publishing::{account, publication};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::draw::RelayDraw;
use super::loaders::{CopiesOf, CopiesOfTask, DrawsOf, DrawsOfTask, TextOf, TextsOfTask};
use crate::api_error::{ApiError, ApiResult};
use crate::console::preview::Channel;
use crate::console::types::{Department, Person, department, loaded, person};
use crate::request;

/// How far an account is
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "relay::Stage")]
pub enum RelayStage {
    /// Nobody has taken it up
    Waiting,
    Drafted,
    InReview,
    /// It may be released
    Approved,
    Released,
    Declined,
}

/// How an account stands against its time
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "relay::Mark")]
pub enum RelayMark {
    Open,
    InTime,
    Late,
    Missing,
    Declined,
    Recalled,
}

/// An account that can be named to carry a piece
pub(super) struct RelayAccount(pub(super) account::Account);

#[Object]
impl RelayAccount {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    async fn channel(&self) -> Channel {
        self.0.channel.into()
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
}

/// How many accounts stand where
#[derive(SimpleObject)]
pub(super) struct RelayCounts {
    total: i32,
    waiting: i32,
    drafted: i32,
    in_review: i32,
    approved: i32,
    in_time: i32,
    late: i32,
    missing: i32,
    declined: i32,
}

impl From<Counts> for RelayCounts {
    fn from(counts: Counts) -> Self {
        let Counts { total, waiting, drafted, in_review, approved, in_time, late, missing, declined } = counts;
        Self { total, waiting, drafted, in_review, approved, in_time, late, missing, declined }
    }
}

/// 转载任务
pub(super) struct RelayTask(pub(super) relay::Task);

impl RelayTask {
    async fn standings(&self, ctx: &Context<'_>) -> ApiResult<Vec<Standing>> {
        let loader = ctx.data_unchecked::<DataLoader<CopiesOfTask>>();
        let rows = loader.load_one(CopiesOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default())
    }
}

#[Object]
impl RelayTask {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// The released piece of ours; none for what stands elsewhere
    async fn article_id(&self) -> Option<ID> {
        self.0.article.map(|id| id.0.into())
    }
    async fn source_name(&self) -> &str {
        &self.0.source_name
    }
    async fn source_url(&self) -> &str {
        &self.0.source_url
    }
    async fn source_author(&self) -> Option<&str> {
        self.0.source_author.as_deref()
    }
    async fn source_published_at(&self) -> Option<OffsetDateTime> {
        self.0.source_published_at
    }
    async fn source_licence(&self) -> Option<&str> {
        self.0.source_licence.as_deref()
    }
    /// What is asked of those who carry it
    async fn note(&self) -> &str {
        &self.0.note
    }
    /// Who ordered it: the county's desk, or a region above
    async fn issuer(&self) -> &str {
        &self.0.issuer
    }
    async fn from_above(&self) -> bool {
        self.0.region.is_some()
    }
    /// None for what came from above
    async fn ordered_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.ordered_by {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn ordered_at(&self) -> OffsetDateTime {
        self.0.ordered_at
    }
    async fn due_at(&self) -> OffsetDateTime {
        self.0.due_at
    }
    async fn recalled_at(&self) -> Option<OffsetDateTime> {
        self.0.recalled_at
    }
    async fn recalled_reason(&self) -> Option<&str> {
        self.0.recalled_reason.as_deref()
    }
    /// Of the accounts the caller sees: a department's people its own
    async fn counts(&self, ctx: &Context<'_>) -> ApiResult<RelayCounts> {
        Ok(Counts::of(&self.standings(ctx).await?).into())
    }
    /// By department and account
    async fn copies(&self, ctx: &Context<'_>) -> ApiResult<Vec<RelayCopy>> {
        Ok(self.standings(ctx).await?.into_iter().map(RelayCopy).collect())
    }
    /// What is carried, as blocks
    async fn blocks(&self, ctx: &Context<'_>) -> ApiResult<Json<Vec<Block>>> {
        let loader = ctx.data_unchecked::<DataLoader<TextsOfTask>>();
        let text = loader.load_one(TextOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(Json(text.ok_or_else(ApiError::not_found)?.blocks))
    }
    /// What was drawn of it, the latest first; for those who look after relays alone
    async fn draws(&self, ctx: &Context<'_>) -> ApiResult<Vec<RelayDraw>> {
        if !request::of(ctx)?.actor()?.may(Action::RelayLook, Scope::County) {
            return Ok(Vec::new());
        }
        let loader = ctx.data_unchecked::<DataLoader<DrawsOfTask>>();
        let rows = loader.load_one(DrawsOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(RelayDraw).collect())
    }
    /// Whether the caller's department has something of it to take up
    async fn may_take(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        let actor = request::of(ctx)?.actor()?;
        let Some(own) = actor.department() else { return Ok(false) };
        let may = self.0.recalled_at.is_none() && actor.may(Action::RelayCarry, Scope::Department(own));
        Ok(may && self.standings(ctx).await?.iter().any(|row| row.copy.department == own && row.copy.is_open()))
    }
    /// Whether the caller may recall it, or ask again for what was declined
    async fn may_manage(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(request::of(ctx)?.actor()?.may(Action::RelayOrder, Scope::County))
    }
    /// Whether the caller may draw of it and record what they see
    async fn may_look(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(request::of(ctx)?.actor()?.may(Action::RelayLook, Scope::County))
    }
}

/// An account's part of a task
pub(super) struct RelayCopy(Standing);

#[Object]
impl RelayCopy {
    async fn account_id(&self) -> ID {
        self.0.copy.account.0.into()
    }
    /// As it was called when it was ordered
    async fn account_name(&self) -> &str {
        &self.0.copy.account_name
    }
    async fn channel(&self) -> Channel {
        self.0.copy.channel.into()
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.copy.department.0).await
    }
    async fn stage(&self) -> RelayStage {
        self.0.stage.into()
    }
    async fn mark(&self) -> RelayMark {
        self.0.mark.into()
    }
    /// When it is asked to go out, so that accounts do not all speak at once
    async fn slot_at(&self) -> OffsetDateTime {
        self.0.copy.slot_at
    }
    /// The draft it was taken up as
    async fn article_id(&self) -> Option<ID> {
        self.0.copy.article.map(|id| id.0.into())
    }
    async fn declined_at(&self) -> Option<OffsetDateTime> {
        self.0.copy.declined_at
    }
    async fn decline_reason(&self) -> Option<&str> {
        self.0.copy.decline_reason.as_deref()
    }
    /// Why the desk asked again after it was declined
    async fn insist_reason(&self) -> Option<&str> {
        self.0.copy.insist_reason.as_deref()
    }
    async fn reminded_at(&self) -> Option<OffsetDateTime> {
        self.0.copy.reminded_at
    }
    async fn live_at(&self) -> Option<OffsetDateTime> {
        self.0.copy.live_at
    }
    /// Where the public reads it
    async fn url(&self, ctx: &Context<'_>) -> ApiResult<Option<String>> {
        let request = request::of(ctx)?;
        let site = request.services().config.server.public_url.as_str();
        Ok(address(&self.0, site, request.actor()?.county()))
    }
    /// Of what was released, SHA-256 in hex
    async fn digest(&self) -> Option<String> {
        self.0.copy.digest.map(|digest| digest.to_string())
    }
    /// It was out and was taken down since
    async fn taken_down(&self) -> bool {
        self.0.copy.taken_down
    }
    /// Whether the caller may decline it
    async fn may_decline(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        let actor = request::of(ctx)?.actor()?;
        let copy = &self.0.copy;
        Ok(copy.is_open() && actor.may(Action::RelayCarry, Scope::Department(copy.department)))
    }
}

/// Where the public reads a copy: what the platform said, or our own page of it.
pub(super) fn address(standing: &Standing, site: &str, county: platform::CountyId) -> Option<String> {
    let copy = &standing.copy;
    copy.live_at?;
    let own = matches!(copy.channel, account::Channel::Website | account::Channel::App);
    let page = || copy.article.filter(|_| own).map(|id| publication::address(site, county, id));
    copy.url.clone().or_else(page)
}

/// A department's line of the ledger
pub(super) struct RelayLine(pub(super) Line);

#[Object]
impl RelayLine {
    async fn department_id(&self) -> ID {
        self.0.department.0.into()
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
    /// Parts that were asked of its accounts
    async fn ordered(&self) -> i64 {
        self.0.ordered
    }
    async fn in_time(&self) -> i64 {
        self.0.in_time
    }
    async fn late(&self) -> i64 {
        self.0.late
    }
    async fn missing(&self) -> i64 {
        self.0.missing
    }
    async fn declined(&self) -> i64 {
        self.0.declined
    }
    /// Still has time
    async fn open(&self) -> i64 {
        self.0.open
    }
}
