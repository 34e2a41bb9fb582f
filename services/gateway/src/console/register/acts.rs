//! Filings as they are handed in and completed.

use async_graphql::{Context, ID, Object};
use publishing::account::register;

use super::RegisterEntry;
use super::types::{CompletionInput, FilingInput};
use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

#[derive(Default)]
pub(super) struct EntriesMutation;

#[Object]
impl EntriesMutation {
    /// Files an event: an opening lets the account publish, a cancellation ends it
    async fn file_entry(&self, ctx: &Context<'_>, id: ID, input: FilingInput) -> ApiResult<RegisterEntry> {
        let request = request::of(ctx)?;
        let (filing, papers) = input.read(request.today())?;
        let (mut tx, actor) = request.write().await?;
        let row = register::file(&mut tx, &actor, parse_id(&id)?, filing, papers).await?;
        tx.commit().await?;
        Ok(RegisterEntry(row))
    }

    /// Adds what the event's filing does not have yet: its approval, the paper, the public notice
    async fn complete_filing(&self, ctx: &Context<'_>, id: ID, input: CompletionInput) -> ApiResult<RegisterEntry> {
        let request = request::of(ctx)?;
        let completion = input.read(request.today())?;
        let (mut tx, actor) = request.write().await?;
        let row = register::complete(&mut tx, &actor, parse_id(&id)?, completion).await?;
        tx.commit().await?;
        Ok(RegisterEntry(row))
    }
}
