//! 稿件, as staff see it.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Json, Object};
use content::{Block, render};
use publishing::publication;
use time::OffsetDateTime;

use super::access::{self, AccessLimit};
use super::article_loaders::{
    Articles, Bodies, BodyOf, Columns, Interpretations, InterpretationsOf, RevisionsOf, RevisionsOfArticle, Sources,
};
use super::columns::Column;
use super::fact_checks::{self, FactCheck};
use super::media::{Media, media};
use super::preview_links::{self, PreviewLink};
use super::release::{Release, of_article};
use super::review::{ReviewCase, ReviewComment, comments_on_draft, latest_case};
use super::revision::Revision;
use super::search::Found;
use super::sharing::{self, ArticleShare};
use super::sources::Source;
use super::story::{StoriesOf, StoriesOfArticle, Story};
use super::types::{Department, Person, department, loaded, person};
use super::variants::{self, ChannelVariant};
use crate::api_error::ApiResult;
use crate::graphql::Focus;
use crate::request;

/// What a piece is
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::Kind", name = "ArticleKind")]
pub enum ArticleKind {
    News,
    Notice,
    Policy,
    Interpretation,
    Clarification,
}

/// Whether the principal must sign
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::Sensitivity")]
pub enum Sensitivity {
    Plain,
    Sensitive,
}

/// Whose text it is
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::Origin")]
pub enum Origin {
    Original,
    Reprint,
}

/// What a machine had to do with the text
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::AiUse")]
pub enum AiUse {
    None,
    Assisted,
    Generated,
}

/// Where a piece stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::ArticleState")]
pub enum ArticleState {
    Draft,
    InReview,
    Approved,
    Released,
    Withdrawn,
}

/// 稿件
pub(super) struct Article {
    row: content::Article,
    /// The body, where it was read with the rest; lists never read it unless they show it.
    blocks: Option<Vec<Block>>,
}

impl Article {
    pub(super) fn whole(row: content::Article, blocks: Vec<Block>) -> Self {
        Self { row, blocks: Some(blocks) }
    }
}

impl From<content::Article> for Article {
    fn from(row: content::Article) -> Self {
        Self { row, blocks: None }
    }
}

