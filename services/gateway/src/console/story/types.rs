//! A story, as staff see it.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, ID, Object};
use time::OffsetDateTime;

use super::loaders::{Counts, PieceCountOf, PiecesOf, PiecesOfStory};
use crate::api_error::ApiResult;
use crate::console::article::Article;
use crate::console::types::{Person, loaded, person};
use crate::request;

/// 滚动报道
pub(in crate::console) struct Story(pub(in crate::console) content::story::Story);

#[Object]
impl Story {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn title(&self) -> &str {
        &self.0.title
    }
    async fn summary(&self) -> &str {
        &self.0.summary
    }
    async fn opened_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.opened_by.0).await
    }
    async fn opened_at(&self) -> OffsetDateTime {
        self.0.opened_at
    }
    async fn closed_at(&self) -> Option<OffsetDateTime> {
        self.0.closed_at
    }
    /// All its pieces, with those the caller does not see yet
    async fn piece_count(&self, ctx: &Context<'_>) -> ApiResult<i64> {
        let loader = ctx.data_unchecked::<DataLoader<Counts>>();
        Ok(loader.load_one(PieceCountOf(self.0.id)).await.map_err(|error| loaded(&error))?.unwrap_or_default())
    }
    /// Its pieces that the caller sees: what is still on its way, then what is out, the newest first
    async fn pieces(&self, ctx: &Context<'_>) -> ApiResult<Vec<Article>> {
        let loader = ctx.data_unchecked::<DataLoader<PiecesOfStory>>();
        let rows = loader.load_one(PiecesOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(Article::from).collect())
    }
    /// Where readers find it, once it has a piece that is out
    async fn address(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let request = request::of(ctx)?;
        let (site, county) = (&request.services().config.server.public_url, request.actor()?.county());
        Ok(format!("{}/s/{county}/stories/{}", site.as_str(), self.0.id))
    }
    /// Whether the caller may rename it, close it, or open it again
    async fn may_manage(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(content::story::Story::may_manage(request::of(ctx)?.actor()?))
    }
}
