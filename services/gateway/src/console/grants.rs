//! What the county grants to those above it.

use async_graphql::{Context, ID, Object, SimpleObject};
use tenancy::grant::{self, Grant, NewGrant};
use tenancy::{Action, Scope, region};
use time::OffsetDateTime;

use super::types::Region;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request::{self, Request};

/// 授权
#[derive(SimpleObject)]
pub(super) struct OversightGrant {
    id: ID,
    grantee: Region,
    scopes: Vec<String>,
    reason: String,
    starts_at: OffsetDateTime,
    ends_at: OffsetDateTime,
    revoked_at: Option<OffsetDateTime>,
    /// How often it was used
    uses: i64,
}

#[derive(Default)]
pub(super) struct GrantsQuery;

#[Object]
impl GrantsQuery {
    async fn oversight_grants(&self, ctx: &Context<'_>) -> ApiResult<Vec<OversightGrant>> {
        let request = request::of(ctx)?;
        request.actor()?.require(Action::GrantRead, Scope::County)?;
        all(request).await
    }
}

#[derive(Default)]
pub(super) struct GrantsMutation;

#[Object]
impl GrantsMutation {
    async fn grant_oversight(
        &self,
        ctx: &Context<'_>,
        grantee_code: i32,
        scopes: Vec<String>,
        reason: String,
        ends_at: OffsetDateTime,
    ) -> ApiResult<OversightGrant> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let new = NewGrant { grantee: request::county(grantee_code), scopes, reason, ends_at };
        let id = grant::give(&mut tx, &actor, new).await?;
        tx.commit().await?;
        one(request, &id.into()).await
    }

    async fn revoke_oversight(&self, ctx: &Context<'_>, id: ID) -> ApiResult<OversightGrant> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        grant::revoke(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        one(request, &id).await
    }
}

async fn one(request: &Request, id: &ID) -> ApiResult<OversightGrant> {
    all(request).await?.into_iter().find(|grant| grant.id == *id).ok_or_else(ApiError::not_found)
}

async fn all(request: &Request) -> ApiResult<Vec<OversightGrant>> {
    let (mut tx, _) = request.read().await?;
    let grants = grant::list(&mut tx).await?;
    let regions = region::list(&mut tx).await?;
    Ok(grants.into_iter().filter_map(|row| shown(row, &regions)).collect())
}

fn shown(row: Grant, regions: &[region::Region]) -> Option<OversightGrant> {
    let grantee = regions.iter().find(|region| region.code == row.grantee)?.clone().into();
    Some(OversightGrant {
        id: row.id.into(),
        grantee,
        scopes: row.scopes,
        reason: row.reason,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        revoked_at: row.revoked_at,
        uses: row.uses,
    })
}
