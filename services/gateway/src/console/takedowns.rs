//! How many pieces a platform still takes down today, where a release is live.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Object};
use publishing::release;

use super::account::Account;
use super::release_loaders::Accounts;
use super::types::loaded;
use crate::api_error::{ApiError, ApiResult};

/// What is left of an account's day
pub(super) struct Takedowns(pub(super) release::Takedowns);

#[Object]
impl Takedowns {
    async fn account(&self, ctx: &Context<'_>) -> ApiResult<Account> {
        let loader = ctx.data_unchecked::<DataLoader<Accounts>>();
        let row = loader.load_one(self.0.account).await.map_err(|error| loaded(&error))?;
        row.map(Account).ok_or_else(ApiError::not_found)
    }
    async fn per_day(&self) -> i32 {
        self.0.per_day
    }
    async fn left(&self) -> i32 {
        self.0.left
    }
}
