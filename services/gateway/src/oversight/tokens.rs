//! Scoped, expiring tokens of one's own, for programs that read the board.

use async_graphql::{Context, ID, Object, SimpleObject};
use tenancy::{Action, Scope, token};
use time::OffsetDateTime;

use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// A token, without its secret
#[derive(SimpleObject)]
pub(super) struct ApiToken {
    id: ID,
    name: String,
    scopes: Vec<String>,
    created_at: OffsetDateTime,
    expires_at: OffsetDateTime,
    revoked_at: Option<OffsetDateTime>,
}

impl From<token::ApiToken> for ApiToken {
    fn from(row: token::ApiToken) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            scopes: row.scopes,
            created_at: row.created_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        }
    }
}

/// The token is shown once
#[derive(SimpleObject)]
pub(super) struct NewToken {
    token: String,
    api_token: ApiToken,
}

#[derive(Default)]
pub(super) struct TokensQuery;

#[Object]
impl TokensQuery {
    /// One's own, newest first
    async fn tokens(&self, ctx: &Context<'_>) -> ApiResult<Vec<ApiToken>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::TokenManage, Scope::County)?;
        Ok(token::list(&mut tx).await?.into_iter().map(ApiToken::from).collect())
    }
}

#[derive(Default)]
pub(super) struct TokensMutation;

#[Object]
impl TokensMutation {
    async fn create_token(
        &self,
        ctx: &Context<'_>,
        name: String,
        scopes: Vec<String>,
        days: i32,
    ) -> ApiResult<NewToken> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let vault = &request.services().vault;
        let (text, row) = token::create(&mut tx, &actor, vault, &name, scopes, i64::from(days)).await?;
        tx.commit().await?;
        Ok(NewToken { token: text, api_token: row.into() })
    }

    async fn revoke_token(&self, ctx: &Context<'_>, id: ID) -> ApiResult<ApiToken> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = token::revoke(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(row.into())
    }
}
