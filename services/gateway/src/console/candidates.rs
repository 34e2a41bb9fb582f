//! 转载候选: what came through feeds, grouped, as departments are offered it.

use async_graphql::connection::Connection;
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, InputObject, Object};
use content::candidate;
use content::feed::Item;
use platform::page::Cursor;
use time::OffsetDateTime;

use super::article::Article;
use super::article_loaders::Articles;
use super::feeds::{FeedOf, Feeds, GroupOf, Groups, source};
use super::sources::Source;
use super::types::{Department, Person, department, loaded, person};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

/// Letters of an item's text that a list shows.
const EXCERPT: usize = 160;

/// Where a candidate stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::candidate::CandidateState")]
pub enum CandidateState {
    Waiting,
    Taken,
    Dismissed,
}

/// What to list; what is absent does not narrow
#[derive(InputObject, Default)]
struct CandidateFilter {
    state: Option<CandidateState>,
    department_id: Option<ID>,
    source_id: Option<ID>,
}

impl TryFrom<CandidateFilter> for candidate::Filter {
    type Error = ApiError;
    fn try_from(filter: CandidateFilter) -> ApiResult<Self> {
        Ok(Self {
            state: filter.state.map(Into::into),
            department: filter.department_id.as_ref().map(parse_id).transpose()?,
            source: filter.source_id.as_ref().map(parse_id).transpose()?,
        })
    }
}

/// What came through a feed
struct FeedItem(Item);

#[Object]
impl FeedItem {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Its first words
    async fn excerpt(&self) -> String {
        self.0.body.replace('\n', " ").chars().take(EXCERPT).collect()
    }
    /// Its address at the source
    async fn url(&self) -> &str {
        &self.0.url
    }
    async fn author(&self) -> Option<&str> {
        self.0.provenance.author.as_deref()
    }
    async fn published_at(&self) -> Option<OffsetDateTime> {
        self.0.provenance.published_at
    }
    async fn source(&self, ctx: &Context<'_>) -> ApiResult<Source> {
        source(ctx, self.0.source).await
    }
    async fn feed_name(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let loader = ctx.data_unchecked::<DataLoader<Feeds>>();
        let row = loader.load_one(FeedOf(self.0.feed)).await.map_err(|error| loaded(&error))?;
        Ok(row.map(|row| row.name).unwrap_or_default())
    }
    async fn seen_at(&self) -> OffsetDateTime {
        self.0.seen_at
    }
}

/// 转载候选
struct Candidate(candidate::Candidate);

#[Object]
impl Candidate {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
    async fn state(&self) -> CandidateState {
        self.0.state.into()
    }
    async fn found_at(&self) -> OffsetDateTime {
        self.0.found_at
    }
    /// What reads nearly alike, in the order it came; the first twenty
    async fn items(&self, ctx: &Context<'_>) -> ApiResult<Vec<FeedItem>> {
        let loader = ctx.data_unchecked::<DataLoader<Groups>>();
        let rows = loader.load_one(GroupOf(self.0.group)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(FeedItem).collect())
    }
    async fn settled_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.settled_by {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn settled_at(&self) -> Option<OffsetDateTime> {
        self.0.settled_at
    }
    /// The draft it became, where the caller sees it
    async fn article(&self, ctx: &Context<'_>) -> ApiResult<Option<Article>> {
        let Some(id) = self.0.article else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Articles>>();
        Ok(loader.load_one(id).await.map_err(|error| loaded(&error))?.map(Article::from))
    }
    /// Whether the caller may take or dismiss it
    async fn may_settle(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.may_settle(request::of(ctx)?.actor()?))
    }
}

#[derive(Default)]
pub(super) struct CandidatesQuery;

#[Object]
impl CandidatesQuery {
    /// What departments are offered, the latest found first
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn candidates(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter: Option<CandidateFilter>,
    ) -> ApiResult<Connection<String, Candidate>> {
        let (paging, filter) = (Paging::read(first, after.as_deref())?, filter.unwrap_or_default());
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = candidate::list(&mut tx, &actor, &filter.try_into()?, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.found_at, id: row.id.0 }, Candidate))
    }
}

#[derive(Default)]
pub(super) struct CandidatesMutation;

#[Object]
impl CandidatesMutation {
    /// Makes a draft of an item of the group, of its first where none is named, with its source and where it comes from filled in
    async fn take_candidate(&self, ctx: &Context<'_>, id: ID, item_id: Option<ID>) -> ApiResult<Candidate> {
        let item = item_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let (row, _) = candidate::take(&mut tx, &actor, parse_id(&id)?, item).await?;
        tx.commit().await?;
        Ok(Candidate(row))
    }

    /// It is not wanted: what reads alike and comes later is not offered again
    async fn dismiss_candidate(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Candidate> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = candidate::dismiss(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Candidate(row))
    }

    /// Offers again what was dismissed
    async fn restore_candidate(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Candidate> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = candidate::restore(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Candidate(row))
    }
}
