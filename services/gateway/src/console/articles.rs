//! Pieces: lists, one, and what is done with them.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Json, Object, SimpleObject, Subscription};
use content::ArticleId;
use content::article::{self, GetError};
use futures_util::{Stream, StreamExt as _};
use platform::page::Cursor;
use publishing::release;
use time::OffsetDateTime;

use super::article::{AiUse, Article, ArticleKind, ArticleState, Origin, Sensitivity};
use super::preview::{ChannelCheck, Preview};
use super::review::{AcceptedFinding, Finding};
use super::variants::{self, ChannelVariantInput};
use crate::api_error::{ApiError, ApiResult};
use crate::bell::changes;
use crate::graphql::{FocusInput, Paging, parse_id, relay};
use crate::request::{self, Request};

/// A piece as its writer fills it in
#[derive(InputObject)]
struct ArticleInput {
    title: String,
    summary: String,
    blocks: Json<serde_json::Value>,
    kind: ArticleKind,
    sensitivity: Sensitivity,
    origin: Origin,
    emergency: bool,
    /// Absent: nothing
    ai: Option<AiUse>,
    column_id: Option<ID>,
    topics: Vec<String>,
    /// Departments whose affairs it speaks of, beside its own
    touches: Option<Vec<ID>>,
    source_id: Option<ID>,
    source_url: Option<String>,
    /// Who wrote a reprint
    source_author: Option<String>,
    /// When a reprint was first out
    source_published_at: Option<OffsetDateTime>,
    /// Under what leave a reprint is carried
    source_licence: Option<String>,
    cover_media_id: Option<ID>,
    /// What of the cover must stay in sight
    cover_focus: Option<FocusInput>,
    /// What channels show in place of it; absent: nothing of their own
    variants: Option<Vec<ChannelVariantInput>>,
    /// The policy that an interpretation explains
    policy_id: Option<ID>,
    /// 更正说明: asked at submission once the piece was released, and shown to the public beside the corrected text
    correction: Option<String>,
}

impl TryFrom<ArticleInput> for content::Draft {
    type Error = ApiError;
    fn try_from(input: ArticleInput) -> ApiResult<Self> {
        Ok(Self {
            title: input.title,
            summary: input.summary,
            blocks: input.blocks.0,
            kind: input.kind.into(),
            sensitivity: input.sensitivity.into(),
            origin: input.origin.into(),
            emergency: input.emergency,
            ai: input.ai.map_or(content::AiUse::None, Into::into),
            column: input.column_id.as_ref().map(parse_id).transpose()?,
            topics: input.topics,
            touches: input.touches.unwrap_or_default().iter().map(parse_id).collect::<ApiResult<_>>()?,
            source: input.source_id.as_ref().map(parse_id).transpose()?,
            source_url: input.source_url,
            provenance: content::Provenance {
                author: input.source_author,
                published_at: input.source_published_at,
                licence: input.source_licence,
            },
            cover: input.cover_media_id.as_ref().map(parse_id).transpose()?,
            cover_focus: input.cover_focus.map(Into::into),
            variants: variants::taken(input.variants.unwrap_or_default())?,
            policy: input.policy_id.as_ref().map(parse_id).transpose()?,
            correction: input.correction.unwrap_or_default(),
        })
    }
}

/// What the automatic checks find in a draft
#[derive(SimpleObject)]
struct ArticleChecks {
    findings: Vec<Finding>,
    /// False while a word list that was changed is made ready; the one before it was asked
    lists_current: bool,
    /// What each channel says to it
    channels: Vec<ChannelCheck>,
}

/// What to list; what is absent does not narrow
#[derive(InputObject, Default)]
struct ArticleFilter {
    state: Option<ArticleState>,
    department_id: Option<ID>,
    column_id: Option<ID>,
    /// Words that all stand in the title, the summary or the text
    search: Option<String>,
    kind: Option<ArticleKind>,
    /// Changed at this moment or later
    since: Option<OffsetDateTime>,
    /// Changed before this moment
    until: Option<OffsetDateTime>,
    /// Only what the caller began
    mine: Option<bool>,
}

#[derive(Default)]
pub(super) struct ArticlesQuery;

