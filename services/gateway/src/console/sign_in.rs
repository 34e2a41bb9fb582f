//! Sign in and out, and one's own password.

use async_graphql::{Context, Object};
use platform::Path;

use crate::api_error::{ApiError, ApiResult};
use crate::http::{ended_cookie, session_cookie};
use crate::request;

#[derive(Default)]
pub(super) struct SignInMutation;

/// A new session; its cookie came with the answer
pub(super) struct SignedIn {
    csrf_token: String,
}

#[Object]
impl SignedIn {
    /// Sent back as the header `x-juzhen-csrf` with every mutation
    async fn csrf_token(&self) -> &str {
        &self.csrf_token
    }
}

#[Object]
impl SignInMutation {
    async fn sign_in(&self, ctx: &Context<'_>, county: i32, login: String, password: String) -> ApiResult<SignedIn> {
        let csrf_token = start_session(ctx, county, &login, password, Path::Console).await?;
        Ok(SignedIn { csrf_token })
    }

    async fn sign_out(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        end_session(ctx, Path::Console).await
    }

    async fn change_password(&self, ctx: &Context<'_>, current: String, new: String) -> ApiResult<bool> {
        let request = request::of(ctx)?;
        request.require_csrf()?;
        let session = request.session().ok_or_else(ApiError::unauthenticated)?;
        tenancy::session::change_password(&request.services().database, session, current, new, Path::Console).await?;
        request.services().sessions.forget_person(session.person);
        Ok(true)
    }
}

/// Signs someone in, sets the cookie, and returns the proof for later writes.
pub(crate) async fn start_session(
    ctx: &Context<'_>,
    county: i32,
    login: &str,
    password: String,
    path: Path,
) -> ApiResult<String> {
    let services = request::of(ctx)?.services();
    let county = request::county(county);
    let signed_in =
        tenancy::session::sign_in(&services.database, &services.vault, county, login, password, path).await?;
    let session = tenancy::session::resume(&services.database, &signed_in.token, path).await?;
    let session = session.ok_or_else(ApiError::unauthenticated)?;
    ctx.append_http_header("set-cookie", session_cookie(&signed_in.token, services.config.server.secure_cookies));
    Ok(session.csrf_token)
}

/// Ends the request's session and its cookie; true when there was one.
pub(crate) async fn end_session(ctx: &Context<'_>, path: Path) -> ApiResult<bool> {
    let request = request::of(ctx)?;
    let services = request.services();
    let ended = request.session();
    if let Some(session) = ended {
        request.require_csrf()?;
        tenancy::session::sign_out(&services.database, session, path).await?;
        services.sessions.forget_person(session.person);
    }
    ctx.append_http_header("set-cookie", ended_cookie(services.config.server.secure_cookies));
    Ok(ended.is_some())
}
