//! 人工事项: what a platform lets only a person do, with the exact steps.

use async_graphql::{Context, ID, Object};
use platform::TenantTx;
use publishing::release::task;
use tenancy::Actor;
use time::OffsetDateTime;

use super::types::{Person, person};
use super::work::{WorkItem, WorkKind};
use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// The most that are listed.
const LIMIT: i64 = 50;

/// 人工事项: a live piece that a person takes down
pub(super) struct ReleaseTask(pub(super) task::Task);

#[Object]
impl ReleaseTask {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn target_id(&self) -> ID {
        self.0.target.0.into()
    }
    /// One thing to do each, in order
    async fn steps(&self) -> &[String] {
        &self.0.steps
    }
    async fn opened_at(&self) -> OffsetDateTime {
        self.0.opened_at
    }
    async fn done_at(&self) -> Option<OffsetDateTime> {
        self.0.done_at
    }
    /// None where it turned out to be done already
    async fn done_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.done_by {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    /// What they saw
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

/// Tasks that wait, for those who may tick them.
pub(super) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let tasks = task::open_tasks(tx, actor, LIMIT).await?;
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<publishing::ReleaseId> = tasks.iter().map(|task| task.release).collect();
    let releases = publishing::release::by_ids(tx, &ids).await?;
    let revisions: Vec<content::RevisionId> = releases.iter().map(|release| release.revision).collect();
    let revisions = content::revision::by_ids(tx, &revisions).await?;
    let item = |task: task::Task| {
        let release = releases.iter().find(|release| release.id == task.release)?;
        let revision = revisions.iter().find(|revision| revision.id == release.revision)?;
        Some(WorkItem {
            step: None,
            kind: WorkKind::ReleaseTask,
            subject: task.release.0,
            title: revision.title.clone(),
            note: task.steps.first().cloned().unwrap_or_default(),
            department: Some(task.department),
            due_at: None,
            overdue: false,
            since: task.opened_at,
        })
    };
    Ok(tasks.into_iter().filter_map(item).collect())
}

#[derive(Default)]
pub(super) struct TasksMutation;

#[Object]
impl TasksMutation {
    /// A person did it, and says what they saw
    async fn finish_release_task(&self, ctx: &Context<'_>, id: ID, note: String) -> ApiResult<ReleaseTask> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = task::finish_task(&mut tx, &actor, parse_id(&id)?, &note).await?;
        tx.commit().await?;
        Ok(ReleaseTask(row))
    }
}
