//! 我的待办: what waits for the person signed in, from every service, and a ring when it changes.

mod kind;
mod step;

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, ID, Object, Subscription};
use content::article::Filter;
use content::{Article, ArticleId, ArticleState};
use futures_util::{Stream, StreamExt as _};
use platform::page::Cursor;
use platform::{DepartmentId, TenantTx};
use review::WorkClock;
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;
use uuid::Uuid;

pub(super) use self::kind::WorkKind;
use self::step::StepWork;
use super::review::{OpenComments, OpenOn, StuckReview};
use super::types::{Department, department, loaded};
use crate::api_error::{ApiError, ApiResult};
use crate::bell::changes;
use crate::request::{self, Request};

/// The longest list of one kind.
const LIMIT: i32 = 50;
const WIDTH: usize = 50;
/// Pages of approved pieces looked through for those that nobody planned yet.
const APPROVED_PAGES: usize = 10;

/// One thing that waits for the caller
pub(super) struct WorkItem {
    pub(super) kind: WorkKind,
    pub(super) subject: Uuid,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) department: Option<DepartmentId>,
    pub(super) due_at: Option<OffsetDateTime>,
    pub(super) since: OffsetDateTime,
    pub(super) overdue: bool,
    /// Of a step to decide.
    pub(super) step: Option<StepWork>,
}

