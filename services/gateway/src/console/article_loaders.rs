//! Per-request loaders of what pieces lead to.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use content::{Article, ArticleId, Block, Column, ColumnId, Media, MediaId, Revision, RevisionId, Source, SourceId};
use platform::Storage;

use super::loaders::LoadError;
use crate::api_error::ApiError;
use crate::request::{ReadTx, Request};

/// Puts the loaders beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(Articles(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Interpretations(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Bodies(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Revisions(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(RevisionsOfArticle(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Columns(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Sources(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Files(request.clone()), tokio::spawn));
}

async fn read(request: &Request) -> Result<ReadTx, LoadError> {
    request.read().await.map(|(tx, _)| tx).map_err(Arc::new)
}

fn failed(error: Storage) -> LoadError {
    Arc::new(ApiError::from(error))
}

/// Declares a loader of rows by their own id.
macro_rules! by_id {
    ($(#[$doc:meta])* $name:ident, $id:ty => $row:ty, $read:path) => {
        $(#[$doc])*
        pub(super) struct $name(Request);

        impl Loader<$id> for $name {
            type Value = $row;
            type Error = LoadError;
            async fn load(&self, ids: &[$id]) -> Result<HashMap<$id, $row>, LoadError> {
                let mut tx = read(&self.0).await?;
                let rows = $read(&mut tx, ids).await.map_err(failed)?;
                Ok(rows.into_iter().map(|row| (row.id, row)).collect())
            }
        }
    };
}

by_id! {
    /// Pieces by id, without their bodies.
    Articles, ArticleId => Article, content::article::by_ids
}
by_id! {
    /// Revisions by id.
    Revisions, RevisionId => Revision, content::revision::by_ids
}
by_id! {
    /// Columns by id.
    Columns, ColumnId => Column, content::column::by_ids
}
by_id! {
    /// Sources by id.
    Sources, SourceId => Source, content::source::by_ids
}
by_id! {
    /// Media files by id.
    Files, MediaId => Media, content::media::by_ids
}

/// Interpretations of policies, the latest changed first.
pub(super) struct Interpretations(Request);

/// The key of `Interpretations`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct InterpretationsOf(pub(super) ArticleId);

impl Loader<InterpretationsOf> for Interpretations {
    type Value = Vec<Article>;
    type Error = LoadError;
    async fn load(&self, keys: &[InterpretationsOf]) -> Result<HashMap<InterpretationsOf, Vec<Article>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<InterpretationsOf, Vec<Article>> = HashMap::new();
        for row in content::article::interpretations_of(&mut tx, &ids).await.map_err(failed)? {
            if let Some(policy) = row.policy {
                rows.entry(InterpretationsOf(policy)).or_default().push(row);
            }
        }
        Ok(rows)
    }
}

/// Bodies of pieces.
pub(super) struct Bodies(Request);

/// The key of `Bodies`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct BodyOf(pub(super) ArticleId);

impl Loader<BodyOf> for Bodies {
    type Value = Vec<Block>;
    type Error = LoadError;
    async fn load(&self, keys: &[BodyOf]) -> Result<HashMap<BodyOf, Vec<Block>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let rows = content::article::bodies(&mut tx, &ids).await.map_err(failed)?;
        Ok(rows.into_iter().map(|(id, blocks)| (BodyOf(id), blocks)).collect())
    }
}

/// Revisions of pieces, the latest first.
pub(super) struct RevisionsOfArticle(Request);

/// The key of `RevisionsOfArticle`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RevisionsOf(pub(super) ArticleId);

impl Loader<RevisionsOf> for RevisionsOfArticle {
    type Value = Vec<Revision>;
    type Error = LoadError;
    async fn load(&self, keys: &[RevisionsOf]) -> Result<HashMap<RevisionsOf, Vec<Revision>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<RevisionsOf, Vec<Revision>> = HashMap::new();
        for row in content::revision::list_of(&mut tx, &ids).await.map_err(failed)? {
            rows.entry(RevisionsOf(row.article)).or_default().push(row);
        }
        Ok(rows)
    }
}
