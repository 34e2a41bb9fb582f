//! 预览链接: who was shown a piece, and how often they looked.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Data, ID, Object, SimpleObject};
use content::preview_link::{self, PreviewToken};
use content::{ArticleId, RevisionId};
use platform::CountyId;
use time::OffsetDateTime;

use super::loaders::LoadError;
use super::types::{Person, loaded, person};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request::{self, Request};

/// An address that shows one piece to whoever holds it
pub(super) struct PreviewLink(content::preview_link::PreviewLink);

#[Object]
impl PreviewLink {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    /// None: it shows the piece as it stands
    async fn revision_id(&self) -> Option<ID> {
        self.0.revision.map(|id| id.0.into())
    }
    /// Whom it was made for
    async fn label(&self) -> &str {
        &self.0.label
    }
    async fn made_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.made_by.0).await
    }
    async fn made_at(&self) -> OffsetDateTime {
        self.0.made_at
    }
    async fn expires_at(&self) -> OffsetDateTime {
        self.0.expires_at
    }
    async fn revoked_at(&self) -> Option<OffsetDateTime> {
        self.0.revoked_at
    }
    /// How often it was opened
    async fn opened(&self) -> i32 {
        self.0.opened
    }
    /// When it was opened last
    async fn opened_at(&self) -> Option<OffsetDateTime> {
        self.0.opened_at
    }
    /// Whether it still opens
    async fn opens(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.opens(request::of(ctx)?.now()))
    }
    async fn may_revoke(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        let request = request::of(ctx)?;
        Ok(self.0.may_revoke(request.actor()?, request.now()))
    }
}

/// A link as it was made: its address is told once
#[derive(SimpleObject)]
struct MadePreviewLink {
    link: PreviewLink,
    url: String,
}

/// The address of a token. It stands behind `#`, which no browser sends and no server logs.
pub(super) fn address(request: &Request, county: CountyId, token: PreviewToken) -> String {
    let site = request.services().config.server.public_url.as_str();
    format!("{site}/s/{county}/preview#{}", token.text())
}

/// Links by piece, the latest made first.
pub(super) struct LinksOfArticle(Request);

/// The key of `LinksOfArticle`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LinksOf(ArticleId);

impl Loader<LinksOf> for LinksOfArticle {
    type Value = Vec<content::preview_link::PreviewLink>;
    type Error = LoadError;
    async fn load(&self, keys: &[LinksOf]) -> Result<HashMap<LinksOf, Self::Value>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let found = preview_link::of_articles(&mut tx, &ids).await.map_err(|error| Arc::new(ApiError::from(error)))?;
        let mut rows: HashMap<LinksOf, Self::Value> = HashMap::new();
        for row in found {
            rows.entry(LinksOf(row.article)).or_default().push(row);
        }
        Ok(rows)
    }
}

/// Puts the loader beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(LinksOfArticle(request.clone()), tokio::spawn));
}

/// The links of a piece.
pub(super) async fn of_article(ctx: &Context<'_>, article: ArticleId) -> ApiResult<Vec<PreviewLink>> {
    let loader = ctx.data_unchecked::<DataLoader<LinksOfArticle>>();
    let rows = loader.load_one(LinksOf(article)).await.map_err(|error| loaded(&error))?;
    Ok(rows.unwrap_or_default().into_iter().map(PreviewLink).collect())
}

#[derive(Default)]
pub(super) struct PreviewLinksMutation;

#[Object]
impl PreviewLinksMutation {
    /// Makes a link to a revision, or to the piece as it stands whenever the link is opened
    async fn make_preview_link(
        &self,
        ctx: &Context<'_>,
        article_id: ID,
        revision_id: Option<ID>,
        label: String,
        days: i32,
    ) -> ApiResult<MadePreviewLink> {
        let request = request::of(ctx)?;
        let revision = revision_id.as_ref().map(parse_id::<RevisionId>).transpose()?;
        let (mut tx, actor) = request.write().await?;
        let of = (parse_id(&article_id)?, revision);
        let vault = &request.services().vault;
        let (link, token) = preview_link::make(&mut tx, &actor, vault, of, &label, days).await?;
        let url = address(request, actor.county(), token);
        tx.commit().await?;
        Ok(MadePreviewLink { link: PreviewLink(link), url })
    }

    /// Ends a link at once
    async fn revoke_preview_link(&self, ctx: &Context<'_>, id: ID) -> ApiResult<PreviewLink> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = preview_link::revoke(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(PreviewLink(row))
    }
}
