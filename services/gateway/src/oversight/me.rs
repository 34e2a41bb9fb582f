//! Who oversees: signing in, and what counties granted them.

use async_graphql::{Context, Object, SimpleObject};
use platform::{Caller, Path};
use tenancy::{Action, Scope, grant, region, token};
use time::OffsetDateTime;

use super::types::{Region, Regions};
use crate::api_error::ApiResult;
use crate::console::{end_session, start_session};
use crate::request;

/// A person of an overseeing region
#[derive(SimpleObject)]
pub(super) struct OverseerMe {
    name: String,
    region: Region,
    /// Sent back as the header `x-juzhen-csrf` with every mutation; none with a token
    csrf_token: Option<String>,
    session_expires_at: Option<OffsetDateTime>,
    /// What a token was made for; all of it with a session
    scopes: Vec<String>,
}

/// A county's leave to look, in force now
#[derive(SimpleObject)]
pub(super) struct Grant {
    county: Region,
    scopes: Vec<String>,
    starts_at: OffsetDateTime,
    ends_at: OffsetDateTime,
}

/// A new session; its cookie came with the answer
#[derive(SimpleObject)]
pub(super) struct SignedIn {
    /// Sent back as the header `x-juzhen-csrf` with every mutation
    csrf_token: String,
}

#[derive(Default)]
pub(super) struct MeQuery;

#[Object]
impl MeQuery {
    /// Regions a person can oversee from; answered without a session
    async fn regions(&self, ctx: &Context<'_>) -> ApiResult<Vec<Region>> {
        let request = request::of(ctx)?;
        let home = request::county(request.services().config.server.home_county);
        let mut tx = request.read_as(&Caller::public(home)).await?;
        let regions = region::list(&mut tx).await?;
        Ok(regions.iter().filter(|region| region.level != "county").map(Region::from).collect())
    }

    /// Null without a session or a token
    async fn me(&self, ctx: &Context<'_>) -> ApiResult<Option<OverseerMe>> {
        let request = request::of(ctx)?;
        let Ok(actor) = request.actor() else { return Ok(None) };
        let mut tx = request.read_as(actor.caller()).await?;
        let regions = Regions(region::list(&mut tx).await?);
        let session = request.session();
        let scopes = request.token_scopes().map(<[String]>::to_vec);
        Ok(Some(OverseerMe {
            name: actor.caller().name().to_owned(),
            region: regions.name(actor.county())?,
            csrf_token: session.map(|session| session.csrf_token.clone()),
            session_expires_at: session.map(|session| session.expires_at),
            scopes: scopes.unwrap_or_else(|| token::SCOPES.map(str::to_owned).to_vec()),
        }))
    }

    async fn grants(&self, ctx: &Context<'_>) -> ApiResult<Vec<Grant>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::BoardRead, Scope::Any)?;
        let regions = Regions(region::list(&mut tx).await?);
        let grants = grant::in_force(&mut tx).await?;
        grants
            .into_iter()
            .map(|row| {
                let county = regions.name(row.county)?;
                Ok(Grant { county, scopes: row.scopes, starts_at: row.starts_at, ends_at: row.ends_at })
            })
            .collect()
    }
}

#[derive(Default)]
pub(super) struct SignInMutation;

#[Object]
impl SignInMutation {
    async fn sign_in(&self, ctx: &Context<'_>, region: i32, login: String, password: String) -> ApiResult<SignedIn> {
        Ok(SignedIn { csrf_token: start_session(ctx, region, &login, password, Path::Oversight).await? })
    }

    async fn sign_out(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        end_session(ctx, Path::Oversight).await
    }
}
