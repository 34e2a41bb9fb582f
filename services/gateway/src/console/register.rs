//! 登记: events of accounts and their filings, what a look over the register finds, the closing checklist, and accounts that were
//! found unregistered.

mod acts;
mod closings;
mod discoveries;
mod file;
mod loaders;
mod types;

use async_graphql::{Context, Data, MergedObject, Object};
use publishing::account::register;

use crate::api_error::ApiResult;
use crate::request::{self, Request};

pub(super) use loaders::{closing_of, entries_of};
use types::RegisterFinding;
pub(super) use types::{AccountClosing, Filing, RegisterEntry, someone};

/// Puts the loaders beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    loaders::add(data, request);
}

#[derive(MergedObject, Default)]
pub(super) struct RegisterQuery(FindingsQuery, discoveries::DiscoveriesQuery, file::RegisterFileQuery);

#[derive(MergedObject, Default)]
pub(super) struct RegisterMutation(acts::EntriesMutation, closings::ClosingsMutation, discoveries::DiscoveriesMutation);

#[derive(Default)]
struct FindingsQuery;

#[Object]
impl FindingsQuery {
    /// What a look over the accounts that are not closed finds, the most pressing first
    #[graphql(complexity = "20 + 10 * child_complexity")]
    async fn register_findings(&self, ctx: &Context<'_>) -> ApiResult<Vec<RegisterFinding>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(register::findings(&mut tx, &actor).await?.into_iter().map(RegisterFinding).collect())
    }
}
