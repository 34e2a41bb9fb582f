//! 主流媒体: outlets, their secrets, and what was delivered to them.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Data, ID, InputObject, Object, SimpleObject};
use platform::outbound::Networks;
use platform::page::Cursor;
use publishing::outlet;
use publishing::{OutletId, ReleaseId};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::loaders::LoadError;
use super::types::loaded;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request::{self, Request};

/// A media outlet and what it subscribes to
#[derive(SimpleObject)]
pub(super) struct Outlet {
    id: ID,
    name: String,
    endpoint: String,
    /// active, paused, or disabled since it wanted no more
    state: String,
    topics: Vec<String>,
    created_at: OffsetDateTime,
    /// Deliveries that wait
    queued: i64,
    /// Deliveries given up
    dead: i64,
}

impl From<outlet::Outlet> for Outlet {
    fn from(row: outlet::Outlet) -> Self {
        Self {
            id: row.id.0.into(),
            name: row.name,
            endpoint: row.endpoint,
            state: row.state,
            topics: row.topics,
            created_at: row.created_at,
            queued: row.queued,
            dead: row.dead,
        }
    }
}

/// The signing secret is shown once, when made or rotated
#[derive(SimpleObject)]
pub(super) struct OutletSecret {
    outlet: Outlet,
    secret: String,
}

impl From<outlet::OutletSecret> for OutletSecret {
    fn from(made: outlet::OutletSecret) -> Self {
        Self { outlet: made.outlet.into(), secret: made.secret }
    }
}

/// One release on its way to one outlet
pub(super) struct Delivery(pub(super) outlet::Delivery);

#[Object]
impl Delivery {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn outlet(&self, ctx: &Context<'_>) -> ApiResult<Outlet> {
        let loader = ctx.data_unchecked::<DataLoader<Outlets>>();
        let row = loader.load_one(self.0.outlet).await.map_err(|error| loaded(&error))?;
        row.map(Outlet::from).ok_or_else(ApiError::not_found)
    }
    async fn release_id(&self) -> ID {
        self.0.release.0.into()
    }
    /// release, correction or withdrawal
    async fn kind(&self) -> &str {
        &self.0.kind
    }
    /// Its place in the outlet's order
    async fn seq(&self) -> i64 {
        self.0.seq
    }
    /// queued, delivered, refused or dead
    async fn state(&self) -> &str {
        &self.0.state
    }
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }
    async fn next_at(&self) -> OffsetDateTime {
        self.0.next_at
    }
    async fn last_status(&self) -> Option<i32> {
        self.0.last_status
    }
    async fn last_error(&self) -> Option<&str> {
        self.0.last_error.as_deref()
    }
    async fn delivered_at(&self) -> Option<OffsetDateTime> {
        self.0.delivered_at
    }
}

/// Puts the loader beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(Outlets(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(DeliveriesOfRelease(request.clone()), tokio::spawn));
}

/// Outlets by id.
struct Outlets(Request);

impl Loader<OutletId> for Outlets {
    type Value = outlet::Outlet;
    type Error = LoadError;
    async fn load(&self, _: &[OutletId]) -> Result<HashMap<OutletId, outlet::Outlet>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        // A county has a handful: all of them are one short page.
        let rows = outlet::list(&mut tx).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}

/// Deliveries of releases.
pub(super) struct DeliveriesOfRelease(Request);

/// The key of `DeliveriesOfRelease`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct DeliveriesOf(pub(super) ReleaseId);

impl Loader<DeliveriesOf> for DeliveriesOfRelease {
    type Value = Vec<outlet::Delivery>;
    type Error = LoadError;
    async fn load(&self, keys: &[DeliveriesOf]) -> Result<HashMap<DeliveriesOf, Vec<outlet::Delivery>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ReleaseId> = keys.iter().map(|key| key.0).collect();
        let rows = outlet::deliveries_of_releases(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))?;
        let mut deliveries: HashMap<DeliveriesOf, Vec<outlet::Delivery>> = HashMap::new();
        for row in rows {
            deliveries.entry(DeliveriesOf(row.release)).or_default().push(row);
        }
        Ok(deliveries)
    }
}

#[derive(Default)]
pub(super) struct OutletsQuery;

#[Object]
impl OutletsQuery {
    #[graphql(complexity = "20 * child_complexity")]
    async fn outlets(&self, ctx: &Context<'_>) -> ApiResult<Vec<Outlet>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::OutletRead, Scope::Any)?;
        Ok(outlet::list(&mut tx).await?.into_iter().map(Outlet::from).collect())
    }

    /// The latest first
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn deliveries(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        outlet_id: ID,
    ) -> ApiResult<Connection<String, Delivery>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::OutletRead, Scope::Any)?;
        let id = parse_id(&outlet_id)?;
        let page = outlet::list_deliveries(&mut tx, id, None, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.created_at, id: row.id.0 }, Delivery))
    }
}

/// What the desk says of an outlet
#[derive(InputObject)]
pub(super) struct OutletInput {
    name: String,
    endpoint: String,
    topics: Vec<String>,
}

impl From<OutletInput> for outlet::OutletInput {
    fn from(input: OutletInput) -> Self {
        Self { name: input.name, endpoint: input.endpoint, topics: input.topics }
    }
}

#[derive(Default)]
pub(super) struct OutletsMutation;

#[Object]
impl OutletsMutation {
    async fn create_outlet(&self, ctx: &Context<'_>, input: OutletInput) -> ApiResult<OutletSecret> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let vault = &request.services().vault;
        let made = outlet::create(&mut tx, &actor, vault, networks(request), &input.into()).await?;
        tx.commit().await?;
        Ok(made.into())
    }

    async fn edit_outlet(&self, ctx: &Context<'_>, id: ID, input: OutletInput) -> ApiResult<Outlet> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let row = outlet::edit(&mut tx, &actor, networks(request), parse_id(&id)?, &input.into()).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// Deliveries queue up until it is resumed
    async fn pause_outlet(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Outlet> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = outlet::pause(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    async fn resume_outlet(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Outlet> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = outlet::resume(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// The old secret still signs beside the new one for a day
    async fn rotate_outlet_secret(&self, ctx: &Context<'_>, id: ID) -> ApiResult<OutletSecret> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let made = outlet::rotate(&mut tx, &actor, &request.services().vault, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(made.into())
    }

    /// Sends again what was sent since, under the same ids; answers how many
    async fn replay_deliveries(&self, ctx: &Context<'_>, outlet_id: ID, since: OffsetDateTime) -> ApiResult<u64> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let count = outlet::replay(&mut tx, &actor, parse_id(&outlet_id)?, since).await?;
        tx.commit().await?;
        Ok(count)
    }
}

fn networks(request: &Request) -> Networks {
    Networks::of(&request.services().config.worker)
}
