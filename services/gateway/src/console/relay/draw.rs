//! 抽查: what was drawn of a task, and what was found.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Object};
use publishing::relay::{self, Look};
use time::OffsetDateTime;

use super::loaders::{LooksOf, LooksOfDraw};
use crate::api_error::ApiResult;
use crate::console::types::{Person, loaded, person};

/// What a look found
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "relay::Found")]
pub enum RelayFound {
    /// The text stands as it was ordered
    AsOrdered,
    Altered,
    /// Nothing stands at the address
    Gone,
    /// It stands there and cannot be read
    Unreadable,
    Other,
}

/// Some of a task's copies, drawn for a look
pub(super) struct RelayDraw(pub(super) relay::Draw);

#[Object]
impl RelayDraw {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn drawn_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.drawn_by.0).await
    }
    async fn drawn_at(&self) -> OffsetDateTime {
        self.0.drawn_at
    }
    /// In hex. The accounts of the pool whose SHA-256 of seed and id are the least are the ones drawn
    async fn seed(&self) -> String {
        hex::encode(self.0.seed)
    }
    /// What was drawn from
    async fn pool_account_ids(&self) -> Vec<ID> {
        self.0.pool.iter().map(|id| id.0.into()).collect()
    }
    async fn account_ids(&self) -> Vec<ID> {
        self.0.drawn.iter().map(|id| id.0.into()).collect()
    }
    /// Whether drawing again from the seed and the pool gives the same
    async fn repeats(&self) -> bool {
        relay::drawn(&self.0.seed, &self.0.pool, self.0.drawn.len()) == self.0.drawn
    }
    async fn looks(&self, ctx: &Context<'_>) -> ApiResult<Vec<RelayLook>> {
        let loader = ctx.data_unchecked::<DataLoader<LooksOfDraw>>();
        let rows = loader.load_one(LooksOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(RelayLook).collect())
    }
}

/// What someone saw at the address of an account that was drawn
pub(super) struct RelayLook(Look);

#[Object]
impl RelayLook {
    async fn account_id(&self) -> ID {
        self.0.account.0.into()
    }
    async fn found(&self) -> RelayFound {
        self.0.found.into()
    }
    async fn note(&self) -> &str {
        &self.0.note
    }
    async fn looked_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.looked_by.0).await
    }
    async fn looked_at(&self) -> OffsetDateTime {
        self.0.looked_at
    }
}
