//! A step among someone's work.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, ID, Object};
use content::ArticleId;
use platform::PersonId;
use review::StepId;

use crate::api_error::{ApiError, ApiResult};
use crate::console::article::Article;
use crate::console::article_loaders::Articles;
use crate::console::types::{Person, loaded, person};

/// A step to decide, with what it says beside its piece
pub(in crate::console) struct StepWork {
    pub(super) step: StepId,
    pub(super) article: ArticleId,
    pub(super) on_behalf_of: Option<PersonId>,
    pub(super) in_bulk: bool,
    pub(super) working_minutes_left: Option<i32>,
}

#[Object]
impl StepWork {
    async fn id(&self) -> ID {
        self.step.0.into()
    }
    /// The piece, to see its class
    async fn article(&self, ctx: &Context<'_>) -> ApiResult<Article> {
        let loader = ctx.data_unchecked::<DataLoader<Articles>>();
        let row = loader.load_one(self.article).await.map_err(|error| loaded(&error))?;
        row.map(Into::into).ok_or_else(ApiError::not_found)
    }
    /// The principal in whose name the caller decides, where the sign-off was lent to them
    async fn on_behalf_of(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.on_behalf_of {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    /// Whether it may be passed among others as things stand
    async fn in_bulk(&self) -> bool {
        self.in_bulk
    }
    /// Until it is due, negative once it is over; none where it is not counted in working hours or the calendar does not say
    async fn working_minutes_left(&self) -> Option<i32> {
        self.working_minutes_left
    }
}
