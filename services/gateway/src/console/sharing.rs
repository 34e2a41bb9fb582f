//! 部门共享 (C22): pieces that departments offer and ask of each other.

mod loaders;
mod types;

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, Object};
use content::ArticleId;
use content::share::{self, Share, ShareState};
use platform::page::Cursor;
use platform::{DepartmentId, TenantTx};
use publishing::publication;
use tenancy::Actor;

use super::article::Article;
use super::work::{WorkItem, WorkKind};
use crate::api_error::ApiResult;
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

pub(super) use loaders::add;
pub(super) use types::{ArticleShare, of_article};

/// Which shares
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::share::Side")]
pub enum ShareSide {
    /// Given to the caller's department
    In,
    /// Of the caller's department
    Out,
    /// Every one the caller sees: the county's desk all
    All,
}

#[derive(Default)]
pub(super) struct SharingQuery;

#[Object]
impl SharingQuery {
    /// The latest begun first
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn article_shares(
        &self,
        ctx: &Context<'_>,
        side: ShareSide,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<Connection<String, ArticleShare>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = share::list(&mut tx, &actor, side.into(), paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.began_at, id: row.id.0 }, ArticleShare))
    }
}

#[derive(Default)]
pub(super) struct SharingMutation;

#[Object]
impl SharingMutation {
    /// Offers a draft or a released piece to other departments, in the words in which it stands
    async fn offer_article(
        &self,
        ctx: &Context<'_>,
        id: ID,
        department_ids: Vec<ID>,
        note: String,
    ) -> ApiResult<Vec<ArticleShare>> {
        let id = parse_id(&id)?;
        let to: Vec<DepartmentId> = department_ids.iter().map(parse_id).collect::<ApiResult<_>>()?;
        let address = address(ctx, id)?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let rows = share::offer(&mut tx, &actor, id, &to, (&note, &address)).await?;
        tx.commit().await?;
        Ok(rows.into_iter().map(ArticleShare).collect())
    }

    /// Asks another department for a released piece of theirs
    async fn ask_for_article(&self, ctx: &Context<'_>, id: ID, note: String) -> ApiResult<ArticleShare> {
        let id = parse_id(&id)?;
        let address = address(ctx, id)?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = share::ask(&mut tx, &actor, id, (&note, &address)).await?;
        tx.commit().await?;
        Ok(ArticleShare(row))
    }

    /// Agrees to give what was asked for
    async fn agree_to_share(&self, ctx: &Context<'_>, id: ID) -> ApiResult<ArticleShare> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = share::agree(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(ArticleShare(row))
    }

    /// Does not give what was asked for
    async fn refuse_share(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<ArticleShare> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = share::refuse(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(ArticleShare(row))
    }

    /// Takes what is offered: gives the draft, the same one when asked again
    async fn take_share(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Article> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let (_, article) = share::take(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(article.into())
    }

    /// Does not want what is offered
    async fn decline_share(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<ArticleShare> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = share::decline(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(ArticleShare(row))
    }

    /// Takes an offer back before it is taken, or an asking before it is answered
    async fn recall_share(&self, ctx: &Context<'_>, id: ID) -> ApiResult<ArticleShare> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = share::recall(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(ArticleShare(row))
    }
}

/// Where readers find a piece, once it is out.
fn address(ctx: &Context<'_>, article: ArticleId) -> ApiResult<String> {
    let request = request::of(ctx)?;
    let site = request.services().config.server.public_url.as_str();
    Ok(publication::address(site, request.actor()?.county(), article))
}

/// The longest list of one kind.
const LIMIT: i64 = 50;

/// What is offered to the caller's department, and asked of it.
pub(super) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let item = |row: Share| {
        let offered = row.state == ShareState::Offered;
        WorkItem {
            step: None,
            kind: if offered { WorkKind::ShareOffered } else { WorkKind::ShareAsked },
            subject: row.id.0,
            title: row.title,
            note: row.note,
            // Whom it has to do with on the other side.
            department: Some(if offered { row.from } else { row.to }),
            due_at: None,
            overdue: false,
            since: row.began_at,
        }
    };
    Ok(share::waiting(tx, actor, LIMIT).await?.into_iter().map(item).collect())
}
