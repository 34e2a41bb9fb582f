//! Per-request loaders of what bridges and steps lead to.

use std::collections::HashMap;
use std::sync::Arc;

use ::review::StepId;
use ::review::bridge::{self, BridgeId, Message, OutsideAccount, Receipt};
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Data};
use platform::{PersonId, Storage};

use super::types::OaSending;
use crate::api_error::{ApiError, ApiResult};
use crate::console::loaders::LoadError;
use crate::console::types::loaded;
use crate::request::{ReadTx, Request};

pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(AccountsOf(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(SendingsOf(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(ReceiptsOf(request.clone()), tokio::spawn));
}

/// Who decides at a bridge.
pub(super) async fn accounts(ctx: &Context<'_>, id: BridgeId) -> ApiResult<Vec<OutsideAccount>> {
    let loader = ctx.data_unchecked::<DataLoader<AccountsOf>>();
    Ok(loader.load_one(id).await.map_err(|error| loaded(&error))?.unwrap_or_default())
}

/// Where a step was sent.
pub(in crate::console) async fn sendings(ctx: &Context<'_>, id: StepId) -> ApiResult<Vec<OaSending>> {
    let loader = ctx.data_unchecked::<DataLoader<SendingsOf>>();
    let sent = loader.load_one(Sent(id)).await.map_err(|error| loaded(&error))?.unwrap_or_default();
    let one = |(bridge_name, message): (String, Message)| OaSending {
        bridge_name,
        at: message.delivered_at.unwrap_or(message.created_at),
        state: message.state,
    };
    Ok(sent.into_iter().map(one).collect())
}

/// The OA in which a person decided a step.
pub(in crate::console) async fn by_oa(ctx: &Context<'_>, id: StepId, person: PersonId) -> ApiResult<Option<String>> {
    let loader = ctx.data_unchecked::<DataLoader<ReceiptsOf>>();
    let came = loader.load_one(Came(id)).await.map_err(|error| loaded(&error))?.unwrap_or_default();
    Ok(came.into_iter().find(|(_, receipt)| receipt.person == Some(person)).map(|(name, _)| name))
}

async fn read(request: &Request) -> Result<ReadTx, LoadError> {
    request.read().await.map(|(tx, _)| tx).map_err(Arc::new)
}

fn failed(error: Storage) -> LoadError {
    Arc::new(ApiError::from(error))
}

/// Accounts by bridge.
struct AccountsOf(Request);

impl Loader<BridgeId> for AccountsOf {
    type Value = Vec<OutsideAccount>;
    type Error = LoadError;
    async fn load(&self, ids: &[BridgeId]) -> Result<HashMap<BridgeId, Vec<OutsideAccount>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let rows = bridge::accounts_of(&mut tx, ids).await.map_err(failed)?;
        Ok(rows.into_iter().fold(HashMap::new(), |mut all, row| {
            all.entry(row.bridge).or_insert_with(Vec::new).push(row);
            all
        }))
    }
}

/// Messages that sent a step, each with its bridge's name.
struct SendingsOf(Request);

/// The key of `SendingsOf`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Sent(StepId);

impl Loader<Sent> for SendingsOf {
    type Value = Vec<(String, Message)>;
    type Error = LoadError;
    async fn load(&self, keys: &[Sent]) -> Result<HashMap<Sent, Vec<(String, Message)>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<StepId> = keys.iter().map(|key| key.0).collect();
        let rows = bridge::messages_of_steps(&mut tx, &ids).await.map_err(failed)?;
        Ok(rows.into_iter().fold(HashMap::new(), |mut all, (name, row)| {
            if let Some(step) = row.step {
                all.entry(Sent(step)).or_insert_with(Vec::new).push((name, row));
            }
            all
        }))
    }
}

/// Decisions on a step that came by a bridge, each with its name.
struct ReceiptsOf(Request);

/// The key of `ReceiptsOf`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Came(StepId);

impl Loader<Came> for ReceiptsOf {
    type Value = Vec<(String, Receipt)>;
    type Error = LoadError;
    async fn load(&self, keys: &[Came]) -> Result<HashMap<Came, Vec<(String, Receipt)>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<StepId> = keys.iter().map(|key| key.0).collect();
        let rows = bridge::receipts_of_steps(&mut tx, &ids).await.map_err(failed)?;
        Ok(rows.into_iter().fold(HashMap::new(), |mut all, (name, row)| {
            if let Some(step) = row.step {
                all.entry(Came(step)).or_insert_with(Vec::new).push((name, row));
            }
            all
        }))
    }
}