#[Object]
impl ArticlesQuery {
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn articles(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter: Option<ArticleFilter>,
    ) -> ApiResult<Connection<String, Article>> {
        let (paging, filter) = (Paging::read(first, after.as_deref())?, filter.unwrap_or_default());
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let filter = article::Filter {
            state: filter.state.map(Into::into),
            department: filter.department_id.as_ref().map(parse_id).transpose()?,
            column: filter.column_id.as_ref().map(parse_id).transpose()?,
            author: actor.person().filter(|_| filter.mine == Some(true)),
            search: filter.search,
            kind: filter.kind.map(Into::into),
            since: filter.since,
            until: filter.until,
        };
        let page = article::list(&mut tx, &actor, &filter, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.updated_at, id: row.id.0 }, Article::from))
    }

    /// What the automatic checks find in a piece as it stands in the editor; nothing is saved
    #[graphql(complexity = "50 + child_complexity")]
    async fn check_article(&self, ctx: &Context<'_>, input: ArticleInput) -> ApiResult<ArticleChecks> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.read().await?;
        let checks = article::check(&mut tx, &actor, &request.services().checkers, input.try_into()?).await?;
        let findings = checks.findings.into_iter().map(Finding::from).collect();
        let channels = checks.channels.into_iter().map(ChannelCheck::from).collect();
        Ok(ArticleChecks { findings, lists_current: checks.lists_current, channels })
    }

    async fn article(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<Article>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        match article::get(&mut tx, &actor, parse_id(&id)?).await {
            Ok((row, blocks)) => Ok(Some(Article::whole(row, blocks))),
            Err(GetError::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The piece as each channel would show it now
    async fn previews(&self, ctx: &Context<'_>, article_id: ID) -> ApiResult<Vec<Preview>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let looks = article::preview(&mut tx, &actor, parse_id(&article_id)?).await?;
        Ok(looks.into_iter().map(Preview::from).collect())
    }
}

#[derive(Default)]
pub(super) struct ArticlesMutation;

#[Object]
impl ArticlesMutation {
    async fn draft_article(&self, ctx: &Context<'_>, input: ArticleInput) -> ApiResult<Article> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = article::create(&mut tx, &actor, input.try_into()?).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// `version` is the one the writer began from; if someone saved since, `CONFLICT` with the reason `STALE_VERSION`
    async fn edit_article(&self, ctx: &Context<'_>, id: ID, version: i32, input: ArticleInput) -> ApiResult<Article> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = article::edit(&mut tx, &actor, parse_id(&id)?, version, input.try_into()?).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// A new draft of the caller's department from what the piece holds now
    async fn copy_article(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Article> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = article::copy(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// Freezes the draft as a revision with what the checks find in it, and opens its review. What blocks and is not let stand for a
    /// reason refuses it with `FINDINGS_BLOCK`
    async fn submit_article(
        &self,
        ctx: &Context<'_>,
        id: ID,
        version: i32,
        accepted: Option<Vec<AcceptedFinding>>,
    ) -> ApiResult<Article> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let (row, revision) = article::submit(&mut tx, &actor, parse_id(&id)?, version).await?;
        let accepted: Vec<_> = accepted.unwrap_or_default().into_iter().map(Into::into).collect();
        review::findings::fix(&mut tx, &actor, &request.services().checkers, &revision, &accepted).await?;
        review::open(&mut tx, &revision).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// Takes a piece back from review, or after its approval, to write on. Its planned releases are cancelled; once a send has
    /// begun it is refused with RELEASE_BEGUN
    async fn withdraw_submission(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Article> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = release::take_back(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(row.into())
    }
}

#[derive(Default)]
pub(super) struct ArticlesSubscription;

#[Subscription]
impl ArticlesSubscription {
    /// The piece as it stands, and again whenever it changes
    async fn article_changed(
        &self,
        ctx: &Context<'_>,
        id: ID,
    ) -> Result<impl Stream<Item = ApiResult<Article>> + use<>, ApiError> {
        let (request, id) = (request::of(ctx)?.clone(), parse_id::<ArticleId>(&id)?);
        let county = request.actor()?.county();
        let rings = changes(&request.services().bell, county, &["article.changed"], Some(id.0));
        Ok(rings.then(move |()| one(request.clone(), id)))
    }
}

async fn one(request: Request, id: ArticleId) -> ApiResult<Article> {
    let (mut tx, actor) = request.read().await?;
    let (row, blocks) = article::get(&mut tx, &actor, id).await?;
    Ok(Article::whole(row, blocks))
}
