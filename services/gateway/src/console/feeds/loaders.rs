//! Per-request loaders of feeds and of what came through them.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use content::feed::{self, Feed, FeedId, Item, ItemId};

use crate::api_error::ApiError;
use crate::console::loaders::LoadError;
use crate::request::Request;

/// Puts the loaders beside the request.
pub(in crate::console) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(Feeds(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Groups(request.clone()), tokio::spawn));
}

/// Feeds by id.
pub(in crate::console) struct Feeds(Request);

/// The key of `Feeds`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::console) struct FeedOf(pub(in crate::console) FeedId);

impl Loader<FeedOf> for Feeds {
    type Value = Feed;
    type Error = LoadError;
    async fn load(&self, keys: &[FeedOf]) -> Result<HashMap<FeedOf, Feed>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<FeedId> = keys.iter().map(|key| key.0).collect();
        let rows = feed::by_ids(&mut tx, &ids).await.map_err(|error| Arc::new(ApiError::from(error)))?;
        Ok(rows.into_iter().map(|row| (FeedOf(row.id), row)).collect())
    }
}

/// What reads nearly alike, by its first.
pub(in crate::console) struct Groups(Request);

/// The key of `Groups`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::console) struct GroupOf(pub(in crate::console) ItemId);

impl Loader<GroupOf> for Groups {
    type Value = Vec<Item>;
    type Error = LoadError;
    async fn load(&self, keys: &[GroupOf]) -> Result<HashMap<GroupOf, Vec<Item>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ItemId> = keys.iter().map(|key| key.0).collect();
        let mut groups: HashMap<GroupOf, Vec<Item>> = HashMap::new();
        for row in feed::of_groups(&mut tx, &ids).await.map_err(|error| Arc::new(ApiError::from(error)))? {
            groups.entry(GroupOf(row.group)).or_default().push(row);
        }
        Ok(groups)
    }
}
