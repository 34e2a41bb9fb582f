//! Per-request loaders of what stories and pieces are to each other.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use content::story::{self, Story, StoryId};
use content::{Article, ArticleId};
use platform::Storage;

use crate::api_error::ApiError;
use crate::console::loaders::LoadError;
use crate::request::{ReadTx, Request};

/// Puts the loaders beside the request.
pub(in crate::console) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(StoriesOfArticle(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(PiecesOfStory(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Counts(request.clone()), tokio::spawn));
}

async fn read(request: &Request) -> Result<ReadTx, LoadError> {
    request.read().await.map(|(tx, _)| tx).map_err(Arc::new)
}

fn failed(error: Storage) -> LoadError {
    Arc::new(ApiError::from(error))
}

/// Stories by piece, the latest opened first.
pub(in crate::console) struct StoriesOfArticle(Request);

/// The key of `StoriesOfArticle`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::console) struct StoriesOf(pub(in crate::console) ArticleId);

impl Loader<StoriesOf> for StoriesOfArticle {
    type Value = Vec<Story>;
    type Error = LoadError;
    async fn load(&self, keys: &[StoriesOf]) -> Result<HashMap<StoriesOf, Vec<Story>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let mut rows: HashMap<StoriesOf, Vec<Story>> = HashMap::new();
        for (article, row) in story::of_articles(&mut tx, &ids).await.map_err(failed)? {
            rows.entry(StoriesOf(article)).or_default().push(row);
        }
        Ok(rows)
    }
}

/// Pieces by story: on their way first, then the newest that are out.
pub(super) struct PiecesOfStory(Request);

/// The key of `PiecesOfStory`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PiecesOf(pub(super) StoryId);

impl Loader<PiecesOf> for PiecesOfStory {
    type Value = Vec<Article>;
    type Error = LoadError;
    async fn load(&self, keys: &[PiecesOf]) -> Result<HashMap<PiecesOf, Vec<Article>>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<StoryId> = keys.iter().map(|key| key.0).collect();
        let members = story::members_of(&mut tx, &ids).await.map_err(failed)?;
        let pieces: Vec<ArticleId> = members.iter().map(|member| member.article).collect();
        let seen = content::article::by_ids(&mut tx, &pieces).await.map_err(failed)?;
        let seen: HashMap<ArticleId, Article> = seen.into_iter().map(|row| (row.id, row)).collect();
        let mut rows: HashMap<PiecesOf, Vec<Article>> = HashMap::new();
        for member in members {
            if let Some(row) = seen.get(&member.article) {
                rows.entry(PiecesOf(member.story)).or_default().push(row.clone());
            }
        }
        for pieces in rows.values_mut() {
            pieces.sort_by_key(|row| (row.released_at.is_some(), Reverse(row.released_at)));
        }
        Ok(rows)
    }
}

/// How many pieces stories have.
pub(super) struct Counts(Request);

/// The key of `Counts`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PieceCountOf(pub(super) StoryId);

impl Loader<PieceCountOf> for Counts {
    type Value = i64;
    type Error = LoadError;
    async fn load(&self, keys: &[PieceCountOf]) -> Result<HashMap<PieceCountOf, i64>, LoadError> {
        let mut tx = read(&self.0).await?;
        let ids: Vec<StoryId> = keys.iter().map(|key| key.0).collect();
        let rows = story::counts_of(&mut tx, &ids).await.map_err(failed)?;
        Ok(rows.into_iter().map(|(id, count)| (PieceCountOf(id), count)).collect())
    }
}
