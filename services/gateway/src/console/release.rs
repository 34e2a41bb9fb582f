//! 发布, as staff see it.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Object};
use publishing::release;
use time::{Date, OffsetDateTime};

use super::account::Account;
use super::article::Article;
use super::article_loaders::{Articles, Revisions};
use super::calendar::{Embargo, embargo_of};
use super::outlets::{DeliveriesOf, DeliveriesOfRelease, Delivery};
use super::preview::Channel;
use super::read_backs::ReadBack;
use super::release_history::TargetChange;
use super::release_loaders::{
    Accounts, Companions, Histories, HistoryOf, MessageOf, ReadBacks, ReadBacksOf, ReleasesOf, ReleasesOfArticle,
    TakedownsOf, TakedownsOfRelease, TargetsOf, TargetsOfRelease, Tasks, TasksOf,
};
use super::release_tasks::ReleaseTask;
use super::review::{ReviewCase, case_of_revision};
use super::takedowns::Takedowns;
use super::types::{Department, Person, department, loaded, person};
use crate::api_error::{ApiError, ApiResult};

/// Where a target stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::release::TargetState")]
pub enum TargetState {
    Planned,
    Sending,
    Accepted,
    /// The account's administrator has not confirmed it on their phone yet
    Confirming,
    Live,
    Failed,
    Unconfirmed,
    Missed,
    Withdrawn,
    /// A person pastes it there and enters its address
    ByHand,
}

/// How a target goes out on its account
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::release::Way")]
pub enum ReleaseWay {
    /// It stands where people find it
    Publish,
    /// It is pushed to followers
    Mass,
}

/// A release on one account
pub(super) struct ReleaseTarget(pub(super) release::Target);

#[Object]
impl ReleaseTarget {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn release_id(&self) -> ID {
        self.0.release.0.into()
    }
    /// Of the revision that goes there
    async fn title(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let loader = ctx.data_unchecked::<DataLoader<Revisions>>();
        let row = loader.load_one(self.0.revision).await.map_err(|error| loaded(&error))?;
        row.map(|revision| revision.title).ok_or_else(ApiError::not_found)
    }
    async fn account(&self, ctx: &Context<'_>) -> ApiResult<Account> {
        let loader = ctx.data_unchecked::<DataLoader<Accounts>>();
        let row = loader.load_one(self.0.account).await.map_err(|error| loaded(&error))?;
        row.map(Account).ok_or_else(ApiError::not_found)
    }
    async fn channel(&self) -> Channel {
        self.0.channel.into()
    }
    async fn way(&self) -> ReleaseWay {
        self.0.way.into()
    }
    async fn state(&self) -> TargetState {
        self.0.state.into()
    }
    /// Until when the account's administrator can confirm a push; past it the platform drops it
    async fn confirm_by(&self) -> Option<OffsetDateTime> {
        self.0.confirm_by
    }
    async fn state_at(&self) -> OffsetDateTime {
        self.0.state_at
    }
    async fn scheduled_at(&self) -> OffsetDateTime {
        self.0.scheduled_at
    }
    /// Where the public reads it
    async fn external_url(&self) -> Option<&str> {
        self.0.external_url.as_deref()
    }
    /// Stable reason of a failure or doubt, such as `WECHAT_53503` or `ANSWER_LOST`
    async fn error_code(&self) -> Option<&str> {
        self.0.error_code.as_deref()
    }
    async fn error_text(&self) -> Option<&str> {
        self.0.error_text.as_deref()
    }
    /// Its place among those of the same WeChat message
    async fn place(&self) -> i32 {
        self.0.place
    }
    /// What goes out in the same WeChat message, in its order, this among it; nothing where it goes alone
    async fn message(&self, ctx: &Context<'_>) -> ApiResult<Vec<MessagePart>> {
        let loader = ctx.data_unchecked::<DataLoader<Companions>>();
        let carrier = MessageOf(self.0.carrier.unwrap_or(self.0.id));
        let rows = loader.load_one(carrier).await.map_err(|error| loaded(&error))?.unwrap_or_default();
        Ok(if rows.len() < 2 { Vec::new() } else { rows.into_iter().map(MessagePart).collect() })
    }
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }
    async fn live_at(&self) -> Option<OffsetDateTime> {
        self.0.live_at
    }
    /// The looks at what is live, the latest first
    #[graphql(complexity = "5 * child_complexity")]
    async fn read_backs(&self, ctx: &Context<'_>) -> ApiResult<Vec<ReadBack>> {
        let loader = ctx.data_unchecked::<DataLoader<ReadBacks>>();
        let rows = loader.load_one(ReadBacksOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(ReadBack).collect())
    }
    /// Every change of it, the first first
    #[graphql(complexity = "10 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> ApiResult<Vec<TargetChange>> {
        let loader = ctx.data_unchecked::<DataLoader<Histories>>();
        let rows = loader.load_one(HistoryOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(TargetChange).collect())
    }
}

/// A piece of a WeChat message of several
pub(super) struct MessagePart(release::Target);

