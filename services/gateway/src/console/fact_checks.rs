//! 外部核稿: whom a piece was shown to for its facts, and what they said.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Data, Enum, ID, InputObject, Object, SimpleObject};
use content::ArticleId;
use content::fact_check::{self, Ask, Sent};
use platform::TenantTx;
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use super::article::ArticleKind;
use super::loaders::LoadError;
use super::preview_links::address;
use super::types::{Person, loaded, person};
use super::work::{WorkItem, WorkKind};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request::{self, Request};

/// The longest list on someone's desk.
const LIMIT: i64 = 50;

/// Where a fact check stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::fact_check::FactCheckState")]
pub(super) enum FactCheckState {
    Asked,
    Confirmed,
    Changes,
    Skipped,
    Recalled,
}

/// Someone outside, asked whether the facts are right
pub(super) struct FactCheck(content::fact_check::FactCheck);

#[Object]
impl FactCheck {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    /// The number of the revision it is for
    async fn round(&self) -> i32 {
        self.0.round
    }
    /// Name and office; empty where it was skipped
    async fn asked_of(&self) -> &str {
        &self.0.asked_of
    }
    async fn question(&self) -> &str {
        &self.0.question
    }
    async fn state(&self) -> FactCheckState {
        self.0.state.into()
    }
    /// What they want changed, what they add to a yes, or why it was skipped
    async fn answer(&self) -> &str {
        &self.0.answer
    }
    /// SHA-256 of the title, summary and text that were answered on
    async fn answered_text(&self) -> Option<String> {
        self.0.answered_text.map(|digest| digest.to_string())
    }
    async fn asked_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.asked_by.0).await
    }
    async fn asked_at(&self) -> OffsetDateTime {
        self.0.asked_at
    }
    async fn reminded_at(&self) -> Option<OffsetDateTime> {
        self.0.reminded_at
    }
    async fn state_at(&self) -> OffsetDateTime {
        self.0.state_at
    }
    /// Whether the caller may remind or take it back
    async fn may_follow(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.may_follow(request::of(ctx)?.actor()?))
    }
}

/// What is to be sent to who is asked, told once
#[derive(SimpleObject)]
struct SentFactCheck {
    check: FactCheck,
    url: String,
    /// Where the link goes by mail
    address: Option<String>,
}

fn sent(request: &Request, actor: &Actor, sent: Sent) -> SentFactCheck {
    let url = address(request, actor.county(), sent.token);
    SentFactCheck { check: FactCheck(sent.check), url, address: sent.address }
}

/// Whom to ask, and what
#[derive(InputObject)]
struct FactCheckInput {
    /// Name and office
    asked_of: String,
    /// Their mail address, kept sealed
    address: Option<String>,
    question: String,
    days: i32,
}

/// Checks by piece, the latest asked first.
pub(super) struct ChecksOfArticle(Request);

/// The key of `ChecksOfArticle`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ChecksOf(ArticleId);

impl Loader<ChecksOf> for ChecksOfArticle {
    type Value = Vec<content::fact_check::FactCheck>;
    type Error = LoadError;
    async fn load(&self, keys: &[ChecksOf]) -> Result<HashMap<ChecksOf, Self::Value>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let found = fact_check::of_articles(&mut tx, &ids).await.map_err(|error| Arc::new(ApiError::from(error)))?;
        let mut rows: HashMap<ChecksOf, Self::Value> = HashMap::new();
        for row in found {
            rows.entry(ChecksOf(row.article)).or_default().push(row);
        }
        Ok(rows)
    }
}

/// Puts the loader beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(ChecksOfArticle(request.clone()), tokio::spawn));
}

/// The fact checks of a piece.
pub(super) async fn of_article(ctx: &Context<'_>, article: ArticleId) -> ApiResult<Vec<FactCheck>> {
    let loader = ctx.data_unchecked::<DataLoader<ChecksOfArticle>>();
    let rows = loader.load_one(ChecksOf(article)).await.map_err(|error| loaded(&error))?;
    Ok(rows.unwrap_or_default().into_iter().map(FactCheck).collect())
}

