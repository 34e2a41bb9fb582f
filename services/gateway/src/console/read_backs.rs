//! 上线核对: whether what is live is what was approved.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use platform::TenantTx;
use publishing::release::read_back;
use tenancy::Actor;
use time::OffsetDateTime;

use super::types::{Person, person};
use super::work::{WorkItem, WorkKind};
use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// The most that are listed.
const LIMIT: i64 = 50;

/// What a look found
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::release::read_back::Verdict")]
enum ReadBackVerdict {
    /// What was approved
    Same,
    /// Something else
    Different,
    /// Nothing
    Gone,
    /// Nobody answered
    Unreachable,
}

/// A part that is not as it was approved
#[derive(SimpleObject)]
#[graphql(name = "ReadBackDifference")]
struct Difference {
    part: String,
    /// Empty where it should not be there
    approved: String,
    /// Empty where it is missing
    live: String,
}

/// A look at what is live
pub(super) struct ReadBack(pub(super) read_back::ReadBack);

#[Object]
impl ReadBack {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn looked_at(&self) -> OffsetDateTime {
        self.0.looked_at
    }
    async fn verdict(&self) -> ReadBackVerdict {
        self.0.verdict.into()
    }
    async fn differences(&self) -> Vec<Difference> {
        let shown = |one: &read_back::Difference| Difference {
            part: one.part.clone(),
            approved: one.approved.clone(),
            live: one.live.clone(),
        };
        self.0.differences.iter().map(shown).collect()
    }
    async fn settled_at(&self) -> Option<OffsetDateTime> {
        self.0.settled_at
    }
    async fn settled_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.settled_by {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    /// What was done
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

/// Findings that wait, for those who may settle them.
pub(super) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let found = read_back::waiting(tx, actor, LIMIT).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<publishing::ReleaseId> = found.iter().map(|found| found.release).collect();
    let releases = publishing::release::by_ids(tx, &ids).await?;
    let revisions: Vec<content::RevisionId> = releases.iter().map(|release| release.revision).collect();
    let revisions = content::revision::by_ids(tx, &revisions).await?;
    let item = |found: read_back::ReadBack| {
        let release = releases.iter().find(|release| release.id == found.release)?;
        let revision = revisions.iter().find(|revision| revision.id == release.revision)?;
        Some(WorkItem {
            step: None,
            kind: WorkKind::ReadBackDifference,
            subject: found.release.0,
            title: revision.title.clone(),
            note: found.differences.first().map(|one| one.part.clone()).unwrap_or_default(),
            department: Some(found.department),
            due_at: None,
            overdue: false,
            since: found.looked_at,
        })
    };
    Ok(found.into_iter().filter_map(item).collect())
}

#[derive(Default)]
pub(super) struct ReadBacksMutation;

#[Object]
impl ReadBacksMutation {
    /// Put right there, withdrawn, or explained
    async fn settle_read_back(&self, ctx: &Context<'_>, id: ID, note: String) -> ApiResult<ReadBack> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = read_back::settle(&mut tx, &actor, parse_id(&id)?, &note).await?;
        tx.commit().await?;
        Ok(ReadBack(row))
    }
}
