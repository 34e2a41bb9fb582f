//! 版本: what was submitted.

use async_graphql::{Context, ID, Json, Object};
use content::{Block, revision};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::article::AiUse;
use super::media::{Media, media};
use super::types::{Person, person};
use super::variants::{self, ChannelVariant};
use crate::api_error::ApiResult;
use crate::graphql::{Focus, parse_id};
use crate::request;

/// A submitted text; it never changes
pub(super) struct Revision(pub(super) content::Revision);

#[Object]
impl Revision {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn number(&self) -> i32 {
        self.0.number
    }
    async fn title(&self) -> &str {
        &self.0.title
    }
    async fn summary(&self) -> &str {
        &self.0.summary
    }
    async fn blocks(&self) -> Json<&[Block]> {
        Json(&self.0.blocks)
    }
    async fn ai(&self) -> AiUse {
        self.0.ai.into()
    }
    /// SHA-256 of the canonical form, in hex
    async fn digest(&self) -> String {
        self.0.digest.to_string()
    }
    async fn source_name(&self) -> Option<&str> {
        self.0.source_name.as_deref()
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
    /// What the public is told that it puts right; none where nothing was released before it
    async fn correction(&self) -> Option<&str> {
        self.0.correction.as_deref()
    }
    async fn submitted_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.submitted_by.0).await
    }
    /// Since when the public sees it; none if it does not
    async fn public_at(&self) -> Option<OffsetDateTime> {
        self.0.public_at
    }
    async fn submitted_at(&self) -> OffsetDateTime {
        self.0.submitted_at
    }
    async fn cover(&self, ctx: &Context<'_>) -> ApiResult<Option<Media>> {
        media(ctx, self.0.cover).await
    }
    /// What of the cover must stay in sight where a frame cuts it
    async fn cover_focus(&self) -> Option<Focus> {
        self.0.cover_focus.map(Focus::from)
    }
    /// 各渠道版本: those channels that show something of their own
    async fn variants(&self) -> Vec<ChannelVariant> {
        variants::told(&self.0.variants)
    }
}

#[derive(Default)]
pub(super) struct RevisionsQuery;

#[Object]
impl RevisionsQuery {
    async fn revision(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<Revision>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::ArticleRead, Scope::Any)?;
        Ok(revision::by_ids(&mut tx, &[parse_id(&id)?]).await?.pop().map(Revision))
    }
}
