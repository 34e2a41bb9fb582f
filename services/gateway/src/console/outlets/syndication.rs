//! 供稿: whether a piece is handed on to outlets.

use async_graphql::{Context, ID, Object};
use publishing::outlet;
use time::OffsetDateTime;

use crate::api_error::ApiResult;
use crate::console::types::{Person, person};
use crate::graphql::parse_id;
use crate::request;

/// Whether a piece is handed on to outlets, and whose word that is
struct Syndication(outlet::Syndication);

#[Object]
impl Syndication {
    async fn allowed(&self) -> bool {
        self.0.allowed
    }
    /// Null where the rule holds: the county's own pieces are, reprints are not
    async fn decided_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match &self.0.decision {
            Some(decision) => person(ctx, decision.by.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn decided_at(&self) -> Option<OffsetDateTime> {
        self.0.decision.as_ref().map(|decision| decision.at)
    }
    async fn reason(&self) -> Option<&str> {
        self.0.decision.as_ref().map(|decision| decision.reason.as_str())
    }
}

#[derive(Default)]
pub(in crate::console) struct SyndicationQuery;

#[Object]
impl SyndicationQuery {
    async fn syndication(&self, ctx: &Context<'_>, article_id: ID) -> ApiResult<Syndication> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(Syndication(outlet::syndication(&mut tx, &actor, parse_id(&article_id)?).await?))
    }
}

#[derive(Default)]
pub(in crate::console) struct SyndicationMutation;

#[Object]
impl SyndicationMutation {
    /// A piece that is out and was not handed on is handed on at once; what outlets have stays with them
    async fn decide_syndication(
        &self,
        ctx: &Context<'_>,
        article_id: ID,
        allowed: bool,
        reason: String,
    ) -> ApiResult<Syndication> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let decided = outlet::decide(&mut tx, &actor, parse_id(&article_id)?, allowed, &reason).await?;
        tx.commit().await?;
        Ok(Syndication(decided))
    }
}
