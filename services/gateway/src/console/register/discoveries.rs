//! 未登记账号: accounts that were found, and what became of them.

use async_graphql::connection::Connection;
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, InputObject, Object};
use platform::page::Cursor;
use publishing::account::discovered::{self, Discovery, NewDiscovery};
use time::{Date, OffsetDateTime};

use super::types::someone;
use crate::api_error::ApiResult;
use crate::console::account::Account;
use crate::console::release_loaders::Accounts;
use crate::console::types::{Person, loaded};
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

/// What became of an account that was found
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "discovered::Outcome")]
pub(super) enum DiscoveryOutcome {
    Registered,
    /// It may yet be settled otherwise
    AskedToClose,
    Closed,
    NotOurs,
}

/// 未登记账号
pub(super) struct DiscoveredAccount(Discovery);

#[Object]
impl DiscoveredAccount {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn platform(&self) -> &str {
        &self.0.platform
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }
    /// How it came to be known
    async fn found_by(&self) -> &str {
        &self.0.found_by
    }
    async fn found_on(&self) -> Date {
        self.0.found_on
    }
    async fn recorded_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        someone(ctx, self.0.recorded_by).await
    }
    /// None while it waits for somebody to see to it
    async fn outcome(&self) -> Option<DiscoveryOutcome> {
        self.0.outcome.map(Into::into)
    }
    async fn outcome_note(&self) -> &str {
        &self.0.outcome_note
    }
    /// The account it became
    async fn account(&self, ctx: &Context<'_>) -> ApiResult<Option<Account>> {
        let Some(id) = self.0.account else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Accounts>>();
        let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
        Ok(row.map(Account))
    }
    async fn settled_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        someone(ctx, self.0.settled_by).await
    }
    async fn settled_at(&self) -> Option<OffsetDateTime> {
        self.0.settled_at
    }
}

/// An account somebody found
#[derive(InputObject)]
struct DiscoveryInput {
    platform: String,
    name: String,
    address: Option<String>,
    /// How it came to be known
    found_by: String,
    found_on: Date,
}

#[derive(Default)]
pub(super) struct DiscoveriesQuery;

#[Object]
impl DiscoveriesQuery {
    /// The latest first; `waiting`: those that somebody must still see to
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn discovered_accounts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(default)] waiting: bool,
    ) -> ApiResult<Connection<String, DiscoveredAccount>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = discovered::list(&mut tx, &actor, waiting, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.recorded_at, id: row.id.0 }, DiscoveredAccount))
    }
}

#[derive(Default)]
pub(super) struct DiscoveriesMutation;

#[Object]
impl DiscoveriesMutation {
    async fn note_discovery(&self, ctx: &Context<'_>, input: DiscoveryInput) -> ApiResult<DiscoveredAccount> {
        let input = NewDiscovery {
            platform: input.platform,
            name: input.name,
            address: input.address,
            found_by: input.found_by,
            found_on: input.found_on,
        };
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = discovered::note(&mut tx, &actor, input).await?;
        tx.commit().await?;
        Ok(DiscoveredAccount(row))
    }

    /// What was registered names the account it became
    async fn settle_discovery(
        &self,
        ctx: &Context<'_>,
        id: ID,
        outcome: DiscoveryOutcome,
        note: String,
        account_id: Option<ID>,
    ) -> ApiResult<DiscoveredAccount> {
        let account = account_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = discovered::settle(&mut tx, &actor, parse_id(&id)?, outcome.into(), &note, account).await?;
        tx.commit().await?;
        Ok(DiscoveredAccount(row))
    }
}
