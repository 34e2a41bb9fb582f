//! 主流媒体: outlets, their secrets, what they subscribe to and what was delivered to them.

mod editors;
mod syndication;

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Data, Enum, ID, InputObject, Object, SimpleObject};
use platform::outbound::Networks;
use platform::page::Cursor;
use publishing::outlet;
use publishing::{OutletId, ReleaseId};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

pub(super) use editors::{EditorsMutation, EditorsQuery};
pub(super) use syndication::{SyndicationMutation, SyndicationQuery};

use super::loaders::LoadError;
use super::types::loaded;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request::{self, Request};

/// What kind of medium an outlet is
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::outlet::OutletKind")]
pub enum OutletKind {
    Newspaper,
    Broadcaster,
    NewsSite,
    CommercialSite,
}

/// The form an outlet is handed documents in
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::outlet::Format")]
pub enum OutletFormat {
    #[graphql(name = "NINJS_3_1")]
    Ninjs31,
    #[graphql(name = "NINJS_2_2")]
    Ninjs22,
    #[graphql(name = "NEWSML_G2")]
    Newsml,
}

/// A media outlet and what it subscribes to. With neither topics nor columns it takes everything
#[derive(SimpleObject)]
pub(super) struct Outlet {
    id: ID,
    name: String,
    kind: OutletKind,
    /// Where it is at home
    place: String,
    /// A desk of it and its telephone
    contact: String,
    /// Where deliveries go; null where it reads the wire or fetches its feed
    endpoint: Option<String>,
    format: OutletFormat,
    /// active, paused or disabled
    state: String,
    /// gone since it answered 410, or failing for days
    disabled_for: Option<String>,
    /// Since when every attempt has failed
    failing_since: Option<OffsetDateTime>,
    warned_at: Option<OffsetDateTime>,
    /// When it will be disabled, if it goes on failing
    disabled_from: Option<OffsetDateTime>,
    topics: Vec<String>,
    column_ids: Vec<ID>,
    /// Whether it takes sensitive pieces too
    sensitive: bool,
    /// Languages of the text it takes; none: any
    languages: Vec<String>,
    /// When its access token was made
    token_made_at: Option<OffsetDateTime>,
    /// Where its programs fetch what is offered to it, without what follows the last slash
    pull_address: String,
    created_at: OffsetDateTime,
    /// Deliveries that wait
    queued: i64,
    /// Deliveries given up
    dead: i64,
}

impl Outlet {
    fn of(row: outlet::Outlet, request: &Request) -> Self {
        let county = request.actor().map(tenancy::Actor::county).map(|county| county.0).unwrap_or_default();
        let site = &request.services().config.server.public_url;
        Self {
            id: row.id.0.into(),
            name: row.name,
            kind: row.kind.into(),
            place: row.region,
            contact: row.contact,
            endpoint: row.endpoint,
            format: row.format.into(),
            state: row.state,
            disabled_for: row.disabled_for,
            failing_since: row.failing_since,
            warned_at: row.warned_at,
            disabled_from: row.disabled_from,
            topics: row.topics,
            column_ids: row.columns.iter().map(|id| id.0.into()).collect(),
            sensitive: row.sensitive,
            languages: row.languages,
            token_made_at: row.token_made_at,
            pull_address: format!("{site}/outlets/{county}/{}/", row.id),
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

/// The access token is shown once, when made
#[derive(SimpleObject)]
pub(super) struct OutletToken {
    outlet: Outlet,
    token: String,
}

/// One release on its way to one outlet
pub(super) struct Delivery(pub(super) outlet::Delivery);

#[Object]
impl Delivery {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn outlet(&self, ctx: &Context<'_>) -> ApiResult<Outlet> {
        outlet_of(ctx, self.0.outlet).await
    }
    async fn release_id(&self) -> ID {
        self.0.release.0.into()
    }
    /// The piece's, as the outlet is told it
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// release, correction or withdrawal
    async fn kind(&self) -> &str {
        &self.0.kind
    }
    /// Its place in the outlet's order
    async fn seq(&self) -> i64 {
        self.0.seq
    }
    /// queued, delivered, refused, dead, or offered where nothing is pushed
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

/// An outlet by id, through the loader.
pub(super) async fn outlet_of(ctx: &Context<'_>, id: OutletId) -> ApiResult<Outlet> {
    let loader = ctx.data_unchecked::<DataLoader<Outlets>>();
    let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
    let request = request::of(ctx)?;
    row.map(|row| Outlet::of(row, request)).ok_or_else(ApiError::not_found)
}

#[derive(Default)]
pub(super) struct OutletsQuery;

#[Object]
impl OutletsQuery {
    #[graphql(complexity = "20 * child_complexity")]
    async fn outlets(&self, ctx: &Context<'_>) -> ApiResult<Vec<Outlet>> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.read().await?;
        actor.require(Action::OutletRead, Scope::Any)?;
        Ok(outlet::list(&mut tx).await?.into_iter().map(|row| Outlet::of(row, request)).collect())
    }

    /// The latest first; those of one state alone if asked, such as the dead letters
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn deliveries(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        outlet_id: ID,
        state: Option<String>,
    ) -> ApiResult<Connection<String, Delivery>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::OutletRead, Scope::Any)?;
        let id = parse_id(&outlet_id)?;
        let page = outlet::list_deliveries(&mut tx, id, state.as_deref(), paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.created_at, id: row.id.0 }, Delivery))
    }
}

