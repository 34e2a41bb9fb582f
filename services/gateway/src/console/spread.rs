//! 传播 (C22): where a piece stands in the whole matrix, columns that several accounts share, and a warning of identical blasts.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use content::ColumnId;
use publishing::spread::{self, Node};
use publishing::{AccountId, publication};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::account::Account;
use super::preview::Channel;
use super::release_loaders::Accounts;
use super::types::loaded;
use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// What a place in the picture is
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::spread::NodeKind")]
pub enum SpreadKind {
    Piece,
    /// Carried by another department by an order
    Relay,
    /// Carried by another department with consent
    Share,
    Account,
    /// An account that was asked to relay it and has not
    Owed,
    Outlet,
}

/// A place in the picture
#[derive(SimpleObject)]
pub(super) struct SpreadNode {
    id: i32,
    /// None for the piece itself
    parent_id: Option<i32>,
    kind: SpreadKind,
    name: String,
    /// Empty for an outlet
    department: String,
    channel: Option<Channel>,
    /// A word of its own kind: of an article, a target, a relay or a delivery
    state: &'static str,
    /// When it was out or delivered, is planned, or is due
    at: Option<OffsetDateTime>,
    /// Where the public reads it
    url: Option<String>,
    article_id: Option<ID>,
    /// Whether readers can read it there now, or an outlet has it
    reached: bool,
    /// How often it was read there, where its platform counts that
    reads: Option<i64>,
}

/// Accounts that would have the same words within minutes
#[derive(SimpleObject)]
pub(super) struct BlastWarning {
    accounts: i32,
    /// From how many there is a warning
    limit: i32,
    minutes: i64,
}

#[derive(Default)]
pub(super) struct SpreadQuery;

#[Object]
impl SpreadQuery {
    /// Where a piece stands: its accounts, what others carried of it, who still owes a relay, the outlets. Parents before children
    #[graphql(complexity = "50 + child_complexity")]
    async fn article_spread(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Vec<SpreadNode>> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.read().await?;
        let picture = spread::spread(&mut tx, &actor, parse_id(&id)?).await?;
        let (site, county) = (request.services().config.server.public_url.as_str(), actor.county());
        Ok(picture.nodes.into_iter().map(|node| shown(node, site, county)).collect())
    }

    /// Whether a release as it would be planned puts the same words on many accounts within minutes; none where it does not
    #[graphql(complexity = "20 + child_complexity")]
    async fn blast_warning(
        &self,
        ctx: &Context<'_>,
        article_id: ID,
        account_ids: Vec<ID>,
        at: OffsetDateTime,
    ) -> ApiResult<Option<BlastWarning>> {
        let accounts: Vec<AccountId> = account_ids.iter().map(parse_id).collect::<ApiResult<_>>()?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let blast = spread::blast(&mut tx, &actor, parse_id(&article_id)?, &accounts, at).await?;
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        Ok(blast.map(|blast| BlastWarning {
            accounts: number(blast.accounts.len()),
            limit: number(blast.limit.accounts),
            minutes: blast.limit.minutes,
        }))
    }

    /// The accounts that share a column; planning a release of a piece in it begins with them chosen
    #[graphql(complexity = "20 + child_complexity")]
    async fn column_accounts(&self, ctx: &Context<'_>, column_id: ID) -> ApiResult<Vec<Account>> {
        let ids: Vec<AccountId> = {
            let (mut tx, actor) = request::of(ctx)?.read().await?;
            actor.require(Action::ReleaseRead, Scope::Any)?;
            let rows = spread::accounts_of(&mut tx, &[parse_id::<ColumnId>(&column_id)?]).await?;
            rows.into_iter().map(|(_, account)| account).collect()
        };
        let loader = ctx.data_unchecked::<DataLoader<Accounts>>();
        let mut rows = loader.load_many(ids).await.map_err(|error| loaded(&error))?.into_values().collect::<Vec<_>>();
        rows.sort_by(|a, b| (a.name.as_str(), a.id).cmp(&(b.name.as_str(), b.id)));
        Ok(rows.into_iter().map(Account).collect())
    }
}

fn shown(node: Node, site: &str, county: platform::CountyId) -> SpreadNode {
    let number = |place: usize| i32::try_from(place).unwrap_or(i32::MAX);
    let own = matches!(node.channel, Some(publishing::account::Channel::Website | publishing::account::Channel::App));
    let page = || node.article.filter(|_| own && node.reached).map(|id| publication::address(site, county, id));
    SpreadNode {
        url: node.url.clone().or_else(page),
        id: number(node.id),
        parent_id: node.parent.map(number),
        kind: node.kind.into(),
        name: node.name,
        department: node.department,
        channel: node.channel.map(Into::into),
        state: node.state,
        at: node.at,
        article_id: node.article.map(|id| id.0.into()),
        reached: node.reached,
        reads: node.reads,
    }
}

#[derive(Default)]
pub(super) struct SpreadMutation;

#[Object]
impl SpreadMutation {
    /// These accounts and no others share the column from now on
    async fn share_column(&self, ctx: &Context<'_>, column_id: ID, account_ids: Vec<ID>) -> ApiResult<bool> {
        let accounts: Vec<AccountId> = account_ids.iter().map(parse_id).collect::<ApiResult<_>>()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        spread::share_column(&mut tx, &actor, parse_id(&column_id)?, &accounts).await?;
        tx.commit().await?;
        Ok(true)
    }
}
