//! 领导人名单: the county's office-holders, in the order they are named in.

use async_graphql::{Context, ID, InputObject, Object};
use content::leader::{self, LeaderInput as Line};
use time::Date;

use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// 领导人: a public office-holder, as official texts name them
pub(super) struct Leader(leader::Leader);

#[Object]
impl Leader {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Every post, as written before the name
    async fn posts(&self) -> &[String] {
        &self.0.posts
    }
    /// Where they stand in the order, from 1
    async fn position(&self) -> i32 {
        self.0.position
    }
    async fn starts_on(&self) -> Date {
        self.0.starts_on
    }
    /// The last day in office
    async fn ends_on(&self) -> Option<Date> {
        self.0.ends_on
    }
    /// Whether the checks ask for them today
    async fn in_office(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.in_office(request::of(ctx)?.today()))
    }
}

/// A line of the table
#[derive(InputObject)]
struct LeaderInput {
    name: String,
    posts: Vec<String>,
    position: i32,
    starts_on: Date,
    ends_on: Option<Date>,
}

impl From<LeaderInput> for Line {
    fn from(input: LeaderInput) -> Self {
        Self {
            name: input.name,
            posts: input.posts,
            position: input.position,
            starts_on: input.starts_on,
            ends_on: input.ends_on,
        }
    }
}

#[derive(Default)]
pub(super) struct LeadersQuery;

#[Object]
impl LeadersQuery {
    /// The whole table in its order, those who left among them
    async fn leaders(&self, ctx: &Context<'_>) -> ApiResult<Vec<Leader>> {
        let (mut tx, _) = request::of(ctx)?.read().await?;
        Ok(leader::list(&mut tx).await?.into_iter().map(Leader).collect())
    }
}

#[derive(Default)]
pub(super) struct LeadersMutation;

#[Object]
impl LeadersMutation {
    async fn add_leader(&self, ctx: &Context<'_>, input: LeaderInput) -> ApiResult<Leader> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = leader::add(&mut tx, &actor, input.into()).await?;
        tx.commit().await?;
        Ok(Leader(row))
    }

    async fn edit_leader(&self, ctx: &Context<'_>, id: ID, input: LeaderInput) -> ApiResult<Leader> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = leader::edit(&mut tx, &actor, parse_id(&id)?, input.into()).await?;
        tx.commit().await?;
        Ok(Leader(row))
    }

    /// The last day in office; the checks no longer ask for them from the next day on
    async fn end_leader(&self, ctx: &Context<'_>, id: ID, ends_on: Date) -> ApiResult<Leader> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = leader::end(&mut tx, &actor, parse_id(&id)?, ends_on).await?;
        tx.commit().await?;
        Ok(Leader(row))
    }
}
