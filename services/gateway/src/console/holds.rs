//! Who is writing at a draft.

use async_graphql::{Context, ID, Object, SimpleObject};
use content::article::{self, Hold};
use time::OffsetDateTime;

use super::types::person;
use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// Somebody who is writing at a draft
#[derive(SimpleObject)]
pub(super) struct ArticleHold {
    /// Their name
    person_name: String,
    since: OffsetDateTime,
    /// Whether that is the caller
    mine: bool,
}

async fn shown(ctx: &Context<'_>, hold: Hold) -> ApiResult<ArticleHold> {
    let who = person(ctx, hold.person.0).await?;
    let mine = request::of(ctx)?.actor()?.person() == Some(hold.person);
    Ok(ArticleHold { person_name: who.0.name, since: hold.since, mine })
}

#[derive(Default)]
pub(super) struct HoldsQuery;

#[Object]
impl HoldsQuery {
    /// Who is writing at the piece now; none when nobody has given a sign of it lately
    async fn article_hold(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<ArticleHold>> {
        let held = {
            let (mut tx, actor) = request::of(ctx)?.read().await?;
            article::holder(&mut tx, &actor, parse_id(&id)?).await?
        };
        match held {
            Some(hold) => shown(ctx, hold).await.map(Some),
            None => Ok(None),
        }
    }
}

#[derive(Default)]
pub(super) struct HoldsMutation;

#[Object]
impl HoldsMutation {
    /// Begins to write at a draft, or says that one still does; to be repeated every thirty seconds. Answers with whoever holds it
    async fn hold_article(&self, ctx: &Context<'_>, id: ID) -> ApiResult<ArticleHold> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let hold = article::hold(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        shown(ctx, hold).await
    }

    /// Writes on in the place of whoever does; they are told
    async fn take_over_article(&self, ctx: &Context<'_>, id: ID) -> ApiResult<ArticleHold> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let hold = article::take_over(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        shown(ctx, hold).await
    }

    /// Stops writing at a draft; true in any case
    async fn let_article_go(&self, ctx: &Context<'_>, id: ID) -> ApiResult<bool> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        article::let_go(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(true)
    }
}
