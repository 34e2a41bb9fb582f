//! 委托签发: what a principal lends.

use async_graphql::{Context, ID, Object};
use tenancy::delegation::{self, DelegationId, NewDelegation};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::types::{Department, Person, department, person};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request;

/// 委托签发
pub(super) struct Delegation(delegation::Delegation);

#[Object]
impl Delegation {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    /// Whose sign-off is lent
    async fn principal(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.principal.0).await
    }
    async fn delegate(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.delegate.0).await
    }
    /// Whose pieces; none for the whole county's
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.0.department {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    async fn starts_at(&self) -> OffsetDateTime {
        self.0.starts_at
    }
    async fn ends_at(&self) -> OffsetDateTime {
        self.0.ends_at
    }
    async fn revoked_at(&self) -> Option<OffsetDateTime> {
        self.0.revoked_at
    }
    /// Inside its dates, not taken back, and its principal still is one
    async fn in_force(&self) -> bool {
        self.0.in_force
    }
    /// Whether the caller may take it back now
    async fn may_revoke(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        let request = request::of(ctx)?;
        let actor = request.actor()?;
        let own = actor.person() == Some(self.0.principal) && actor.may(Action::DelegationGive, Scope::County);
        let ended = self.0.revoked_at.is_some() || self.0.ends_at <= request.now();
        Ok(!ended && (own || actor.may(Action::DelegationEnd, Scope::County)))
    }
}

#[derive(Default)]
pub(super) struct DelegationsQuery;

#[Object]
impl DelegationsQuery {
    /// The latest first
    async fn delegations(&self, ctx: &Context<'_>) -> ApiResult<Vec<Delegation>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::DelegationRead, Scope::Any)?;
        Ok(delegation::list(&mut tx).await?.into_iter().map(Delegation).collect())
    }
}

#[derive(Default)]
pub(super) struct DelegationsMutation;

#[Object]
impl DelegationsMutation {
    /// A principal lends the sign-off, dated, for the whole county's pieces or one department's
    async fn delegate_sign_off(
        &self,
        ctx: &Context<'_>,
        person_id: ID,
        department_id: Option<ID>,
        starts_at: OffsetDateTime,
        ends_at: OffsetDateTime,
        reason: String,
    ) -> ApiResult<Delegation> {
        let request = request::of(ctx)?;
        let department = department_id.as_ref().map(parse_id).transpose()?;
        let delegate = parse_id(&person_id)?;
        let new = NewDelegation { delegate, department, reason, starts_at, ends_at };
        let (mut tx, actor) = request.write().await?;
        let id = delegation::give(&mut tx, &actor, new).await?;
        let row = delegation::find_many(&mut tx, &[id.0]).await?.pop().ok_or_else(ApiError::not_found)?;
        tx.commit().await?;
        request.services().sessions.forget_person(delegate);
        Ok(Delegation(row))
    }

    /// From now on; what was signed off under it stands
    async fn revoke_delegation(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Delegation> {
        let request = request::of(ctx)?;
        let id: DelegationId = parse_id(&id)?;
        let (mut tx, actor) = request.write().await?;
        let row = delegation::revoke(&mut tx, &actor, id).await?;
        tx.commit().await?;
        request.services().sessions.forget_person(row.delegate);
        Ok(Delegation(row))
    }
}
