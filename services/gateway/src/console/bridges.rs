//! OA 对接: outside systems in which people decide, what went there, and what came back.

mod loaders;
mod types;

use ::review::bridge::{self, BridgeId, BridgeInput, Route};
use async_graphql::connection::Connection;
use async_graphql::{Context, Data, ID, InputObject, Object};
use platform::PersonId;
use platform::outbound::Networks;
use platform::page::Cursor;
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::types::Role;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request::{self, Request};

pub(super) use loaders::{by_oa, sendings};
pub(super) use types::OaSending;
use types::{OaBridge, OaMessage, OaReceipt, OaSecret};

/// Puts the loaders beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    loaders::add(data, request);
}

#[derive(Default)]
pub(super) struct BridgesQuery;

#[Object]
impl BridgesQuery {
    /// By name
    #[graphql(complexity = "10 * child_complexity")]
    async fn oa_bridges(&self, ctx: &Context<'_>) -> ApiResult<Vec<OaBridge>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::BridgeRead, Scope::County)?;
        Ok(bridge::list(&mut tx).await?.into_iter().map(OaBridge).collect())
    }

    /// What was sent, the latest first
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn oa_messages(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        bridge_id: ID,
        state: Option<String>,
    ) -> ApiResult<Connection<String, OaMessage>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::BridgeRead, Scope::County)?;
        let id = parse_id(&bridge_id)?;
        let page = bridge::list_messages(&mut tx, id, state.as_deref(), paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.created_at, id: row.id.0 }, OaMessage))
    }

    /// What came in signed, the latest first
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn oa_receipts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        bridge_id: ID,
    ) -> ApiResult<Connection<String, OaReceipt>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::BridgeRead, Scope::County)?;
        let page = bridge::list_receipts(&mut tx, parse_id(&bridge_id)?, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.received_at, id: row.id }, OaReceipt))
    }
}

/// Steps of this role go there
#[derive(InputObject)]
struct OaRouteInput {
    role: Role,
    /// The step's department, or for the county's steps the piece's; none for every one
    department_id: Option<ID>,
}

/// What the administrator says of an OA
#[derive(InputObject)]
struct OaBridgeInput {
    name: String,
    endpoint: String,
    routes: Vec<OaRouteInput>,
}

impl OaBridgeInput {
    fn read(self) -> ApiResult<BridgeInput> {
        let route = |route: OaRouteInput| {
            let department = route.department_id.as_ref().map(parse_id).transpose()?;
            Ok(Route { role: route.role.into(), department })
        };
        let routes = self.routes.into_iter().map(route).collect::<ApiResult<_>>()?;
        Ok(BridgeInput { name: self.name, endpoint: self.endpoint, routes })
    }
}

#[derive(Default)]
pub(super) struct BridgesMutation;

#[Object]
impl BridgesMutation {
    /// Nothing goes there until it has a secret and someone decides there
    async fn create_oa_bridge(&self, ctx: &Context<'_>, input: OaBridgeInput) -> ApiResult<OaBridge> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let row = bridge::create(&mut tx, &actor, networks(request), &input.read()?).await?;
        tx.commit().await?;
        Ok(OaBridge(row))
    }

    async fn edit_oa_bridge(&self, ctx: &Context<'_>, id: ID, input: OaBridgeInput) -> ApiResult<OaBridge> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let row = bridge::edit(&mut tx, &actor, networks(request), parse_id(&id)?, &input.read()?).await?;
        tx.commit().await?;
        Ok(OaBridge(row))
    }

    /// Messages queue up until it is resumed, and no decision is taken
    async fn pause_oa_bridge(&self, ctx: &Context<'_>, id: ID) -> ApiResult<OaBridge> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = bridge::pause(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(OaBridge(row))
    }

    async fn resume_oa_bridge(&self, ctx: &Context<'_>, id: ID) -> ApiResult<OaBridge> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = bridge::resume(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(OaBridge(row))
    }

    /// The first secret or the next; the old one still holds beside it for a day
    async fn issue_oa_secret(&self, ctx: &Context<'_>, id: ID) -> ApiResult<OaSecret> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let made = bridge::rotate(&mut tx, &actor, &request.services().vault, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(OaSecret { bridge: OaBridge(made.bridge), secret: made.secret })
    }

    /// What comes from this account then counts as this person's
    async fn link_oa_account(
        &self,
        ctx: &Context<'_>,
        bridge_id: ID,
        account: String,
        person_id: ID,
    ) -> ApiResult<OaBridge> {
        let (id, person): (BridgeId, PersonId) = (parse_id(&bridge_id)?, parse_id(&person_id)?);
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        bridge::link(&mut tx, &actor, id, &account, person).await?;
        let row = bridge::find(&mut tx, id).await?;
        tx.commit().await?;
        row.map(OaBridge).ok_or_else(ApiError::not_found)
    }

    async fn unlink_oa_account(&self, ctx: &Context<'_>, bridge_id: ID, account: String) -> ApiResult<OaBridge> {
        let id: BridgeId = parse_id(&bridge_id)?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        bridge::unlink(&mut tx, &actor, id, &account).await?;
        let row = bridge::find(&mut tx, id).await?;
        tx.commit().await?;
        row.map(OaBridge).ok_or_else(ApiError::not_found)
    }

    /// Sends again what was sent since, under the same ids; answers how many
    async fn replay_oa_messages(&self, ctx: &Context<'_>, bridge_id: ID, since: OffsetDateTime) -> ApiResult<u64> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let count = bridge::replay(&mut tx, &actor, parse_id(&bridge_id)?, since).await?;
        tx.commit().await?;
        Ok(count)
    }

    /// Sends a test message before all others; answers its id, under which the log shows what was answered
    async fn ping_oa_bridge(&self, ctx: &Context<'_>, id: ID) -> ApiResult<ID> {
        let request = request::of(ctx)?;
        let site = &request.services().config.server.public_url;
        let (mut tx, actor) = request.write().await?;
        let message = bridge::ping(&mut tx, &actor, site, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(message.0.into())
    }
}

fn networks(request: &Request) -> Networks {
    Networks::of(&request.services().config.worker)
}
