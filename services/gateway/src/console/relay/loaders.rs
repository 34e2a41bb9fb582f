//! Per-request loaders of what tasks lead to.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use publishing::relay::{self, Draw, Look, Standing, Text};
use publishing::{DrawId, RelayId};

use crate::console::loaders::LoadError;
use crate::request::Request;

/// Puts the loaders beside the request.
pub(in crate::console) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(CopiesOfTask(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(TextsOfTask(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(DrawsOfTask(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(LooksOfDraw(request.clone()), tokio::spawn));
}

/// The parts of accounts by task.
pub(super) struct CopiesOfTask(Request);

/// The key of `CopiesOfTask`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CopiesOf(pub(super) RelayId);

impl Loader<CopiesOf> for CopiesOfTask {
    type Value = Vec<Standing>;
    type Error = LoadError;
    async fn load(&self, keys: &[CopiesOf]) -> Result<HashMap<CopiesOf, Vec<Standing>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<RelayId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<CopiesOf, Vec<Standing>> = HashMap::new();
        for row in relay::coverage(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            rows.entry(CopiesOf(row.copy.task)).or_default().push(row);
        }
        Ok(rows)
    }
}

/// What tasks carry.
pub(super) struct TextsOfTask(Request);

/// The key of `TextsOfTask`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TextOf(pub(super) RelayId);

impl Loader<TextOf> for TextsOfTask {
    type Value = Text;
    type Error = LoadError;
    async fn load(&self, keys: &[TextOf]) -> Result<HashMap<TextOf, Text>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<RelayId> = keys.iter().map(|key| key.0).collect();
        let rows = relay::texts_of(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|(id, text)| (TextOf(id), text)).collect())
    }
}

/// What was drawn, by task.
pub(super) struct DrawsOfTask(Request);

/// The key of `DrawsOfTask`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct DrawsOf(pub(super) RelayId);

impl Loader<DrawsOf> for DrawsOfTask {
    type Value = Vec<Draw>;
    type Error = LoadError;
    async fn load(&self, keys: &[DrawsOf]) -> Result<HashMap<DrawsOf, Vec<Draw>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<RelayId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<DrawsOf, Vec<Draw>> = HashMap::new();
        for row in relay::draws_of(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            rows.entry(DrawsOf(row.task)).or_default().push(row);
        }
        Ok(rows)
    }
}

/// What was found, by draw.
pub(super) struct LooksOfDraw(Request);

/// The key of `LooksOfDraw`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LooksOf(pub(super) DrawId);

impl Loader<LooksOf> for LooksOfDraw {
    type Value = Vec<Look>;
    type Error = LoadError;
    async fn load(&self, keys: &[LooksOf]) -> Result<HashMap<LooksOf, Vec<Look>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<DrawId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<LooksOf, Vec<Look>> = HashMap::new();
        for row in relay::looks_of(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            rows.entry(LooksOf(row.draw)).or_default().push(row);
        }
        Ok(rows)
    }
}
