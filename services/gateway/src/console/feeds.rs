//! 订阅源: feeds of listed sources, and where what they bring goes.

mod loaders;
mod types;

use async_graphql::{Context, ID, InputObject, Object};
use content::feed::{self, NewFeed, NewRoute};

use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

pub(super) use loaders::{FeedOf, Feeds, GroupOf, Groups, add};
pub(super) use types::source;
use types::{Feed, FeedRoute};

/// Which department is offered what comes through
#[derive(InputObject)]
struct FeedRouteInput {
    /// Absent: whatever the feed
    feed_id: Option<ID>,
    department_id: ID,
    /// One of these must stand in title or text; none: everything is offered
    words: Vec<String>,
    /// None of these may
    without: Vec<String>,
}

#[derive(Default)]
pub(super) struct FeedsQuery;

#[Object]
impl FeedsQuery {
    /// Every feed of the county, by its name
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn feeds(&self, ctx: &Context<'_>) -> ApiResult<Vec<Feed>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(feed::list(&mut tx, &actor).await?.into_iter().map(Feed).collect())
    }

    /// Which departments are offered what feeds bring
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn feed_routes(&self, ctx: &Context<'_>) -> ApiResult<Vec<FeedRoute>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(feed::routes(&mut tx, &actor).await?.into_iter().map(FeedRoute).collect())
    }
}

#[derive(Default)]
pub(super) struct FeedsMutation;

#[Object]
impl FeedsMutation {
    /// A feed of a source in force, asked at once and then every so many minutes
    async fn add_feed(
        &self,
        ctx: &Context<'_>,
        source_id: ID,
        name: String,
        url: String,
        every_minutes: i32,
    ) -> ApiResult<Feed> {
        let new = NewFeed { source: parse_id(&source_id)?, name, url, every_minutes };
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = feed::add(&mut tx, &actor, new).await?;
        tx.commit().await?;
        Ok(Feed(row))
    }

    async fn edit_feed(
        &self,
        ctx: &Context<'_>,
        id: ID,
        name: String,
        url: String,
        every_minutes: i32,
    ) -> ApiResult<Feed> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = feed::edit(&mut tx, &actor, parse_id(&id)?, &name, &url, every_minutes).await?;
        tx.commit().await?;
        Ok(Feed(row))
    }

    /// It is not asked until it is resumed; what came through it stays
    async fn pause_feed(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Feed> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = feed::pause(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Feed(row))
    }

    async fn resume_feed(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Feed> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = feed::resume(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Feed(row))
    }

    /// Has it asked now instead of at its time
    async fn ask_feed(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Feed> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = feed::ask_now(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Feed(row))
    }

    /// In the place of the route there was from the same feed to the same department
    async fn set_feed_route(&self, ctx: &Context<'_>, input: FeedRouteInput) -> ApiResult<FeedRoute> {
        let new = NewRoute {
            feed: input.feed_id.as_ref().map(parse_id).transpose()?,
            department: parse_id(&input.department_id)?,
            words: input.words,
            without: input.without,
        };
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = feed::set_route(&mut tx, &actor, new).await?;
        tx.commit().await?;
        Ok(FeedRoute(row))
    }

    /// What was offered stays offered
    async fn remove_feed_route(&self, ctx: &Context<'_>, id: ID) -> ApiResult<FeedRoute> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = feed::remove_route(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(FeedRoute(row))
    }
}
