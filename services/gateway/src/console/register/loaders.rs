//! Per-request loaders of what the register holds of accounts.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Data};
use publishing::AccountId;
use publishing::account::closing::{self, Closing};
use publishing::account::register::{self, Entry};

use super::{AccountClosing, RegisterEntry};
use crate::api_error::{ApiError, ApiResult};
use crate::console::loaders::LoadError;
use crate::console::types::loaded;
use crate::request::Request;

/// Puts the loaders beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(Entries(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Closings(request.clone()), tokio::spawn));
}

/// Events of accounts.
struct Entries(Request);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct EntriesOf(AccountId);

impl Loader<EntriesOf> for Entries {
    type Value = Vec<Entry>;
    type Error = LoadError;
    async fn load(&self, keys: &[EntriesOf]) -> Result<HashMap<EntriesOf, Vec<Entry>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<AccountId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<EntriesOf, Vec<Entry>> = HashMap::new();
        for row in register::of_accounts(&mut tx, &ids).await.map_err(|error| Arc::new(ApiError::from(error)))? {
            rows.entry(EntriesOf(row.account)).or_default().push(row);
        }
        Ok(rows)
    }
}

/// Closings of accounts.
struct Closings(Request);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct ClosingOf(AccountId);

impl Loader<ClosingOf> for Closings {
    type Value = Closing;
    type Error = LoadError;
    async fn load(&self, keys: &[ClosingOf]) -> Result<HashMap<ClosingOf, Closing>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<AccountId> = keys.iter().map(|key| key.0).collect();
        let rows = closing::of_accounts(&mut tx, &ids).await.map_err(|error| Arc::new(ApiError::from(error)))?;
        Ok(rows.into_iter().map(|row| (ClosingOf(row.account), row)).collect())
    }
}

/// The events of an account, the first first.
pub(in crate::console) async fn entries_of(ctx: &Context<'_>, account: AccountId) -> ApiResult<Vec<RegisterEntry>> {
    let loader = ctx.data_unchecked::<DataLoader<Entries>>();
    let rows = loader.load_one(EntriesOf(account)).await.map_err(|error| loaded(&error))?;
    Ok(rows.unwrap_or_default().into_iter().map(RegisterEntry).collect())
}

/// The closing of an account, if it is being closed.
pub(in crate::console) async fn closing_of(ctx: &Context<'_>, account: AccountId) -> ApiResult<Option<AccountClosing>> {
    let loader = ctx.data_unchecked::<DataLoader<Closings>>();
    let row = loader.load_one(ClosingOf(account)).await.map_err(|error| loaded(&error))?;
    Ok(row.map(AccountClosing))
}
