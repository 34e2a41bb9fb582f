//! A feed and a route, as staff see them.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use content::feed;
use time::OffsetDateTime;

use super::loaders::{FeedOf, Feeds};
use crate::api_error::{ApiError, ApiResult};
use crate::console::article_loaders::Sources;
use crate::console::sources::Source;
use crate::console::types::{Department, department, loaded};

/// Whether a feed is asked
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::feed::FeedState")]
pub enum FeedState {
    Active,
    Paused,
}

/// What is wrong with a feed, or was with its last answer
#[derive(SimpleObject)]
struct FeedTrouble {
    /// Stable, such as `TOO_LARGE`
    code: &'static str,
    message: String,
    message_en: String,
    /// Whether nothing of the answer could be used
    failure: bool,
}

/// 订阅源
pub(in crate::console) struct Feed(pub(in crate::console) feed::Feed);

#[Object]
impl Feed {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    async fn url(&self) -> &str {
        &self.0.url
    }
    async fn source(&self, ctx: &Context<'_>) -> ApiResult<Source> {
        source(ctx, self.0.source).await
    }
    async fn state(&self) -> FeedState {
        self.0.state.into()
    }
    async fn every_minutes(&self) -> i32 {
        self.0.every_minutes
    }
    /// When it was last asked
    async fn asked_at(&self) -> Option<OffsetDateTime> {
        self.0.asked_at
    }
    /// When it last answered with what could be read, or that nothing is new
    async fn answered_at(&self) -> Option<OffsetDateTime> {
        self.0.answered_at
    }
    /// When it is asked next, while it is active
    async fn next_at(&self) -> OffsetDateTime {
        self.0.next_at
    }
    async fn trouble(&self) -> Option<FeedTrouble> {
        let trouble = self.0.trouble?;
        let (message, message_en) = trouble.words();
        Some(FeedTrouble { code: trouble.kind.as_str(), message, message_en, failure: trouble.is_failure() })
    }
    async fn added_at(&self) -> OffsetDateTime {
        self.0.added_at
    }
}

/// Which department is offered what comes through
pub(in crate::console) struct FeedRoute(pub(in crate::console) feed::Route);

#[Object]
impl FeedRoute {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    /// None: whatever the feed
    async fn feed(&self, ctx: &Context<'_>) -> ApiResult<Option<Feed>> {
        let Some(id) = self.0.feed else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Feeds>>();
        Ok(loader.load_one(FeedOf(id)).await.map_err(|error| loaded(&error))?.map(Feed))
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
    /// One of these must stand in title or text; none: everything is offered
    async fn words(&self) -> &[String] {
        &self.0.words
    }
    /// None of these may
    async fn without(&self) -> &[String] {
        &self.0.without
    }
}

/// A source by id, through the loader.
pub(in crate::console) async fn source(ctx: &Context<'_>, id: content::SourceId) -> ApiResult<Source> {
    let loader = ctx.data_unchecked::<DataLoader<Sources>>();
    let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
    row.map(Source).ok_or_else(ApiError::not_found)
}
