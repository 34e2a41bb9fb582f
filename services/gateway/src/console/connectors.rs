//! 对接程序: others' programs that publish on other platforms, which accounts go by them, and what went and came.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Data, ID, InputObject, Object, SimpleObject};
use platform::outbound::Networks;
use platform::page::Cursor;
use publishing::ConnectorId;
use publishing::connector::{self, Link};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::account::Account;
use super::loaders::LoadError;
use super::release_loaders::Accounts;
use super::types::loaded;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request::{self, Request};

/// 对接程序: another's program that publishes on other platforms
pub(super) struct Connector(connector::Connector);

#[Object]
impl Connector {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Where messages go
    async fn endpoint(&self) -> &str {
        &self.0.endpoint
    }
    /// Where it sends results
    async fn result_at(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let request = request::of(ctx)?;
        let (site, county) = (&request.services().config.server.public_url, request.actor()?.county());
        Ok(connector::result_at(site, county, self.0.id))
    }
    /// active, paused, or stopped since it no longer took what was sent
    async fn state(&self) -> &str {
        &self.0.state
    }
    async fn stopped_for(&self) -> Option<&str> {
        self.0.stopped_for.as_deref()
    }
    /// When its newest secret was made
    async fn secret_made_at(&self) -> OffsetDateTime {
        self.0.rotated_at
    }
    async fn created_at(&self) -> OffsetDateTime {
        self.0.created_at
    }
    /// When it last answered a call
    async fn answered_at(&self) -> Option<OffsetDateTime> {
        self.0.answered_at
    }
    /// When a result last came from it
    async fn received_at(&self) -> Option<OffsetDateTime> {
        self.0.received_at
    }
    /// Pieces that were sent there and have no result yet
    async fn waiting(&self) -> i64 {
        self.0.waiting
    }
    /// What goes by it
    async fn accounts(&self, ctx: &Context<'_>) -> ApiResult<Vec<ConnectorAccount>> {
        let loader = ctx.data_unchecked::<DataLoader<LinksOf>>();
        let links = loader.load_one(self.0.id).await.map_err(|error| loaded(&error))?;
        Ok(links.unwrap_or_default().into_iter().map(ConnectorAccount).collect())
    }
}

/// An account that goes by a program, and the program's word for it
struct ConnectorAccount(Link);

#[Object]
impl ConnectorAccount {
    async fn account(&self, ctx: &Context<'_>) -> ApiResult<Account> {
        let loader = ctx.data_unchecked::<DataLoader<Accounts>>();
        let row = loader.load_one(self.0.account).await.map_err(|error| loaded(&error))?;
        row.map(Account).ok_or_else(ApiError::not_found)
    }
    async fn handle(&self) -> &str {
        &self.0.handle
    }
    async fn linked_at(&self) -> OffsetDateTime {
        self.0.linked_at
    }
}

/// The signing secret is shown once, when made or rotated
#[derive(SimpleObject)]
struct ConnectorSecret {
    connector: Connector,
    secret: String,
}

/// A call that was made to a program
#[derive(SimpleObject)]
struct ConnectorCall {
    id: ID,
    /// release.publish, release.withdraw, release.ask or ping
    kind: String,
    target_id: Option<ID>,
    at: OffsetDateTime,
    /// None where there was no answer
    status: Option<i32>,
    /// accepted, live, failed, withdrawn, unknown; or refused, later, stopped, unsent, lost
    outcome: String,
    error: Option<String>,
    /// The first words of the answer
    answer: String,
}

impl From<connector::Call> for ConnectorCall {
    fn from(row: connector::Call) -> Self {
        Self {
            id: row.id.into(),
            kind: row.kind,
            target_id: row.target.map(|id| id.0.into()),
            at: row.at,
            status: row.status,
            outcome: row.outcome,
            error: row.error,
            answer: row.answer,
        }
    }
}

/// A result that came from a program
#[derive(SimpleObject)]
struct ConnectorResult {
    id: ID,
    message_id: String,
    received_at: OffsetDateTime,
    target_id: Option<ID>,
    /// What it said of the piece
    state: Option<String>,
    /// Whether it counted; the reason says why not
    taken: bool,
    reason: String,
}

impl From<connector::Received> for ConnectorResult {
    fn from(row: connector::Received) -> Self {
        Self {
            id: row.id.into(),
            message_id: row.message,
            received_at: row.received_at,
            target_id: row.target.map(|id| id.0.into()),
            state: row.state,
            taken: row.taken,
            reason: row.reason,
        }
    }
}

