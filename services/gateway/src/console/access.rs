//! 限阅: whom a draft is limited to.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Data, ID, Object};
use content::access::{self, Access};
use content::{ArticleId, article};
use platform::{DepartmentId, PersonId};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::article::Article;
use super::loaders::LoadError;
use super::types::{Department, Person, department, loaded, person};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request::{self, Request};

/// People offered to choose from.
const CHOICES: i32 = 20;

/// Whom a piece is limited to, until it is released
pub(super) struct AccessLimit(Access);

#[Object]
impl AccessLimit {
    async fn departments(&self, ctx: &Context<'_>) -> ApiResult<Vec<Department>> {
        futures_util::future::try_join_all(self.0.departments.iter().map(|id| department(ctx, id.0))).await
    }
    /// Its writers among them
    async fn people(&self, ctx: &Context<'_>) -> ApiResult<Vec<Person>> {
        futures_util::future::try_join_all(self.0.people.iter().map(|id| person(ctx, id.0))).await
    }
    async fn set_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.set_by.0).await
    }
    async fn set_at(&self) -> OffsetDateTime {
        self.0.set_at
    }
    async fn may_change(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.may_change(request::of(ctx)?.actor()?))
    }
}

/// Limits by piece.
pub(super) struct LimitsOfArticles(Request);

/// The key of `LimitsOfArticles`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LimitOf(ArticleId);

impl Loader<LimitOf> for LimitsOfArticles {
    type Value = Access;
    type Error = LoadError;
    async fn load(&self, keys: &[LimitOf]) -> Result<HashMap<LimitOf, Access>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<ArticleId> = keys.iter().map(|key| key.0).collect();
        let rows = access::of_articles(&mut tx, &ids).await.map_err(|error| Arc::new(ApiError::from(error)))?;
        Ok(rows.into_iter().map(|row| (LimitOf(row.article), row)).collect())
    }
}

/// Puts the loader beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(LimitsOfArticles(request.clone()), tokio::spawn));
}

/// The limit of a piece; none where all of its department and the desk see it.
pub(super) async fn of_article(ctx: &Context<'_>, article: ArticleId) -> ApiResult<Option<AccessLimit>> {
    let loader = ctx.data_unchecked::<DataLoader<LimitsOfArticles>>();
    Ok(loader.load_one(LimitOf(article)).await.map_err(|error| loaded(&error))?.map(AccessLimit))
}

#[derive(Default)]
pub(super) struct AccessQuery;

#[Object]
impl AccessQuery {
    /// People whom a piece can be limited to, by a part of their name
    #[graphql(complexity = "20 * child_complexity")]
    async fn limit_choices(&self, ctx: &Context<'_>, search: Option<String>) -> ApiResult<Vec<Person>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::ArticleDraft, Scope::Any)?;
        let page = tenancy::person::list(&mut tx, search.as_deref(), None, CHOICES).await?;
        Ok(page.rows.into_iter().filter(|row| row.active).map(Person).collect())
    }
}

#[derive(Default)]
pub(super) struct AccessMutation;

#[Object]
impl AccessMutation {
    /// Limits a draft to these departments and people; its writers stay among them
    async fn limit_article(
        &self,
        ctx: &Context<'_>,
        id: ID,
        department_ids: Vec<ID>,
        person_ids: Vec<ID>,
    ) -> ApiResult<Article> {
        let departments: Vec<DepartmentId> = department_ids.iter().map(parse_id).collect::<ApiResult<_>>()?;
        let people: Vec<PersonId> = person_ids.iter().map(parse_id).collect::<ApiResult<_>>()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = access::limit(&mut tx, &actor, parse_id(&id)?, &departments, &people).await?;
        let piece = article::by_ids(&mut tx, &[row.article]).await?.pop().ok_or_else(ApiError::not_found)?;
        tx.commit().await?;
        Ok(piece.into())
    }

    /// Shows it to its whole department and the desk again
    async fn lift_article_limit(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Article> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let piece = access::lift(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(piece.into())
    }
}
