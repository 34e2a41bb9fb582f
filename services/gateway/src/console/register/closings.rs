//! The steps in which an account is closed.

use async_graphql::{Context, ID, Object};
use publishing::account::closing;
use time::Date;

use crate::api_error::ApiResult;
use crate::console::account::{Account, reread};
use crate::graphql::parse_id;
use crate::request;

#[derive(Default)]
pub(super) struct ClosingsMutation;

#[Object]
impl ClosingsMutation {
    /// It may still publish its last notice
    async fn begin_closing(&self, ctx: &Context<'_>, account_id: ID, reason: String) -> ApiResult<Account> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let closing = closing::begin(&mut tx, &actor, parse_id(&account_id)?, &reason).await?;
        reread(tx, closing.account).await
    }

    /// Gives the closing up, as long as its last notice is not out
    async fn keep_account(&self, ctx: &Context<'_>, account_id: ID) -> ApiResult<Account> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = closing::keep(&mut tx, &actor, parse_id(&account_id)?).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    /// The last notice is out: nothing more is planned on the account
    async fn note_last_notice(
        &self,
        ctx: &Context<'_>,
        account_id: ID,
        address: String,
        on: Date,
    ) -> ApiResult<Account> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let closing = closing::noticed(&mut tx, &actor, parse_id(&account_id)?, &address, on).await?;
        reread(tx, closing.account).await
    }

    /// The platform cancelled it; the filing of that ends the account
    async fn note_cancellation(&self, ctx: &Context<'_>, account_id: ID, on: Date) -> ApiResult<Account> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let closing = closing::cancelled(&mut tx, &actor, parse_id(&account_id)?, on).await?;
        reread(tx, closing.account).await
    }
}
