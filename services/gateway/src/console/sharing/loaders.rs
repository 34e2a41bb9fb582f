//! Per-request loaders of what shares lead to.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use content::ArticleId;
use content::share::{self, Frozen, Share, ShareId};

use crate::console::loaders::LoadError;
use crate::request::Request;

/// Puts the loaders beside the request.
pub(in crate::console) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(FrozenOfShare(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(SharesOfArticle(request.clone()), tokio::spawn));
}

/// The words that are shared.
pub(super) struct FrozenOfShare(Request);

/// The key of `FrozenOfShare`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FrozenOf(pub(super) ShareId);

impl Loader<FrozenOf> for FrozenOfShare {
    type Value = Frozen;
    type Error = LoadError;
    async fn load(&self, keys: &[FrozenOf]) -> Result<HashMap<FrozenOf, Frozen>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ShareId> = keys.iter().map(|key| key.0).collect();
        let rows = share::texts(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|(id, frozen)| (FrozenOf(id), frozen)).collect())
    }
}

/// The shares of pieces, the latest first.
pub(in crate::console) struct SharesOfArticle(Request);

/// The key of `SharesOfArticle`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::console) struct SharesOf(pub(in crate::console) ArticleId);

impl Loader<SharesOf> for SharesOfArticle {
    type Value = Vec<Share>;
    type Error = LoadError;
    async fn load(&self, keys: &[SharesOf]) -> Result<HashMap<SharesOf, Vec<Share>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<SharesOf, Vec<Share>> = HashMap::new();
        for row in share::of_articles(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            rows.entry(SharesOf(row.article)).or_default().push(row);
        }
        Ok(rows)
    }
}
