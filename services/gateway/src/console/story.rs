//! 滚动报道: stories, and the pieces that are part of them.

mod loaders;
mod types;

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, Object};
use content::story;
use platform::page::Cursor;

use crate::api_error::ApiResult;
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

pub(super) use loaders::{StoriesOf, StoriesOfArticle, add};
pub(super) use types::Story;

#[derive(Default)]
pub(super) struct StoriesQuery;

#[Object]
impl StoriesQuery {
    /// Stories, the latest opened first; only those that are open, or only those that are closed, if asked
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn stories(
        &self,
        ctx: &Context<'_>,
        open: Option<bool>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<Connection<String, Story>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = story::list(&mut tx, &actor, open, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.opened_at, id: row.id.0 }, Story))
    }

    async fn story(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<Story>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(story::get(&mut tx, &actor, parse_id(&id)?).await?.map(Story))
    }
}

#[derive(Default)]
pub(super) struct StoriesMutation;

#[Object]
impl StoriesMutation {
    async fn open_story(&self, ctx: &Context<'_>, title: String, summary: String) -> ApiResult<Story> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = story::open(&mut tx, &actor, &title, &summary).await?;
        tx.commit().await?;
        Ok(Story(row))
    }

    async fn edit_story(&self, ctx: &Context<'_>, id: ID, title: String, summary: String) -> ApiResult<Story> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = story::edit(&mut tx, &actor, parse_id(&id)?, &title, &summary).await?;
        tx.commit().await?;
        Ok(Story(row))
    }

    /// Its page stays; nothing joins it any more
    async fn close_story(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Story> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = story::close(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Story(row))
    }

    async fn reopen_story(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Story> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = story::reopen(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Story(row))
    }

    /// Puts a piece into a story: its department's people may, and the desk
    async fn join_story(&self, ctx: &Context<'_>, id: ID, article_id: ID) -> ApiResult<Story> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = story::join(&mut tx, &actor, parse_id(&id)?, parse_id(&article_id)?).await?;
        tx.commit().await?;
        Ok(Story(row))
    }

    async fn leave_story(&self, ctx: &Context<'_>, id: ID, article_id: ID) -> ApiResult<Story> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = story::leave(&mut tx, &actor, parse_id(&id)?, parse_id(&article_id)?).await?;
        tx.commit().await?;
        Ok(Story(row))
    }
}
