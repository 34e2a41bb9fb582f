//! 发布日历: the county's rules on when something goes out, what stands in the way of a time, and embargoes.

mod rules;

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use content::ArticleId;
use platform::TenantTx;
use publishing::ReleaseId;
use publishing::release::{self, schedule};
use tenancy::Actor;
use time::OffsetDateTime;

use super::account::Account;
use super::release_loaders::{Accounts, EmbargoOf, Embargoes};
use super::types::{Person, loaded, person};
use super::work::{WorkItem, WorkKind};
use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

pub(super) use rules::{CalendarRulesMutation, CalendarRulesQuery};

/// What stands in the way of a time
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::release::schedule::Kind")]
enum ConflictKind {
    /// The piece goes out nowhere before a later instant; nobody passes it
    Embargo,
    /// It is to be down again by then; nobody passes it
    Expired,
    /// The account's day is full: told, and no more
    Quota,
    /// Another piece goes out on the account at nearly that time: told, and no more
    SameSlot,
    /// Outside the push windows; passed by who says so
    Window,
    /// On a day on which nothing is planned; passed by who says so
    BlockedDate,
    /// Too soon to look again; passed by who says so
    Lead,
}

/// One thing that stands in the way of one time
struct Conflict(schedule::Conflict);

#[Object]
impl Conflict {
    async fn kind(&self) -> ConflictKind {
        self.0.kind.into()
    }
    /// Nobody can pass it
    async fn stops(&self) -> bool {
        self.0.kind.stops()
    }
    /// It is passed only by who says so
    async fn asks(&self) -> bool {
        self.0.kind.asks()
    }
    /// The one it concerns; none: all
    async fn account(&self, ctx: &Context<'_>) -> ApiResult<Option<Account>> {
        let Some(id) = self.0.account else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Accounts>>();
        let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
        Ok(row.map(Account))
    }
    async fn text(&self) -> &str {
        &self.0.text
    }
}

/// A release that is to be moved, and where to
#[derive(InputObject)]
pub(super) struct MoveInput {
    release_id: ID,
    scheduled_at: OffsetDateTime,
}

impl MoveInput {
    pub(super) fn read(&self) -> ApiResult<(ReleaseId, OffsetDateTime)> {
        Ok((parse_id(&self.release_id)?, self.scheduled_at))
    }
}

/// What stands in the way of one move
#[derive(SimpleObject)]
struct MoveConflicts {
    release_id: ID,
    conflicts: Vec<Conflict>,
}

/// 限时发布
pub(super) struct Embargo(schedule::Embargo);

#[Object]
impl Embargo {
    /// Of the piece
    async fn id(&self) -> ID {
        self.0.article.0.into()
    }
    async fn until(&self) -> OffsetDateTime {
        self.0.until
    }
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    async fn set_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.set_by.0).await
    }
    async fn set_at(&self) -> OffsetDateTime {
        self.0.set_at
    }
}

/// The embargo of a piece, through the loader.
pub(super) async fn embargo_of(ctx: &Context<'_>, article: ArticleId) -> ApiResult<Option<Embargo>> {
    let loader = ctx.data_unchecked::<DataLoader<Embargoes>>();
    let row = loader.load_one(EmbargoOf(article)).await.map_err(|error| loaded(&error))?;
    Ok(row.map(Embargo))
}

/// Releases whose day to look again has come, for those who plan; a day ends at midnight in China.
pub(super) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let releases = release::to_review(tx, actor, 50).await?;
    if releases.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<content::RevisionId> = releases.iter().map(|release| release.revision).collect();
    let revisions = content::revision::by_ids(tx, &ids).await?;
    let now = tx.now();
    let item = |release: release::Release| {
        let revision = revisions.iter().find(|revision| revision.id == release.revision)?;
        let due = release.review_on?.next_day()?.midnight().assume_offset(time::macros::offset!(+8));
        Some(WorkItem {
            step: None,
            kind: WorkKind::ReleaseReview,
            subject: release.id.0,
            title: revision.title.clone(),
            note: String::new(),
            department: Some(release.department),
            due_at: Some(due),
            overdue: due < now,
            since: release.scheduled_at,
        })
    };
    Ok(releases.into_iter().filter_map(item).collect())
}

#[derive(Default)]
pub(super) struct CalendarQuery;

#[Object]
impl CalendarQuery {
    /// What stands in the way of a release that is to be planned
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn plan_conflicts(
        &self,
        ctx: &Context<'_>,
        article_id: ID,
        account_ids: Vec<ID>,
        scheduled_at: OffsetDateTime,
    ) -> ApiResult<Vec<Conflict>> {
        let accounts = account_ids.iter().map(parse_id).collect::<ApiResult<_>>()?;
        let article = parse_id(&article_id)?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let found = schedule::of_plan(&mut tx, &actor, article, accounts, scheduled_at).await?;
        Ok(found.into_iter().map(Conflict).collect())
    }

    /// What stands in the way of releases that are to be moved, each beside the others at their new times
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn move_conflicts(&self, ctx: &Context<'_>, moves: Vec<MoveInput>) -> ApiResult<Vec<MoveConflicts>> {
        let moves = moves.iter().map(MoveInput::read).collect::<ApiResult<Vec<_>>>()?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let found = schedule::of_moves(&mut tx, &actor, &moves).await?;
        let shown = |(id, conflicts): (ReleaseId, Vec<schedule::Conflict>)| MoveConflicts {
            release_id: id.0.into(),
            conflicts: conflicts.into_iter().map(Conflict).collect(),
        };
        Ok(found.into_iter().map(shown).collect())
    }
}

#[derive(Default)]
pub(super) struct CalendarMutation;

#[Object]
impl CalendarMutation {
    /// The piece goes out nowhere before then, whatever its releases are planned for
    async fn set_embargo(
        &self,
        ctx: &Context<'_>,
        article_id: ID,
        until: OffsetDateTime,
        reason: String,
    ) -> ApiResult<Embargo> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = schedule::set_embargo(&mut tx, &actor, parse_id(&article_id)?, until, &reason).await?;
        tx.commit().await?;
        Ok(Embargo(row))
    }

    /// What waited for it goes out now
    async fn lift_embargo(&self, ctx: &Context<'_>, article_id: ID) -> ApiResult<bool> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        schedule::lift_embargo(&mut tx, &actor, parse_id(&article_id)?).await?;
        tx.commit().await?;
        Ok(true)
    }
}
