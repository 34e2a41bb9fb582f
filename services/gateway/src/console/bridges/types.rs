//! Bridges and their messages, as staff see them.

use ::review::bridge;
use async_graphql::{Context, ID, Object, SimpleObject};
use time::OffsetDateTime;

use super::loaders::accounts;
use crate::api_error::ApiResult;
use crate::console::types::{Department, Person, Role, department, person};
use crate::request;

/// OA 对接: an outside system in which people decide steps
pub(super) struct OaBridge(pub(super) bridge::Bridge);

#[Object]
impl OaBridge {
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
    /// Where it sends decisions
    async fn decide_at(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let request = request::of(ctx)?;
        let (site, county) = (&request.services().config.server.public_url, request.actor()?.county());
        Ok(format!("{site}/oa/{county}/{}/decisions", self.0.id))
    }
    /// active, paused, or disabled since it wanted no more
    async fn state(&self) -> &str {
        &self.0.state
    }
    /// Which steps go there
    async fn routes(&self) -> Vec<OaRoute> {
        self.0.routes.iter().copied().map(OaRoute).collect()
    }
    /// When the newest secret was issued; none until the first
    async fn secret_issued_at(&self) -> Option<OffsetDateTime> {
        self.0.rotated_at
    }
    async fn created_at(&self) -> OffsetDateTime {
        self.0.created_at
    }
    /// Messages that wait
    async fn queued(&self) -> i64 {
        self.0.queued
    }
    /// Messages given up or refused
    async fn dead(&self) -> i64 {
        self.0.dead
    }
    /// When it last took a message
    async fn sent_at(&self) -> Option<OffsetDateTime> {
        self.0.sent_at
    }
    /// When a decision last came from it
    async fn received_at(&self) -> Option<OffsetDateTime> {
        self.0.received_at
    }
    /// What stands in its way, and what helps
    async fn trouble(&self) -> Option<Trouble> {
        bridge::trouble(&self.0).map(|(zh, en)| Trouble { zh, en })
    }
    /// Who decides there
    async fn accounts(&self, ctx: &Context<'_>) -> ApiResult<Vec<OaAccount>> {
        Ok(accounts(ctx, self.0.id).await?.into_iter().map(OaAccount).collect())
    }
}

/// A sentence for people, in both languages
#[derive(SimpleObject)]
struct Trouble {
    zh: String,
    en: String,
}

/// Steps of this role go there
struct OaRoute(bridge::Route);

#[Object]
impl OaRoute {
    async fn role(&self) -> Role {
        self.0.role.into()
    }
    /// None: of every department
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.0.department {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
}

/// An account over there, and the person here
struct OaAccount(bridge::OutsideAccount);

#[Object]
impl OaAccount {
    async fn account(&self) -> &str {
        &self.0.account
    }
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.person.0).await
    }
    async fn linked_at(&self) -> OffsetDateTime {
        self.0.linked_at
    }
}

/// The signing secret is shown once, when it is issued
#[derive(SimpleObject)]
pub(super) struct OaSecret {
    pub(super) bridge: OaBridge,
    pub(super) secret: String,
}

/// A message on its way to an OA
pub(super) struct OaMessage(pub(super) bridge::Message);

#[Object]
impl OaMessage {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    /// step.opened, step.closed or ping
    async fn kind(&self) -> &str {
        &self.0.kind
    }
    /// None of a ping
    async fn case_id(&self) -> Option<ID> {
        self.0.case.map(|id| id.0.into())
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
    /// The first words of what was last answered
    async fn answer(&self) -> &str {
        &self.0.answer
    }
    async fn created_at(&self) -> OffsetDateTime {
        self.0.created_at
    }
    async fn delivered_at(&self) -> Option<OffsetDateTime> {
        self.0.delivered_at
    }
}

/// A signed message that came in, with what became of it
pub(super) struct OaReceipt(pub(super) bridge::Receipt);

#[Object]
impl OaReceipt {
    async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// Its webhook-id
    async fn message(&self) -> &str {
        &self.0.message
    }
    /// SHA-256 of what was signed: id, timestamp and body, joined by dots
    async fn evidence(&self) -> String {
        self.0.evidence.iter().map(|byte| format!("{byte:02x}")).collect()
    }
    async fn received_at(&self) -> OffsetDateTime {
        self.0.received_at
    }
    async fn account(&self) -> Option<&str> {
        self.0.account.as_deref()
    }
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.person {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    /// Whether it became a decision
    async fn taken(&self) -> bool {
        self.0.taken
    }
    /// The word of the refusal; empty where it was taken
    async fn reason(&self) -> &str {
        &self.0.reason
    }
}

/// Where else a step was sent to be decided
#[derive(SimpleObject)]
pub(in crate::console) struct OaSending {
    pub(super) bridge_name: String,
    pub(super) at: OffsetDateTime,
    /// queued, delivered, refused or dead
    pub(super) state: String,
}
