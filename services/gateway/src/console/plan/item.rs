//! An item of the editorial plan, as staff see it.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Object};
use content::plan;
use time::{Date, OffsetDateTime};

use super::assignment::Assignment;
use super::loaders::{AssignmentsOf, AssignmentsOfItem};
use crate::api_error::ApiResult;
use crate::console::article_loaders::Columns;
use crate::console::columns::Column;
use crate::console::types::{Person, loaded, person};
use crate::request;
use tenancy::{Action, Scope};

/// How far an item of the plan is covered
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::plan::Coverage")]
pub enum Coverage {
    Unassigned,
    Assigned,
    InProgress,
    Delivered,
    Covered,
    Dropped,
}

/// 计划选题
pub(in crate::console) struct PlanItem(pub(super) plan::PlanItem);

impl PlanItem {
    async fn given(&self, ctx: &Context<'_>) -> ApiResult<Vec<plan::Assignment>> {
        let loader = ctx.data_unchecked::<DataLoader<AssignmentsOfItem>>();
        let rows = loader.load_one(AssignmentsOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default())
    }
}

#[Object]
impl PlanItem {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn theme(&self) -> &str {
        &self.0.theme
    }
    async fn starts_on(&self) -> Date {
        self.0.starts_on
    }
    async fn ends_on(&self) -> Date {
        self.0.ends_on
    }
    async fn column(&self, ctx: &Context<'_>) -> ApiResult<Option<Column>> {
        let Some(id) = self.0.column else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Columns>>();
        let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
        Ok(row.map(Column::from))
    }
    async fn topic(&self) -> Option<&str> {
        self.0.topic.as_deref()
    }
    async fn note(&self) -> &str {
        &self.0.note
    }
    async fn planned_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.planned_by.0).await
    }
    async fn created_at(&self) -> OffsetDateTime {
        self.0.created_at
    }
    /// As far as the assignment that is furthest behind
    async fn coverage(&self, ctx: &Context<'_>) -> ApiResult<Coverage> {
        let states = self.given(ctx).await?.into_iter().map(|row| row.state);
        Ok(plan::coverage(self.0.dropped_at.is_some(), states).into())
    }
    async fn dropped_reason(&self) -> Option<&str> {
        self.0.dropped_reason.as_deref()
    }
    /// In the order they were given
    async fn assignments(&self, ctx: &Context<'_>) -> ApiResult<Vec<Assignment>> {
        Ok(self.given(ctx).await?.into_iter().map(Assignment).collect())
    }
    /// Whether the caller may change it, assign it, or take it off the plan
    async fn may_manage(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        let actor = request::of(ctx)?.actor()?;
        Ok(self.0.dropped_at.is_none() && actor.may(Action::PlanManage, Scope::County))
    }
}
