//! An assignment, as both desks see it.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Object};
use content::plan;
use time::OffsetDateTime;

use super::loaders::{CoversOf, CoversOfAssignment, SubmissionsFor, SubmissionsOfAssignment};
use crate::api_error::ApiResult;
use crate::console::article::Article;
use crate::console::article_loaders::Articles;
use crate::console::submission::Submission;
use crate::console::types::{Department, Person, department, loaded, person};
use crate::request;

/// Where an assignment stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::plan::AssignmentState")]
pub enum AssignmentState {
    Assigned,
    InProgress,
    Delivered,
    Covered,
    Dropped,
}

/// What moves an assignment: the first two are the department's, the others the desk's
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::plan::Act")]
pub enum AssignmentAct {
    Start,
    Deliver,
    Cover,
    SendBack,
    Drop,
    Reopen,
}

/// 任务
pub(in crate::console) struct Assignment(pub(in crate::console) plan::Assignment);

#[Object]
impl Assignment {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn item_id(&self) -> ID {
        self.0.item.0.into()
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
    /// None: any editor of the department
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.person {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn due_at(&self) -> OffsetDateTime {
        self.0.due_at
    }
    async fn late(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.is_late(request::of(ctx)?.now()))
    }
    /// What is wanted
    async fn note(&self) -> &str {
        &self.0.note
    }
    async fn state(&self) -> AssignmentState {
        self.0.state.into()
    }
    async fn state_at(&self) -> OffsetDateTime {
        self.0.state_at
    }
    /// What was said at its last change of state
    async fn remark(&self) -> &str {
        &self.0.remark
    }
    /// The pieces that cover it; of another department's, only what is released
    async fn articles(&self, ctx: &Context<'_>) -> ApiResult<Vec<Article>> {
        let loader = ctx.data_unchecked::<DataLoader<CoversOfAssignment>>();
        let ids = loader.load_one(CoversOf(self.0.id)).await.map_err(|error| loaded(&error))?.unwrap_or_default();
        let articles = ctx.data_unchecked::<DataLoader<Articles>>();
        let found = articles.load_many(ids.clone()).await.map_err(|error| loaded(&error))?;
        Ok(ids.iter().filter_map(|id| found.get(id)).cloned().map(Article::from).collect())
    }
    /// What was submitted for it, the latest first; the department's own, and the county's for its desk
    async fn submissions(&self, ctx: &Context<'_>) -> ApiResult<Vec<Submission>> {
        let loader = ctx.data_unchecked::<DataLoader<SubmissionsOfAssignment>>();
        let rows = loader.load_one(SubmissionsFor(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(Submission).collect())
    }
    /// What the caller may do with it now
    async fn acts(&self, ctx: &Context<'_>) -> ApiResult<Vec<AssignmentAct>> {
        let acts = self.0.acts(request::of(ctx)?.actor()?);
        Ok(acts.into_iter().map(AssignmentAct::from).collect())
    }
}