/// What the desk says of an outlet; what is absent is empty
#[derive(InputObject)]
pub(super) struct OutletInput {
    name: String,
    kind: OutletKind,
    place: Option<String>,
    contact: Option<String>,
    endpoint: Option<String>,
    format: Option<OutletFormat>,
    topics: Vec<String>,
    column_ids: Option<Vec<ID>>,
    sensitive: Option<bool>,
    languages: Option<Vec<String>>,
}

impl TryFrom<OutletInput> for outlet::OutletInput {
    type Error = ApiError;
    fn try_from(input: OutletInput) -> ApiResult<Self> {
        Ok(Self {
            name: input.name,
            kind: input.kind.into(),
            region: input.place.unwrap_or_default(),
            contact: input.contact.unwrap_or_default(),
            endpoint: input.endpoint,
            format: input.format.map_or(outlet::Format::Ninjs31, Into::into),
            topics: input.topics,
            columns: input.column_ids.unwrap_or_default().iter().map(parse_id).collect::<ApiResult<_>>()?,
            sensitive: input.sensitive.unwrap_or_default(),
            languages: input.languages.unwrap_or_default(),
        })
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
        let made = outlet::create(&mut tx, &actor, vault, networks(request), &input.try_into()?).await?;
        tx.commit().await?;
        Ok(OutletSecret { outlet: Outlet::of(made.outlet, request), secret: made.secret })
    }

    async fn edit_outlet(&self, ctx: &Context<'_>, id: ID, input: OutletInput) -> ApiResult<Outlet> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let row = outlet::edit(&mut tx, &actor, networks(request), parse_id(&id)?, &input.try_into()?).await?;
        tx.commit().await?;
        Ok(Outlet::of(row, request))
    }

    /// Deliveries queue up until it is resumed
    async fn pause_outlet(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Outlet> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let row = outlet::pause(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Outlet::of(row, request))
    }

    async fn resume_outlet(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Outlet> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let row = outlet::resume(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Outlet::of(row, request))
    }

    /// The old secret still signs beside the new one for a day
    async fn rotate_outlet_secret(&self, ctx: &Context<'_>, id: ID) -> ApiResult<OutletSecret> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let made = outlet::rotate(&mut tx, &actor, &request.services().vault, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(OutletSecret { outlet: Outlet::of(made.outlet, request), secret: made.secret })
    }

    /// For its programs to fetch what is offered and to tell what was used; the token before it ends at once
    async fn renew_outlet_token(&self, ctx: &Context<'_>, id: ID) -> ApiResult<OutletToken> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let made = outlet::renew_token(&mut tx, &actor, &request.services().vault, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(OutletToken { outlet: Outlet::of(made.outlet, request), token: made.token })
    }

    /// Sends again what was sent since, under the same ids; answers how many
    async fn replay_deliveries(&self, ctx: &Context<'_>, outlet_id: ID, since: OffsetDateTime) -> ApiResult<u64> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let count = outlet::replay(&mut tx, &actor, parse_id(&outlet_id)?, since).await?;
        tx.commit().await?;
        Ok(count)
    }

    /// Sends one delivery again, and what followed of the same piece, so that the last word on it is the last again; answers how many
    async fn replay_delivery(&self, ctx: &Context<'_>, id: ID) -> ApiResult<u64> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let count = outlet::replay_one(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(count)
    }
}

fn networks(request: &Request) -> Networks {
    Networks::of(&request.services().config.worker)
}
