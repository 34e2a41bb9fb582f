//! A share, as both sides see it.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Json, Object};
use content::Block;
use content::share::Share;
use time::OffsetDateTime;

use super::loaders::{FrozenOf, FrozenOfShare, SharesOf, SharesOfArticle};
use crate::api_error::{ApiError, ApiResult};
use crate::console::types::{Department, Person, department, loaded, person};
use crate::request;

/// Where a share stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::share::ShareState")]
pub enum ShareState {
    Asked,
    Refused,
    Offered,
    Taken,
    Declined,
    Recalled,
}

/// A piece on its way from one department to another
pub(in crate::console) struct ArticleShare(pub(super) Share);

#[Object]
impl ArticleShare {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn article_id(&self) -> ID {
        self.0.article.0.into()
    }
    async fn title(&self) -> &str {
        &self.0.title
    }
    async fn from(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.from.0).await
    }
    async fn to(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.to.0).await
    }
    async fn state(&self) -> ShareState {
        self.0.state.into()
    }
    async fn note(&self) -> &str {
        &self.0.note
    }
    /// Why it was refused or declined
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    async fn began_at(&self) -> OffsetDateTime {
        self.0.began_at
    }
    async fn asked_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.asked_by {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    /// Who consented for the owner
    async fn offered_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.offered_by {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn offered_at(&self) -> Option<OffsetDateTime> {
        self.0.offered_at
    }
    async fn settled_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.settled_by {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn settled_at(&self) -> Option<OffsetDateTime> {
        self.0.settled_at
    }
    /// The draft it became
    async fn taken_article_id(&self) -> Option<ID> {
        self.0.taken.map(|id| id.0.into())
    }
    /// The words that are given, as blocks
    async fn blocks(&self, ctx: &Context<'_>) -> ApiResult<Json<Vec<Block>>> {
        let loader = ctx.data_unchecked::<DataLoader<FrozenOfShare>>();
        let frozen = loader.load_one(FrozenOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(Json(frozen.ok_or_else(ApiError::not_found)?.blocks))
    }
    /// What the caller may do with it now: agree, refuse, take, decline, recall
    async fn actions(&self, ctx: &Context<'_>) -> ApiResult<Vec<&'static str>> {
        Ok(self.0.actions(request::of(ctx)?.actor()?))
    }
}

/// The shares of a piece, through the loader.
pub(in crate::console) async fn of_article(
    ctx: &Context<'_>,
    article: content::ArticleId,
) -> ApiResult<Vec<ArticleShare>> {
    let loader = ctx.data_unchecked::<DataLoader<SharesOfArticle>>();
    let rows = loader.load_one(SharesOf(article)).await.map_err(|error| loaded(&error))?;
    Ok(rows.unwrap_or_default().into_iter().map(ArticleShare).collect())
}