#[Object]
impl WorkItem {
    async fn kind(&self) -> WorkKind {
        self.kind
    }
    /// The case, the article, the piece stopped, the release of a target in doubt, by hand, of a task, of a
    /// difference or to look at again, the inquiry, the item of the plan, the submission, the
    /// rhythm, the relay task, the share, the file, or the account
    async fn subject_id(&self) -> ID {
        self.subject.into()
    }
    async fn title(&self) -> &str {
        &self.title
    }
    async fn note(&self) -> &str {
        &self.note
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.department {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    /// How many comments of reviewers stand open on the piece; none for what has no text to comment on
    async fn open_comments(&self, ctx: &Context<'_>) -> ApiResult<Option<i32>> {
        if !matches!(self.kind, WorkKind::Review | WorkKind::ReturnedArticle) {
            return Ok(None);
        }
        let loader = ctx.data_unchecked::<DataLoader<OpenComments>>();
        let open = loader.load_one(OpenOn(self.subject)).await.map_err(|error| loaded(&error))?;
        Ok(Some(i32::try_from(open.unwrap_or_default()).unwrap_or(i32::MAX)))
    }
    async fn due_at(&self) -> Option<OffsetDateTime> {
        self.due_at
    }
    async fn overdue(&self) -> bool {
        self.overdue
    }
    /// Since when it waits
    async fn since(&self) -> OffsetDateTime {
        self.since
    }
    /// Of a step to decide; none of other work
    async fn step(&self) -> Option<&StepWork> {
        self.step.as_ref()
    }
}

#[derive(Default)]
pub(super) struct WorkQuery;

#[Object]
impl WorkQuery {
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn my_work(&self, ctx: &Context<'_>) -> ApiResult<Vec<WorkItem>> {
        gather(request::of(ctx)?.clone()).await
    }
}

#[derive(Default)]
pub(super) struct WorkSubscription;

#[Subscription]
impl WorkSubscription {
    /// Rings with the whole list when something that waits for the caller changes
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn my_work(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = ApiResult<Vec<WorkItem>>> + use<>, ApiError> {
        let request = request::of(ctx)?.clone();
        let county = request.actor()?.county();
        let kinds = &[
            "work.changed",
            "article.changed",
            "inquiry.changed",
            "release.changed",
            "plan.changed",
            "submission.changed",
            "pause.changed",
            "relay.changed",
            "share.changed",
            "account.changed",
        ];
        let rings = changes(&request.services().bell, county, kinds, None);
        Ok(rings.then(move |()| gather(request.clone())))
    }
}

/// Everything that waits, soonest due first, what has no date last.
async fn gather(request: Request) -> ApiResult<Vec<WorkItem>> {
    let (mut tx, actor) = request.read().await?;
    let mut items = reviews(&mut tx, &actor).await?;
    items.extend(escalated(&mut tx, &actor).await?);
    items.extend(stuck(&mut tx, &actor).await?);
    items.extend(returned(&mut tx, &actor).await?);
    items.extend(approved(&mut tx, &actor).await?);
    items.extend(stopped(&mut tx, &actor).await?);
    items.extend(doubts(&mut tx, &actor).await?);
    items.extend(super::manual::work(&mut tx, &actor).await?);
    items.extend(super::custody::work(&mut tx, &actor).await?);
    items.extend(letters(&mut tx, &actor).await?);
    items.extend(debts(&mut tx, &actor).await?);
    items.extend(super::plan::work(&mut tx, &actor).await?);
    items.extend(super::rhythms::work(&mut tx, &actor).await?);
    items.extend(super::fact_checks::work(&mut tx, &actor).await?);
    items.extend(super::media::work(&mut tx, &actor).await?);
    items.extend(super::relay::work(&mut tx, &actor).await?);
    items.extend(super::sharing::work(&mut tx, &actor).await?);
    items.extend(super::release_tasks::work(&mut tx, &actor).await?);
    items.extend(super::read_backs::work(&mut tx, &actor).await?);
    items.extend(super::calendar::work(&mut tx, &actor).await?);
    items.sort_by_key(|item| (item.due_at.is_none(), item.due_at, item.since));
    Ok(items)
}

async fn reviews(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let work = review::list_work(tx, actor, i64::from(LIMIT)).await?;
    let ids: Vec<ArticleId> = work.iter().map(|work| work.case.article).collect();
    let articles = if ids.is_empty() { Vec::new() } else { content::article::by_ids(tx, &ids).await? };
    let now = tx.now();
    let dues: Vec<OffsetDateTime> =
        work.iter().filter(|work| work.step.deadline_working).filter_map(|work| work.step.due_at).collect();
    let clock = if dues.is_empty() { None } else { Some(WorkClock::around(tx, &dues).await?) };
    let left = |step: &review::Step| {
        let clock = clock.as_ref().filter(|_| step.deadline_working)?;
        clock.left(step.due_at?)
    };
    let item = |work: review::Work| {
        let article = articles.iter().find(|article| article.id == work.case.article)?;
        Some(WorkItem {
            step: Some(StepWork {
                step: work.step.id,
                article: article.id,
                on_behalf_of: work.on_behalf_of,
                in_bulk: work.in_bulk,
                working_minutes_left: left(&work.step),
            }),
            kind: WorkKind::Review,
            subject: work.case.id.0,
            title: article.title.clone(),
            note: work.step.name,
            department: Some(work.case.department),
            due_at: work.step.due_at,
            overdue: work.step.due_at.is_some_and(|due| due < now),
            since: work.step.opened_at.unwrap_or(work.case.opened_at),
        })
    };
    Ok(work.into_iter().filter_map(item).collect())
}

/// Steps of the level below whose time is over.
async fn escalated(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let work = review::watch::escalated(tx, actor).await?;
    if work.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ArticleId> = work.iter().map(|work| work.case.article).collect();
    let articles = content::article::by_ids(tx, &ids).await?;
    let item = |work: review::Work| {
        let article = articles.iter().find(|article| article.id == work.case.article)?;
        Some(WorkItem {
            step: None,
            kind: WorkKind::EscalatedReview,
            subject: work.case.id.0,
            title: article.title.clone(),
            note: work.step.name,
            department: Some(work.step.department.unwrap_or(work.case.department)),
            due_at: work.step.due_at,
            overdue: true,
            since: work.step.escalated_at.unwrap_or(work.case.opened_at),
        })
    };
    Ok(work.into_iter().filter_map(item).collect())
}

/// Steps nobody is left to decide, with what would help.
async fn stuck(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let found = StuckReview::all(tx, actor).await?;
    let item = |found: &StuckReview| {
        let (stuck, title) = found.parts();
        WorkItem {
            step: None,
            kind: WorkKind::StuckReview,
            subject: stuck.case.id.0,
            title: title.to_owned(),
            note: stuck.remedy.clone(),
            department: Some(stuck.step.department.unwrap_or(stuck.case.department)),
            due_at: stuck.step.due_at,
            overdue: stuck.step.due_at.is_some_and(|due| due < tx.now()),
            since: stuck.step.stuck_at.unwrap_or(stuck.case.opened_at),
        }
    };
    Ok(found.iter().map(item).collect())
}

/// Drafts of the caller that review sent back, with its reason.
async fn returned(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    if !actor.may(Action::ArticleSubmit, Scope::Any) {
        return Ok(Vec::new());
    }
    let filter = Filter { state: Some(ArticleState::Draft), author: actor.person(), ..Filter::default() };
    let drafts = content::article::list(tx, actor, &filter, None, LIMIT).await?.rows;
    let ids: Vec<ArticleId> = drafts.iter().filter(|draft| 0 < draft.revision_count).map(|draft| draft.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut cases = review::latest_of_articles(tx, &ids).await?;
    cases.retain(|case| case.state == review::CaseState::Returned);
    let sheets = review::sheets(tx, &cases).await?;
    let item = |sheet: &review::Sheet| {
        let draft = drafts.iter().find(|draft| draft.id == sheet.case.article)?;
        let reason = sheet.decisions.iter().find(|said| said.decision == review::Decision::Return);
        let since = sheet.case.closed_at.unwrap_or(draft.updated_at);
        Some(waiting(WorkKind::ReturnedArticle, draft, reason.map_or("", |said| &said.reason), since))
    };
    Ok(sheets.iter().filter_map(item).collect())
}

/// Approved pieces nobody has planned yet, for those who release.
async fn approved(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    if !actor.may(Action::ReleasePlan, Scope::Any) {
        return Ok(Vec::new());
    }
    let filter = Filter { state: Some(ArticleState::Approved), ..Filter::default() };
    let (mut items, mut after) = (Vec::new(), None);
    for _ in 0..APPROVED_PAGES {
        let page = content::article::list(tx, actor, &filter, after, LIMIT).await?;
        let planned = planned(tx, &page.rows).await?;
        let waits = page.rows.iter().filter(|piece| !planned.contains(&piece.id));
        items.extend(waits.map(|piece| waiting(WorkKind::ApprovedArticle, piece, "", piece.updated_at)));
        after = page.rows.last().map(|piece| Cursor { at: piece.updated_at, id: piece.id.0 });
        if !page.more || WIDTH <= items.len() {
            break;
        }
    }
    items.truncate(WIDTH);
    Ok(items)
}

/// Those of the pieces whose latest revision some account carries or is to carry.
async fn planned(tx: &mut TenantTx, pieces: &[Article]) -> ApiResult<Vec<ArticleId>> {
    let ids: Vec<ArticleId> = pieces.iter().map(|piece| piece.id).collect();
    let latest = content::revision::latest_ids(tx, &ids).await?;
    let revisions: Vec<content::RevisionId> = latest.iter().map(|(_, revision)| *revision).collect();
    let carried = publishing::release::carried(tx, &revisions).await?;
    Ok(latest.into_iter().filter(|(_, revision)| carried.contains(revision)).map(|(article, _)| article).collect())
}

/// Pieces that the checks stopped before they went out.
async fn stopped(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let rows = review::findings::stopped(tx, actor, i64::from(LIMIT)).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ArticleId> = rows.iter().map(|row| row.article).collect();
    let articles = content::article::by_ids(tx, &ids).await?;
    let item = |row: review::findings::Stopped| {
        let piece = articles.iter().find(|piece| piece.id == row.article)?;
        Some(waiting(WorkKind::StoppedRelease, piece, &row.message, row.ran_at))
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

/// Targets whose fate a look has not settled, for those who may.
async fn doubts(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    if !actor.may(Action::ReleaseResolve, Scope::Any) {
        return Ok(Vec::new());
    }
    let targets = publishing::release::unconfirmed(tx, i64::from(LIMIT)).await?;
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<content::RevisionId> = targets.iter().map(|target| target.revision).collect();
    let revisions = content::revision::by_ids(tx, &ids).await?;
    let item = |target: publishing::release::Target| {
        let revision = revisions.iter().find(|revision| revision.id == target.revision)?;
        Some(WorkItem {
            step: None,
            kind: WorkKind::UnconfirmedTarget,
            subject: target.release.0,
            title: revision.title.clone(),
            note: target.error_text.unwrap_or_default(),
            department: Some(target.department),
            due_at: None,
            overdue: false,
            since: target.state_at,
        })
    };
    Ok(targets.into_iter().filter_map(item).collect())
}

/// What is owed for overrides; an objection waits as long as the piece stands.
async fn debts(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let owed = review::debt::list_owed(tx, actor, i64::from(LIMIT)).await?;
    if owed.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ArticleId> = owed.iter().map(|owed| owed.case.article).collect();
    let articles = content::article::by_ids(tx, &ids).await?;
    let now = tx.now();
    let item = |owed: review::debt::Owed| {
        let article = articles.iter().find(|article| article.id == owed.case.article)?;
        let objected = owed.debt.state == review::debt::DebtState::Objected;
        if objected && article.state != ArticleState::Released {
            return None;
        }
        Some(WorkItem {
            step: None,
            kind: WorkKind::OverrideDebt,
            subject: owed.case.id.0,
            title: article.title.clone(),
            overdue: owed.debt.overdue(now),
            due_at: (!objected).then_some(owed.debt.due_at),
            since: owed.debt.settled_at.unwrap_or(owed.debt.owed_at),
            note: if objected { owed.debt.opinion } else { owed.taken.reason },
            department: Some(owed.case.department),
        })
    };
    Ok(owed.into_iter().filter_map(item).collect())
}

/// Inquiries to act on and replies to review; a due day ends at midnight in China.
async fn letters(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    if !actor.may(Action::InquiryRead, Scope::Any) {
        return Ok(Vec::new());
    }
    let today = platform::Clock::day_of(tx.now());
    let waiting = interaction::inquiry::waiting(tx, actor).await?;
    let ends = |day: time::Date| day.next_day().map(|next| next.midnight().assume_offset(time::macros::offset!(+8)));
    let inquiries = waiting.inquiries.into_iter().map(|row| WorkItem {
        step: None,
        kind: WorkKind::Inquiry,
        subject: row.id.0,
        note: row.state.as_str().to_owned(),
        department: row.department_id,
        due_at: row.due().and_then(ends),
        overdue: row.overdue(today),
        since: row.received_at,
        title: row.title,
    });
    // A reply is as pressing as the letter it answers.
    let replies = waiting.replies.into_iter().map(|(reply, inquiry)| WorkItem {
        step: None,
        kind: WorkKind::ReplyReview,
        subject: reply.inquiry_id.0,
        title: inquiry.as_ref().map(|row| row.title.clone()).unwrap_or_default(),
        note: String::new(),
        department: Some(reply.department_id),
        due_at: inquiry.as_ref().and_then(interaction::Inquiry::due).and_then(ends),
        overdue: inquiry.is_some_and(|row| row.overdue(today)),
        since: reply.written_at,
    });
    Ok(inquiries.chain(replies).collect())
}

fn waiting(kind: WorkKind, piece: &Article, note: &str, since: OffsetDateTime) -> WorkItem {
    WorkItem {
        step: None,
        kind,
        subject: piece.id.0,
        title: piece.title.clone(),
        note: note.to_owned(),
        department: Some(piece.department),
        due_at: None,
        overdue: false,
        since,
    }
}
