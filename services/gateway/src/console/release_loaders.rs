//! Per-request loaders of what releases lead to.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use content::ArticleId;
use publishing::account::{self, Account};
use publishing::release::read_back::{self, ReadBack};
use publishing::release::schedule::{self, Embargo};
use publishing::release::task::{self, Task};
use publishing::release::{self, Change, Release, Takedowns, Target};
use publishing::{AccountId, ReleaseId, TargetId};

use super::loaders::LoadError;
use crate::request::Request;

/// Puts the loaders beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(Accounts(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(TargetsOfRelease(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(ReleasesOfArticle(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Embargoes(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Companions(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Histories(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Tasks(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(ReadBacks(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(TakedownsOfRelease(request.clone()), tokio::spawn));
}

/// Accounts by id.
pub(super) struct Accounts(Request);

impl Loader<AccountId> for Accounts {
    type Value = Account;
    type Error = LoadError;
    async fn load(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, Account>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let rows = account::by_ids(&mut tx, ids).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}

/// Targets of releases.
pub(super) struct TargetsOfRelease(Request);

/// The key of `TargetsOfRelease`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TargetsOf(pub(super) ReleaseId);

impl Loader<TargetsOf> for TargetsOfRelease {
    type Value = Vec<Target>;
    type Error = LoadError;
    async fn load(&self, keys: &[TargetsOf]) -> Result<HashMap<TargetsOf, Vec<Target>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ReleaseId> = keys.iter().map(|key| key.0).collect();
        let mut targets: HashMap<TargetsOf, Vec<Target>> = HashMap::new();
        for row in release::targets_of(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            targets.entry(TargetsOf(row.release)).or_default().push(row);
        }
        Ok(targets)
    }
}

/// Targets of WeChat messages, in their order.
pub(super) struct Companions(Request);

/// The key of `Companions`: the target that carries the message.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct MessageOf(pub(super) TargetId);

impl Loader<MessageOf> for Companions {
    type Value = Vec<Target>;
    type Error = LoadError;
    async fn load(&self, keys: &[MessageOf]) -> Result<HashMap<MessageOf, Vec<Target>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<TargetId> = keys.iter().map(|key| key.0).collect();
        let mut messages: HashMap<MessageOf, Vec<Target>> = HashMap::new();
        for row in release::companions(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            messages.entry(MessageOf(row.carrier.unwrap_or(row.id))).or_default().push(row);
        }
        Ok(messages)
    }
}

/// Releases of pieces, the latest first.
pub(super) struct ReleasesOfArticle(Request);

/// The key of `ReleasesOfArticle`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ReleasesOf(pub(super) ArticleId);

impl Loader<ReleasesOf> for ReleasesOfArticle {
    type Value = Vec<Release>;
    type Error = LoadError;
    async fn load(&self, keys: &[ReleasesOf]) -> Result<HashMap<ReleasesOf, Vec<Release>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let mut releases: HashMap<ReleasesOf, Vec<Release>> = HashMap::new();
        for row in release::of_articles(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            releases.entry(ReleasesOf(row.article)).or_default().push(row);
        }
        Ok(releases)
    }
}

/// Embargoes by piece.
pub(super) struct Embargoes(Request);

/// The key of `Embargoes`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct EmbargoOf(pub(super) ArticleId);

impl Loader<EmbargoOf> for Embargoes {
    type Value = Embargo;
    type Error = LoadError;
    async fn load(&self, keys: &[EmbargoOf]) -> Result<HashMap<EmbargoOf, Embargo>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let rows = schedule::embargoes(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|row| (EmbargoOf(row.article), row)).collect())
    }
}

/// What became of targets, change by change.
pub(super) struct Histories(Request);

/// The key of `Histories`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct HistoryOf(pub(super) TargetId);

impl Loader<HistoryOf> for Histories {
    type Value = Vec<Change>;
    type Error = LoadError;
    async fn load(&self, keys: &[HistoryOf]) -> Result<HashMap<HistoryOf, Vec<Change>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<TargetId> = keys.iter().map(|key| key.0).collect();
        let mut changes: HashMap<HistoryOf, Vec<Change>> = HashMap::new();
        for row in release::history(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            changes.entry(HistoryOf(row.target)).or_default().push(row);
        }
        Ok(changes)
    }
}

/// Tasks of releases, the oldest first.
pub(super) struct Tasks(Request);

/// The key of `Tasks`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TasksOf(pub(super) ReleaseId);

impl Loader<TasksOf> for Tasks {
    type Value = Vec<Task>;
    type Error = LoadError;
    async fn load(&self, keys: &[TasksOf]) -> Result<HashMap<TasksOf, Vec<Task>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ReleaseId> = keys.iter().map(|key| key.0).collect();
        let mut tasks: HashMap<TasksOf, Vec<Task>> = HashMap::new();
        for row in task::of_releases(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            tasks.entry(TasksOf(row.release)).or_default().push(row);
        }
        Ok(tasks)
    }
}

/// Takedown budgets of releases.
pub(super) struct TakedownsOfRelease(Request);

/// The key of `TakedownsOfRelease`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TakedownsOf(pub(super) ReleaseId);

impl Loader<TakedownsOf> for TakedownsOfRelease {
    type Value = Vec<Takedowns>;
    type Error = LoadError;
    async fn load(&self, keys: &[TakedownsOf]) -> Result<HashMap<TakedownsOf, Vec<Takedowns>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ReleaseId> = keys.iter().map(|key| key.0).collect();
        let mut budgets: HashMap<TakedownsOf, Vec<Takedowns>> = HashMap::new();
        for row in release::takedowns(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            budgets.entry(TakedownsOf(row.release)).or_default().push(row);
        }
        Ok(budgets)
    }
}

/// Looks at what is live of targets, the latest first.
pub(super) struct ReadBacks(Request);

/// The key of `ReadBacks`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ReadBacksOf(pub(super) TargetId);

impl Loader<ReadBacksOf> for ReadBacks {
    type Value = Vec<ReadBack>;
    type Error = LoadError;
    async fn load(&self, keys: &[ReadBacksOf]) -> Result<HashMap<ReadBacksOf, Vec<ReadBack>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<TargetId> = keys.iter().map(|key| key.0).collect();
        let mut looks: HashMap<ReadBacksOf, Vec<ReadBack>> = HashMap::new();
        for row in read_back::of_targets(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            looks.entry(ReadBacksOf(row.target)).or_default().push(row);
        }
        Ok(looks)
    }
}