#[Object]
impl Article {
    async fn id(&self) -> ID {
        self.row.id.0.into()
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.row.department.0).await
    }
    async fn author(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.row.author.0).await
    }
    async fn title(&self) -> &str {
        &self.row.title
    }
    async fn summary(&self) -> &str {
        &self.row.summary
    }
    async fn blocks(&self, ctx: &Context<'_>) -> ApiResult<Json<Vec<Block>>> {
        if let Some(blocks) = &self.blocks {
            return Ok(Json(blocks.clone()));
        }
        let loader = ctx.data_unchecked::<DataLoader<Bodies>>();
        let blocks = loader.load_one(BodyOf(self.row.id)).await.map_err(|error| loaded(&error))?;
        Ok(Json(blocks.unwrap_or_default()))
    }
    /// Where the words of a search stand in it
    async fn found(&self, ctx: &Context<'_>, search: String) -> ApiResult<Found> {
        let text = match &self.blocks {
            Some(blocks) => render::text(blocks),
            None => {
                let loader = ctx.data_unchecked::<DataLoader<Bodies>>();
                let blocks = loader.load_one(BodyOf(self.row.id)).await.map_err(|error| loaded(&error))?;
                render::text(&blocks.unwrap_or_default())
            }
        };
        Ok(content::search::found(&search, &self.row.title, &text).into())
    }
    async fn kind(&self) -> ArticleKind {
        self.row.kind.into()
    }
    async fn sensitivity(&self) -> Sensitivity {
        self.row.sensitivity.into()
    }
    async fn origin(&self) -> Origin {
        self.row.origin.into()
    }
    async fn emergency(&self) -> bool {
        self.row.emergency
    }
    async fn ai(&self) -> AiUse {
        self.row.ai.into()
    }
    async fn column(&self, ctx: &Context<'_>) -> ApiResult<Option<Column>> {
        let Some(id) = self.row.column else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Columns>>();
        let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
        Ok(row.map(Column::from))
    }
    async fn topics(&self) -> &[String] {
        &self.row.topics
    }
    /// 涉及部门, beside its own
    async fn touches(&self, ctx: &Context<'_>) -> ApiResult<Vec<Department>> {
        futures_util::future::try_join_all(self.row.touches.iter().map(|id| department(ctx, id.0))).await
    }
    async fn source(&self, ctx: &Context<'_>) -> ApiResult<Option<Source>> {
        let Some(id) = self.row.source else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Sources>>();
        let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
        Ok(row.map(Source))
    }
    async fn source_url(&self) -> Option<&str> {
        self.row.source_url.as_deref()
    }
    /// Who wrote a reprint
    async fn source_author(&self) -> Option<&str> {
        self.row.provenance.author.as_deref()
    }
    /// When a reprint was first out
    async fn source_published_at(&self) -> Option<OffsetDateTime> {
        self.row.provenance.published_at
    }
    /// Under what leave a reprint is carried
    async fn source_licence(&self) -> Option<&str> {
        self.row.provenance.licence.as_deref()
    }
    async fn cover(&self, ctx: &Context<'_>) -> ApiResult<Option<Media>> {
        media(ctx, self.row.cover).await
    }
    /// What of the cover must stay in sight where a frame cuts it
    async fn cover_focus(&self) -> Option<Focus> {
        self.row.cover_focus.map(Focus::from)
    }
    /// 各渠道版本: those channels that show something of their own
    async fn variants(&self) -> Vec<ChannelVariant> {
        variants::told(&self.row.variants)
    }
    /// The policy that an interpretation explains, where the caller sees it
    async fn policy(&self, ctx: &Context<'_>) -> ApiResult<Option<Article>> {
        let Some(id) = self.row.policy else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Articles>>();
        Ok(loader.load_one(id).await.map_err(|error| loaded(&error))?.map(Article::from))
    }
    /// The interpretations of a policy that the caller sees, the latest changed first
    async fn interpretations(&self, ctx: &Context<'_>) -> ApiResult<Vec<Article>> {
        let loader = ctx.data_unchecked::<DataLoader<Interpretations>>();
        let rows = loader.load_one(InterpretationsOf(self.row.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(Article::from).collect())
    }
    /// The rolling stories it is part of, the latest opened first
    async fn stories(&self, ctx: &Context<'_>) -> ApiResult<Vec<Story>> {
        let loader = ctx.data_unchecked::<DataLoader<StoriesOfArticle>>();
        let rows = loader.load_one(StoriesOf(self.row.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(Story).collect())
    }
    /// Whom it is limited to before its release; none where its department and the desk see it
    async fn access(&self, ctx: &Context<'_>) -> ApiResult<Option<AccessLimit>> {
        access::of_article(ctx, self.row.id).await
    }
    /// Who outside was shown it, the latest first
    #[graphql(complexity = "5 * child_complexity")]
    async fn preview_links(&self, ctx: &Context<'_>) -> ApiResult<Vec<PreviewLink>> {
        preview_links::of_article(ctx, self.row.id).await
    }
    /// Who outside was asked for its facts, the latest first
    #[graphql(complexity = "5 * child_complexity")]
    async fn fact_checks(&self, ctx: &Context<'_>) -> ApiResult<Vec<FactCheck>> {
        fact_checks::of_article(ctx, self.row.id).await
    }
    /// SHA-256 of the title, summary, text and versions for channels as they stand: what a fact check answers on
    async fn text_digest(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let blocks = match &self.blocks {
            Some(blocks) => blocks.clone(),
            None => {
                let loader = ctx.data_unchecked::<DataLoader<Bodies>>();
                let blocks = loader.load_one(BodyOf(self.row.id)).await.map_err(|error| loaded(&error))?;
                blocks.unwrap_or_default()
            }
        };
        Ok(content::revision::digest_of_text(&self.row, &blocks).to_string())
    }
    /// 更正说明: what the public is told that the version being written, or the last one, puts right
    async fn correction(&self) -> &str {
        &self.row.correction
    }
    async fn version(&self) -> i32 {
        self.row.version
    }
    async fn state(&self) -> ArticleState {
        self.row.state.into()
    }
    async fn created_at(&self) -> OffsetDateTime {
        self.row.created_at
    }
    async fn updated_at(&self) -> OffsetDateTime {
        self.row.updated_at
    }
    async fn released_at(&self) -> Option<OffsetDateTime> {
        self.row.released_at
    }
    /// The department whose piece it carries, where it is one of the county's: a reprint of it names no source of the list
    async fn carried_from(&self) -> Option<&str> {
        self.row.carried.name.as_deref()
    }
    /// To whom it was offered, and who asked for it, the latest first
    async fn shares(&self, ctx: &Context<'_>) -> ApiResult<Vec<ArticleShare>> {
        sharing::of_article(ctx, self.row.id).await
    }
    /// Whether it was begun by an order to relay; while its words stand as ordered, rules see a relay
    async fn ordered(&self) -> bool {
        self.row.carried.ordered.is_some()
    }
    /// Where readers find it, once it is or was released
    async fn address(&self, ctx: &Context<'_>) -> ApiResult<Option<String>> {
        let request = request::of(ctx)?;
        let (site, county) = (&request.services().config.server.public_url, request.actor()?.county());
        Ok(self.row.released_at.map(|_| publication::address(site.as_str(), county, self.row.id)))
    }
    /// The last fifty, the latest first
    async fn revisions(&self, ctx: &Context<'_>) -> ApiResult<Vec<Revision>> {
        let loader = ctx.data_unchecked::<DataLoader<RevisionsOfArticle>>();
        let rows = loader.load_one(RevisionsOf(self.row.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(Revision).collect())
    }
    /// The latest case, open or ended
    async fn review_case(&self, ctx: &Context<'_>) -> ApiResult<Option<ReviewCase>> {
        latest_case(ctx, self.row.id).await
    }
    /// What reviewers said of its words and nobody has settled, and what was settled of the latest round that was commented on, each
    /// placed in the text as it stands; `open` leaves the settled out
    #[graphql(complexity = "5 * child_complexity")]
    async fn comments(&self, ctx: &Context<'_>, open: Option<bool>) -> ApiResult<Vec<ReviewComment>> {
        comments_on_draft(ctx, self.row.id, open == Some(true)).await
    }
    async fn releases(&self, ctx: &Context<'_>) -> ApiResult<Vec<Release>> {
        of_article(ctx, self.row.id).await
    }
    /// What the caller may do with it now: edit, submit, withdraw, release
    async fn actions(&self, ctx: &Context<'_>) -> ApiResult<Vec<&'static str>> {
        Ok(self.row.actions(request::of(ctx)?.actor()?))
    }
}
