//! People and their roles.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, Object};
use platform::PersonId;
use platform::page::Cursor;
use tenancy::person::{self, NewPerson};
use tenancy::{Action, Scope};

use super::types::{Person, Role};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request::{self, Request};

#[derive(Default)]
pub(super) struct PeopleQuery;

#[Object]
impl PeopleQuery {
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn people(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        search: Option<String>,
    ) -> ApiResult<Connection<String, Person>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::PersonRead, Scope::County)?;
        let page = person::list(&mut tx, search.as_deref(), paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.created_at, id: row.id.0 }, Person))
    }
}

#[derive(Default)]
pub(super) struct PeopleMutation;

#[Object]
impl PeopleMutation {
    async fn create_person(
        &self,
        ctx: &Context<'_>,
        login: String,
        name: String,
        department_id: ID,
        password: String,
    ) -> ApiResult<Person> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let new = NewPerson { login, name, department: parse_id(&department_id)?, password };
        let created = person::create(&mut tx, &actor, new).await?;
        tx.commit().await?;
        Ok(Person(created))
    }

    async fn deactivate_person(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Person> {
        let (request, id) = (request::of(ctx)?, parse_id(&id)?);
        let (mut tx, actor) = request.write().await?;
        person::deactivate(&mut tx, &actor, id).await?;
        ::review::watch::people_changed(&mut tx, id).await?;
        tx.commit().await?;
        request.services().sessions.forget_person(id);
        changed(request, id).await
    }

    async fn grant_role(
        &self,
        ctx: &Context<'_>,
        person_id: ID,
        role: Role,
        department_id: Option<ID>,
    ) -> ApiResult<Person> {
        let (request, id) = (request::of(ctx)?, parse_id(&person_id)?);
        let department = department_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request.write().await?;
        person::grant_role(&mut tx, &actor, id, role.into(), department).await?;
        ::review::watch::people_changed(&mut tx, id).await?;
        tx.commit().await?;
        request.services().sessions.forget_person(id);
        changed(request, id).await
    }

    async fn end_role(&self, ctx: &Context<'_>, membership_id: ID) -> ApiResult<Person> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let id = person::end_role(&mut tx, &actor, parse_id(&membership_id)?).await?;
        ::review::watch::people_changed(&mut tx, id).await?;
        tx.commit().await?;
        request.services().sessions.forget_person(id);
        changed(request, id).await
    }

    async fn end_sessions(&self, ctx: &Context<'_>, person_id: ID) -> ApiResult<bool> {
        let (request, id) = (request::of(ctx)?, parse_id(&person_id)?);
        let (mut tx, actor) = request.write().await?;
        tenancy::session::end_all(&mut tx, &actor, id).await?;
        tx.commit().await?;
        request.services().sessions.forget_person(id);
        Ok(true)
    }
}

/// The person as they stand after the commit.
async fn changed(request: &Request, id: PersonId) -> ApiResult<Person> {
    let (mut tx, _) = request.read().await?;
    let row = person::find_many(&mut tx, &[id.0]).await?.pop();
    row.map(Person).ok_or_else(ApiError::not_found)
}
