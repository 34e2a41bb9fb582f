//! Released pieces of the counties that granted a look at them. Drafts are never among them.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, Object, SimpleObject};
use oversight::board::granted;
use platform::page::Cursor;
use publishing::publication::{Overseen, overseen};
use tenancy::{Action, Scope, grant, region};
use time::OffsetDateTime;

use super::types::{Region, Regions};
use crate::api_error::ApiResult;
use crate::graphql::{Paging, relay};
use crate::request;

/// A piece on a county's own channels
#[derive(SimpleObject)]
pub(super) struct ReleasedPiece {
    county: Region,
    article_id: ID,
    title: String,
    department_name: String,
    released_at: OffsetDateTime,
    withdrawn_at: Option<OffsetDateTime>,
}

#[derive(Default)]
pub(super) struct PiecesQuery;

#[Object]
impl PiecesQuery {
    /// Newest first. Each reading is recorded with every county that granted it
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn released_pieces(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        county: Option<i32>,
    ) -> ApiResult<Connection<String, ReleasedPiece>> {
        let paging = Paging::read(first, after.as_deref())?;
        let request = request::of(ctx)?;
        request.require_token_scope("released:read")?;
        let actor = request.actor()?;
        actor.require(Action::BoardRead, Scope::Any)?;
        let mut tx = request.services().database.begin(actor.caller()).await?;
        grant::record_use(&mut tx, "released_pieces").await?;
        let mut counties = granted(&mut tx, "released").await?;
        counties.retain(|code| county.is_none_or(|wanted| wanted == *code));
        let page = overseen(&mut tx, &counties, paging.after, paging.first).await?;
        let regions = Regions(region::list(&mut tx).await?);
        tx.commit().await?;
        let at = |row: &Overseen| Cursor { at: row.released_at, id: row.id.0 };
        let mut named = Vec::with_capacity(page.rows.len());
        for row in page.rows {
            named.push((regions.name(row.county)?, row));
        }
        let page = platform::page::Page { rows: named, more: page.more };
        Ok(relay(page, paging, |(_, row)| at(row), |(county, row)| shown(county, row)))
    }
}

fn shown(county: Region, row: Overseen) -> ReleasedPiece {
    ReleasedPiece {
        county,
        article_id: row.article.0.into(),
        title: row.title,
        department_name: row.department_name,
        released_at: row.released_at,
        withdrawn_at: row.withdrawn_at,
    }
}