#[Object]
impl MessagePart {
    async fn release_id(&self) -> ID {
        self.0.release.0.into()
    }
    async fn place(&self) -> i32 {
        self.0.place
    }
    async fn state(&self) -> TargetState {
        self.0.state.into()
    }
    async fn title(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let loader = ctx.data_unchecked::<DataLoader<Revisions>>();
        let row = loader.load_one(self.0.revision).await.map_err(|error| loaded(&error))?;
        row.map(|revision| revision.title).ok_or_else(ApiError::not_found)
    }
}

/// 发布
pub(super) struct Release(pub(super) release::Release);

#[Object]
impl Release {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn article(&self, ctx: &Context<'_>) -> ApiResult<Article> {
        let loader = ctx.data_unchecked::<DataLoader<Articles>>();
        let row = loader.load_one(self.0.article).await.map_err(|error| loaded(&error))?;
        row.map(Article::from).ok_or_else(ApiError::not_found)
    }
    async fn revision_id(&self) -> ID {
        self.0.revision.0.into()
    }
    /// The review in which the revision was approved, where the caller reads reviews
    async fn review_case(&self, ctx: &Context<'_>) -> ApiResult<Option<ReviewCase>> {
        case_of_revision(ctx, self.0.revision).await
    }
    /// Of the revision that is released
    async fn title(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let loader = ctx.data_unchecked::<DataLoader<Revisions>>();
        let row = loader.load_one(self.0.revision).await.map_err(|error| loaded(&error))?;
        row.map(|revision| revision.title).ok_or_else(ApiError::not_found)
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
    async fn scheduled_at(&self) -> OffsetDateTime {
        self.0.scheduled_at
    }
    /// When every target must be live; past it an alarm is raised
    async fn whole_by(&self) -> OffsetDateTime {
        self.0.whole_by
    }
    async fn alarmed_at(&self) -> Option<OffsetDateTime> {
        self.0.alarmed_at
    }
    async fn created_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.created_by.0).await
    }
    async fn created_at(&self) -> OffsetDateTime {
        self.0.created_at
    }
    async fn withdrawn_at(&self) -> Option<OffsetDateTime> {
        self.0.withdrawn_at
    }
    /// What the public reads where it stood
    async fn withdrawal_reason(&self) -> Option<&str> {
        self.0.withdrawal_reason.as_deref()
    }
    /// `error`, `merged`, `notice`, `expired` or `taken_back`
    async fn withdrawal_kind(&self) -> Option<&str> {
        self.0.withdrawal_kind.as_deref()
    }
    /// The piece that says it now
    async fn merged_into_id(&self) -> Option<ID> {
        self.0.merged_into.map(|article| article.0.into())
    }
    /// What a platform lets only a person do of it, the oldest first
    async fn tasks(&self, ctx: &Context<'_>) -> ApiResult<Vec<ReleaseTask>> {
        let loader = ctx.data_unchecked::<DataLoader<Tasks>>();
        let rows = loader.load_one(TasksOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(ReleaseTask).collect())
    }
    /// Where its platforms limit how many pieces they take down a day: what is left of today
    #[graphql(complexity = "2 * child_complexity")]
    async fn takedowns(&self, ctx: &Context<'_>) -> ApiResult<Vec<Takedowns>> {
        let loader = ctx.data_unchecked::<DataLoader<TakedownsOfRelease>>();
        let rows = loader.load_one(TakedownsOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(Takedowns).collect())
    }
    /// When it goes down by itself
    async fn expires_at(&self) -> Option<OffsetDateTime> {
        self.0.expires_at
    }
    /// What the public then reads
    async fn expiry_reason(&self) -> Option<&str> {
        self.0.expiry_reason.as_deref()
    }
    /// The day by which somebody looks whether it still holds
    async fn review_on(&self) -> Option<Date> {
        self.0.review_on
    }
    /// Until when its piece goes out nowhere
    async fn embargo(&self, ctx: &Context<'_>) -> ApiResult<Option<Embargo>> {
        embargo_of(ctx, self.0.article).await
    }
    async fn targets(&self, ctx: &Context<'_>) -> ApiResult<Vec<ReleaseTarget>> {
        let loader = ctx.data_unchecked::<DataLoader<TargetsOfRelease>>();
        let rows = loader.load_one(TargetsOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(ReleaseTarget).collect())
    }
    /// To media outlets
    async fn deliveries(&self, ctx: &Context<'_>) -> ApiResult<Vec<Delivery>> {
        let loader = ctx.data_unchecked::<DataLoader<DeliveriesOfRelease>>();
        let rows = loader.load_one(DeliveriesOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(Delivery).collect())
    }
}

/// The releases of a piece, through the loader.
pub(super) async fn of_article(ctx: &Context<'_>, article: content::ArticleId) -> ApiResult<Vec<Release>> {
    let loader = ctx.data_unchecked::<DataLoader<ReleasesOfArticle>>();
    let rows = loader.load_one(ReleasesOf(article)).await.map_err(|error| loaded(&error))?;
    Ok(rows.unwrap_or_default().into_iter().map(Release).collect())
}
