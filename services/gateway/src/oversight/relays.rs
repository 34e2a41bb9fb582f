//! 转载任务 (C22): what the province orders of the counties that granted it a look, and who has carried it.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use platform::CountyId;
use platform::page::Cursor;
use publishing::publication;
use publishing::relay::{self, Mark, NewOrder, Order, OrderedCopy};
use publishing::{account, relay::Copy};
use tenancy::region;
use time::OffsetDateTime;

use super::types::{Region, Regions};
use crate::api_error::ApiResult;
use crate::graphql::{Paging, parse_id, relay as paged};
use crate::request;

/// How an account stands against its time
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::relay::Mark")]
pub enum RelayMark {
    Open,
    InTime,
    Late,
    Missing,
    Declined,
    Recalled,
}

/// The kind of place an account is
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::account::Channel")]
pub enum RelayChannel {
    Wechat,
    App,
    Website,
    Connector,
}

/// An account's part of an order. Drafts are never seen from above
#[derive(SimpleObject)]
struct OrderedRelayCopy {
    account_id: ID,
    account_name: String,
    channel: RelayChannel,
    department_name: String,
    mark: RelayMark,
    /// When its department took it up
    taken_at: Option<OffsetDateTime>,
    live_at: Option<OffsetDateTime>,
    /// Where the public reads it
    url: Option<String>,
    /// Of what was released, SHA-256 in hex
    digest: Option<String>,
    decline_reason: Option<String>,
}

/// How an order stands in a county
#[derive(SimpleObject)]
struct RelayInCounty {
    county: Region,
    /// False while it has not arrived, or where the county's grant is no longer in force
    dealt: bool,
    total: i32,
    in_time: i32,
    late: i32,
    missing: i32,
    declined: i32,
    copies: Vec<OrderedRelayCopy>,
}

/// What the region ordered
#[derive(SimpleObject)]
struct RelayOrder {
    id: ID,
    title: String,
    source_name: String,
    source_url: String,
    note: String,
    /// Of every channel where none is named
    channel: Option<RelayChannel>,
    ordered_at: OffsetDateTime,
    due_at: OffsetDateTime,
    recalled_at: Option<OffsetDateTime>,
    recalled_reason: Option<String>,
    counties: Vec<RelayInCounty>,
}

/// What is to be carried, where and by when
#[derive(InputObject)]
struct RelayOrderInput {
    /// Their codes
    counties: Vec<i32>,
    title: String,
    /// One paragraph a line
    body: String,
    source_name: String,
    /// Where it stands; each county carries it if the address is of a source on its list
    url: String,
    author: Option<String>,
    published_at: Option<OffsetDateTime>,
    licence: Option<String>,
    note: String,
    channel: Option<RelayChannel>,
    /// A day from now where nothing is said
    due_at: Option<OffsetDateTime>,
}

impl From<RelayOrderInput> for NewOrder {
    fn from(input: RelayOrderInput) -> Self {
        Self {
            counties: input.counties.into_iter().map(request::county).collect(),
            title: input.title,
            body: input.body,
            source_name: input.source_name,
            url: input.url,
            author: input.author,
            published_at: input.published_at,
            licence: input.licence,
            note: input.note,
            channel: input.channel.map(Into::into),
            due_at: input.due_at,
        }
    }
}

#[derive(Default)]
pub(super) struct RelaysQuery;

#[Object]
impl RelaysQuery {
    /// The latest first, each with its coverage by county and account. Each reading is recorded with every county that granted it
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn relay_orders(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<Connection<String, RelayOrder>> {
        let paging = Paging::read(first, after.as_deref())?;
        let request = request::of(ctx)?;
        request.require_token_scope("released:read")?;
        let actor = request.actor()?;
        let mut tx = request.services().database.begin(actor.caller()).await?;
        let (page, copies) = relay::orders(&mut tx, actor, paging.after, paging.first).await?;
        let (regions, now) = (Regions(region::list(&mut tx).await?), tx.now());
        tx.commit().await?;
        let site = request.services().config.server.public_url.as_str();
        let mut rows = Vec::with_capacity(page.rows.len());
        for order in page.rows {
            let (at, id) = (order.ordered_at, order.id.0);
            rows.push((Cursor { at, id }, shown(order, &copies, &regions, (now, site))?));
        }
        let page = platform::page::Page { rows, more: page.more };
        Ok(paged(page, paging, |(cursor, _)| *cursor, |(_, order)| order))
    }
}

fn shown(
    order: Order,
    copies: &[OrderedCopy],
    regions: &Regions,
    (now, site): (OffsetDateTime, &str),
) -> ApiResult<RelayOrder> {
    let counties = order.counties.iter().map(|county| {
        let own = copies.iter().filter(|row| row.order == order.id && row.county == *county);
        in_county(*county, own.map(|row| &row.copy), regions, (now, site))
    });
    Ok(RelayOrder {
        counties: counties.collect::<ApiResult<_>>()?,
        id: order.id.0.into(),
        title: order.title,
        source_name: order.source_name,
        source_url: order.url,
        note: order.note,
        channel: order.channel.map(Into::into),
        ordered_at: order.ordered_at,
        due_at: order.due_at,
        recalled_at: order.recalled_at,
        recalled_reason: order.recalled_reason,
    })
}

fn in_county<'a>(
    county: CountyId,
    copies: impl Iterator<Item = &'a Copy>,
    regions: &Regions,
    (now, site): (OffsetDateTime, &str),
) -> ApiResult<RelayInCounty> {
    let copies: Vec<&Copy> = copies.collect();
    let count = |mark: Mark| number(copies.iter().filter(|copy| copy.mark(now) == mark).count());
    Ok(RelayInCounty {
        county: regions.name(county)?,
        dealt: !copies.is_empty(),
        total: number(copies.len()),
        in_time: count(Mark::InTime),
        late: count(Mark::Late),
        missing: count(Mark::Missing),
        declined: count(Mark::Declined),
        copies: copies.into_iter().map(|row| copy(row, county, (now, site))).collect(),
    })
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn copy(row: &Copy, county: CountyId, (now, site): (OffsetDateTime, &str)) -> OrderedRelayCopy {
    let own = matches!(row.channel, account::Channel::Website | account::Channel::App) && row.live_at.is_some();
    let page = || row.article.filter(|_| own).map(|id| publication::address(site, county, id));
    OrderedRelayCopy {
        account_id: row.account.0.into(),
        account_name: row.account_name.clone(),
        channel: row.channel.into(),
        department_name: row.department_name.clone(),
        mark: row.mark(now).into(),
        taken_at: row.taken_at,
        live_at: row.live_at,
        url: row.url.clone().or_else(page),
        digest: row.digest.map(|digest| digest.to_string()),
        decline_reason: row.decline_reason.clone(),
    }
}

#[derive(Default)]
pub(super) struct RelaysMutation;

#[Object]
impl RelaysMutation {
    /// Orders a task of counties whose grant of what is released is in force; it arrives within moments
    async fn give_relay_order(&self, ctx: &Context<'_>, input: RelayOrderInput) -> ApiResult<ID> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let order = relay::order_of_counties(&mut tx, &actor, input.into()).await?;
        tx.commit().await?;
        Ok(order.id.0.into())
    }

    /// What is out stays out, nothing more is asked of any county
    async fn recall_relay_order(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<ID> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let order = relay::recall_order(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(order.id.0.into())
    }
}