/// Puts the loader beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(LinksOf(request.clone()), tokio::spawn));
}

/// Accounts by connector.
struct LinksOf(Request);

impl Loader<ConnectorId> for LinksOf {
    type Value = Vec<Link>;
    type Error = LoadError;
    async fn load(&self, ids: &[ConnectorId]) -> Result<HashMap<ConnectorId, Vec<Link>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let mut links: HashMap<ConnectorId, Vec<Link>> = HashMap::new();
        for row in connector::links_of(&mut tx, ids).await.map_err(|error| Arc::new(error.into()))? {
            links.entry(row.connector).or_default().push(row);
        }
        Ok(links)
    }
}

#[derive(Default)]
pub(super) struct ConnectorsQuery;

#[Object]
impl ConnectorsQuery {
    /// By name
    #[graphql(complexity = "10 * child_complexity")]
    async fn connectors(&self, ctx: &Context<'_>) -> ApiResult<Vec<Connector>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::AccountRead, Scope::County)?;
        Ok(connector::list(&mut tx).await?.into_iter().map(Connector).collect())
    }

    /// What was sent, the latest first
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn connector_calls(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        connector_id: ID,
    ) -> ApiResult<Connection<String, ConnectorCall>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::AccountRead, Scope::County)?;
        let page = connector::list_calls(&mut tx, parse_id(&connector_id)?, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.at, id: row.id }, ConnectorCall::from))
    }

    /// What came in signed, the latest first
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn connector_results(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        connector_id: ID,
    ) -> ApiResult<Connection<String, ConnectorResult>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::AccountRead, Scope::County)?;
        let page = connector::list_results(&mut tx, parse_id(&connector_id)?, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.received_at, id: row.id }, ConnectorResult::from))
    }
}

/// What the administrator says of a program
#[derive(InputObject)]
struct ConnectorInput {
    name: String,
    endpoint: String,
}

impl From<ConnectorInput> for connector::ConnectorInput {
    fn from(input: ConnectorInput) -> Self {
        Self { name: input.name, endpoint: input.endpoint }
    }
}

#[derive(Default)]
pub(super) struct ConnectorsMutation;

#[Object]
impl ConnectorsMutation {
    async fn create_connector(&self, ctx: &Context<'_>, input: ConnectorInput) -> ApiResult<ConnectorSecret> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let vault = &request.services().vault;
        let made = connector::create(&mut tx, &actor, vault, networks(request), &input.into()).await?;
        tx.commit().await?;
        Ok(ConnectorSecret { connector: Connector(made.connector), secret: made.secret })
    }

    async fn edit_connector(&self, ctx: &Context<'_>, id: ID, input: ConnectorInput) -> ApiResult<Connector> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let row = connector::edit(&mut tx, &actor, networks(request), parse_id(&id)?, &input.into()).await?;
        tx.commit().await?;
        Ok(Connector(row))
    }

    /// What is to go there waits, and is missed when its time has passed
    async fn pause_connector(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Connector> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = connector::pause(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Connector(row))
    }

    async fn resume_connector(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Connector> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = connector::resume(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Connector(row))
    }

    /// The old secret still holds beside the new one for a day
    async fn rotate_connector_secret(&self, ctx: &Context<'_>, id: ID) -> ApiResult<ConnectorSecret> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let made = connector::rotate(&mut tx, &actor, &request.services().vault, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(ConnectorSecret { connector: Connector(made.connector), secret: made.secret })
    }

    /// An account goes by one program, which knows it by the handle
    async fn link_connector_account(
        &self,
        ctx: &Context<'_>,
        connector_id: ID,
        account_id: ID,
        handle: String,
    ) -> ApiResult<Connector> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let (id, account) = (parse_id(&connector_id)?, parse_id(&account_id)?);
        let row = connector::link(&mut tx, &actor, id, account, &handle).await?;
        tx.commit().await?;
        Ok(Connector(row))
    }

    /// The account is released to by hand from then on
    async fn unlink_connector_account(&self, ctx: &Context<'_>, account_id: ID) -> ApiResult<Connector> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = connector::unlink(&mut tx, &actor, parse_id(&account_id)?).await?;
        tx.commit().await?;
        Ok(Connector(row))
    }

    /// Sends a test message; answers its id, under which the log shows what was answered
    async fn ping_connector(&self, ctx: &Context<'_>, id: ID) -> ApiResult<ID> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let call = connector::ping(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(call.into())
    }
}

fn networks(request: &Request) -> Networks {
    Networks::of(&request.services().config.worker)
}
