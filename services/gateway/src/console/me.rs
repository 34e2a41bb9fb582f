//! Who is signed in, and where one can sign in.

use async_graphql::{Context, Object};
use platform::{Caller, Reach};
use tenancy::Scope;
use time::OffsetDateTime;

use super::second_factor::{self, SecondFactor};
use super::types::{Department, Person, Region, department, person};
use crate::api_error::{ApiError, ApiResult};
use crate::request::{self, Request};

#[derive(Default)]
pub(super) struct MeQuery;

#[Object]
impl MeQuery {
    /// Counties a person can sign in to; answered without a session
    async fn counties(&self, ctx: &Context<'_>) -> ApiResult<Vec<Region>> {
        let request = request::of(ctx)?;
        let home = request::county(request.services().config.server.home_county);
        let mut tx = request.read_as(&Caller::public(home)).await?;
        let regions = tenancy::region::list(&mut tx).await?;
        Ok(regions.into_iter().filter(|region| region.level == "county").map(Region::from).collect())
    }

    /// Null without a session
    async fn me(&self, ctx: &Context<'_>) -> ApiResult<Option<Me>> {
        let request = request::of(ctx)?;
        Ok(request.session().is_some().then_some(Me))
    }
}

/// The person signed in
pub(super) struct Me;

#[Object]
impl Me {
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, session(ctx)?.person.0).await
    }
    async fn county(&self, ctx: &Context<'_>) -> ApiResult<Region> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let region = tenancy::region::find(&mut tx, actor.county()).await?;
        region.map(Region::from).ok_or_else(ApiError::not_found)
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, session(ctx)?.department.0).await
    }
    /// True when they see the whole county, false when their department
    async fn county_wide(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(request::of(ctx)?.actor()?.caller().reach() == Reach::County)
    }
    /// object.act words the policy allows them, such as `article.draft`
    async fn rights(&self, ctx: &Context<'_>) -> ApiResult<Vec<String>> {
        Ok(request::rights(request::of(ctx)?.actor()?, Scope::Any))
    }
    /// Those of them that hold for the whole county, and not only in a department
    async fn county_rights(&self, ctx: &Context<'_>) -> ApiResult<Vec<String>> {
        Ok(request::rights(request::of(ctx)?.actor()?, Scope::County))
    }
    /// Sent back as the header `x-juzhen-csrf` with every mutation
    async fn csrf_token(&self, ctx: &Context<'_>) -> ApiResult<String> {
        Ok(session(ctx)?.csrf_token.clone())
    }
    async fn session_expires_at(&self, ctx: &Context<'_>) -> ApiResult<OffsetDateTime> {
        Ok(session(ctx)?.expires_at)
    }
    async fn idle_seconds(&self, ctx: &Context<'_>) -> ApiResult<i64> {
        Ok(session(ctx)?.idle_seconds)
    }
    /// Null until they enrolled a phone
    async fn second_factor(&self, ctx: &Context<'_>) -> ApiResult<Option<SecondFactor>> {
        second_factor::own(ctx).await
    }
    async fn must_change_password(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(session(ctx)?.must_change_password)
    }
}

fn session<'a>(ctx: &Context<'a>) -> ApiResult<&'a tenancy::session::Session> {
    request::of(ctx).map(Request::session)?.ok_or_else(ApiError::unauthenticated)
}