/// Drafts of the caller's that someone outside wants changed, until they are.
pub(super) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let Some(person) = actor.person().filter(|_| actor.may(Action::ArticleDraft, Scope::Any)) else {
        return Ok(Vec::new());
    };
    let checks = fact_check::wanting_changes(tx, person, LIMIT).await?;
    if checks.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ArticleId> = checks.iter().map(|check| check.article).collect();
    let pieces = content::article::by_ids(tx, &ids).await?;
    let item = |check: content::fact_check::FactCheck| {
        let piece = pieces.iter().find(|piece| piece.id == check.article)?;
        Some(WorkItem {
            step: None,
            kind: WorkKind::FactCheckChanges,
            subject: piece.id.0,
            title: piece.title.clone(),
            note: check.answer,
            department: Some(piece.department),
            due_at: None,
            overdue: false,
            since: check.state_at,
        })
    };
    let mut items: Vec<WorkItem> = checks.into_iter().filter_map(item).collect();
    items.dedup_by_key(|item| item.subject);
    Ok(items)
}

#[derive(Default)]
pub(super) struct FactChecksQuery;

#[Object]
impl FactChecksQuery {
    /// The kinds of pieces that need an outside fact check, or a reason to go without, before submission
    async fn fact_check_kinds(&self, ctx: &Context<'_>) -> ApiResult<Vec<ArticleKind>> {
        let (mut tx, _) = request::of(ctx)?.read().await?;
        let kinds = fact_check::KINDS.get(&mut tx).await?;
        let kind = |word: &String| word.parse::<content::Kind>().ok().map(ArticleKind::from);
        Ok(kinds.iter().filter_map(kind).collect())
    }
}

#[derive(Default)]
pub(super) struct FactChecksMutation;

#[Object]
impl FactChecksMutation {
    /// Asks someone outside by a link that shows the piece and takes their answer
    async fn ask_fact_check(
        &self,
        ctx: &Context<'_>,
        article_id: ID,
        input: FactCheckInput,
    ) -> ApiResult<SentFactCheck> {
        let request = request::of(ctx)?;
        let FactCheckInput { asked_of, address, question, days } = input;
        let (mut tx, actor) = request.write().await?;
        let ask = Ask { asked_of, address, question, days };
        let row = fact_check::ask(&mut tx, &actor, &request.services().vault, parse_id(&article_id)?, ask).await?;
        tx.commit().await?;
        Ok(sent(request, &actor, row))
    }

    /// A new link for who has not answered; the one before opens nothing any more
    async fn remind_fact_check(&self, ctx: &Context<'_>, id: ID, days: i32) -> ApiResult<SentFactCheck> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let row = fact_check::remind(&mut tx, &actor, &request.services().vault, parse_id(&id)?, days).await?;
        tx.commit().await?;
        Ok(sent(request, &actor, row))
    }

    async fn recall_fact_check(&self, ctx: &Context<'_>, id: ID) -> ApiResult<FactCheck> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = fact_check::recall(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(FactCheck(row))
    }

    /// Records why this revision goes without one
    async fn skip_fact_check(&self, ctx: &Context<'_>, article_id: ID, reason: String) -> ApiResult<FactCheck> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = fact_check::skip(&mut tx, &actor, parse_id(&article_id)?, &reason).await?;
        tx.commit().await?;
        Ok(FactCheck(row))
    }

    async fn keep_fact_check_kinds(&self, ctx: &Context<'_>, kinds: Vec<ArticleKind>) -> ApiResult<Vec<ArticleKind>> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let chosen: Vec<content::Kind> = kinds.iter().map(|kind| (*kind).into()).collect();
        fact_check::keep_kinds(&mut tx, &actor, &chosen).await?;
        tx.commit().await?;
        Ok(kinds)
    }
}
