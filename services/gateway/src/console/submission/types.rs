//! A submission, as both desks see it.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Json, Object};
use content::Block;
use content::adoption::Reprint;
use content::submission::{self, Happened};
use time::{Date, OffsetDateTime};

use super::loaders::{Attached, AttachmentsOf, EventsOf, History, Reprints, ReprintsOf};
use crate::api_error::ApiResult;
use crate::console::article::{Article, ArticleKind, Origin};
use crate::console::article_loaders::{Articles, Files};
use crate::console::media::Media;
use crate::console::plan::{Assignment, Assignments};
use crate::console::search::Found;
use crate::console::types::{Department, Person, department, loaded, person};
use crate::request;

/// Where a submission stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::submission::SubmissionState")]
pub enum SubmissionState {
    Submitted,
    Asked,
    Adopted,
    AdoptedWithEdits,
    Declined,
    Withdrawn,
}

/// What happened to a submission
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::submission::EventKind")]
pub enum SubmissionEventKind {
    Submitted,
    Asked,
    Answered,
    Adopted,
    AdoptedWithEdits,
    Declined,
    Withdrawn,
    Reprinted,
}

/// How a submission is taken: as it is, or to be edited by the desk
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::adoption::Mode")]
pub enum AdoptionMode {
    AsIs,
    WithEdits,
}

/// One line of a submission's history
pub(super) struct SubmissionEvent(Happened);

#[Object]
impl SubmissionEvent {
    async fn kind(&self) -> SubmissionEventKind {
        self.0.kind.into()
    }
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.person.0).await
    }
    async fn note(&self) -> &str {
        &self.0.note
    }
    async fn at(&self) -> OffsetDateTime {
        self.0.at
    }
}

/// 转载: a medium beyond the county that carried it
pub(super) struct SubmissionReprint(Reprint);

#[Object]
impl SubmissionReprint {
    async fn outlet_name(&self) -> &str {
        &self.0.outlet_name
    }
    /// national, province, city or local
    async fn list(&self) -> &'static str {
        self.0.list.as_str()
    }
    async fn url(&self) -> &str {
        &self.0.url
    }
    async fn reprinted_on(&self) -> Date {
        self.0.reprinted_on
    }
}

/// 报送
pub(in crate::console) struct Submission(pub(in crate::console) submission::Submission);

impl Submission {
    async fn piece(&self, ctx: &Context<'_>, id: Option<content::ArticleId>) -> ApiResult<Option<Article>> {
        let Some(id) = id else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Articles>>();
        Ok(loader.load_one(id).await.map_err(|error| loaded(&error))?.map(Article::from))
    }
}

#[Object]
impl Submission {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    /// The receipt's number: the day, and a number of that day
    async fn number(&self) -> &str {
        &self.0.number
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
    async fn submitted_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.submitted_by.0).await
    }
    async fn submitted_at(&self) -> OffsetDateTime {
        self.0.submitted_at
    }
    async fn title(&self) -> &str {
        &self.0.title
    }
    async fn blocks(&self) -> Json<&[Block]> {
        Json(&self.0.blocks)
    }
    /// Where the words of a search stand in it
    async fn found(&self, search: String) -> Found {
        let text = format!("{}\n{}", content::render::text(&self.0.blocks), self.0.note);
        content::search::found(&search, &self.0.title, &text).into()
    }
    async fn kind(&self) -> ArticleKind {
        self.0.kind.into()
    }
    async fn origin(&self) -> Origin {
        self.0.origin.into()
    }
    async fn source_url(&self) -> Option<&str> {
        self.0.source_url.as_deref()
    }
    /// Who wrote a reprint
    async fn source_author(&self) -> Option<&str> {
        self.0.provenance.author.as_deref()
    }
    /// When a reprint was first out
    async fn source_published_at(&self) -> Option<OffsetDateTime> {
        self.0.provenance.published_at
    }
    /// Under what leave a reprint is carried
    async fn source_licence(&self) -> Option<&str> {
        self.0.provenance.licence.as_deref()
    }
    async fn note(&self) -> &str {
        &self.0.note
    }
    async fn attachments(&self, ctx: &Context<'_>) -> ApiResult<Vec<Media>> {
        let loader = ctx.data_unchecked::<DataLoader<Attached>>();
        let ids = loader.load_one(AttachmentsOf(self.0.id)).await.map_err(|error| loaded(&error))?.unwrap_or_default();
        let files = ctx.data_unchecked::<DataLoader<Files>>();
        let found = files.load_many(ids.clone()).await.map_err(|error| loaded(&error))?;
        Ok(ids.iter().filter_map(|id| found.get(id)).cloned().map(Media).collect())
    }
    /// The department's own article it was made from, where the caller sees it
    async fn article(&self, ctx: &Context<'_>) -> ApiResult<Option<Article>> {
        self.piece(ctx, self.0.article).await
    }
    /// The desk's article it became; a department sees it once it is released
    async fn adopted_article(&self, ctx: &Context<'_>) -> ApiResult<Option<Article>> {
        self.piece(ctx, self.0.adopted_article).await
    }
    /// The assignment it answers
    async fn assignment(&self, ctx: &Context<'_>) -> ApiResult<Option<Assignment>> {
        let Some(id) = self.0.assignment else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Assignments>>();
        Ok(loader.load_one(id).await.map_err(|error| loaded(&error))?.map(Assignment))
    }
    async fn state(&self) -> SubmissionState {
        self.0.state.into()
    }
    async fn state_at(&self) -> OffsetDateTime {
        self.0.state_at
    }
    /// The desk's question, or why it declined
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// Everything that happened, in order
    async fn events(&self, ctx: &Context<'_>) -> ApiResult<Vec<SubmissionEvent>> {
        let loader = ctx.data_unchecked::<DataLoader<History>>();
        let rows = loader.load_one(EventsOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(SubmissionEvent).collect())
    }
    /// The latest first
    async fn reprints(&self, ctx: &Context<'_>) -> ApiResult<Vec<SubmissionReprint>> {
        let loader = ctx.data_unchecked::<DataLoader<Reprints>>();
        let rows = loader.load_one(ReprintsOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(SubmissionReprint).collect())
    }
    /// What the caller may do with it now: adopt, ask, decline, answer, recall, note_reprint
    async fn actions(&self, ctx: &Context<'_>) -> ApiResult<Vec<&'static str>> {
        Ok(self.0.actions(request::of(ctx)?.actor()?))
    }
}
