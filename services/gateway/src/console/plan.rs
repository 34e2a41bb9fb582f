//! 采编计划: what is planned, who covers it, and how far it is.

mod assignment;
mod item;
mod loaders;
mod work;

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Object};
use content::plan::{self, Filter, NewAssignment, NewItem};
use platform::page::Cursor;
use tenancy::{Action, Role, Scope};
use time::{Date, OffsetDateTime};

use super::types::Person;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

pub(super) use assignment::Assignment;
use assignment::AssignmentAct;
pub(super) use item::{Coverage, PlanItem};
pub(super) use loaders::{Assignments, add};
pub(super) use work::work;

/// What to put on the plan
#[derive(InputObject)]
struct PlanItemInput {
    theme: String,
    starts_on: Date,
    /// The first day again for what takes one day
    ends_on: Date,
    column_id: Option<ID>,
    topic: Option<String>,
    note: String,
}

impl TryFrom<PlanItemInput> for NewItem {
    type Error = ApiError;
    fn try_from(input: PlanItemInput) -> ApiResult<Self> {
        Ok(Self {
            theme: input.theme,
            starts_on: input.starts_on,
            ends_on: input.ends_on,
            column: input.column_id.as_ref().map(parse_id).transpose()?,
            topic: input.topic,
            note: input.note,
        })
    }
}

#[derive(Default)]
pub(super) struct PlanQuery;

#[Object]
impl PlanQuery {
    /// What is planned from a day on, to a day if one is given, the earliest first. `state` narrows to items with an assignment that
    /// stands there
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the schema")]
    async fn plan_items(
        &self,
        ctx: &Context<'_>,
        from: Date,
        until: Option<Date>,
        department_id: Option<ID>,
        state: Option<Coverage>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<Connection<String, PlanItem>> {
        let paging = Paging::read(first, after.as_deref())?;
        let department = department_id.as_ref().map(parse_id).transpose()?;
        let filter = Filter { from, until, department, state: state.map(Into::into) };
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = plan::list(&mut tx, &actor, &filter, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.starts_on.midnight().assume_utc(), id: row.id.0 }, PlanItem))
    }

    async fn plan_item(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<PlanItem>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(plan::get(&mut tx, &actor, parse_id(&id)?).await?.map(PlanItem))
    }

    /// Who can be named in an assignment to a department: its editors
    async fn assignable_people(&self, ctx: &Context<'_>, department_id: ID) -> ApiResult<Vec<Person>> {
        let department = parse_id(&department_id)?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::PlanManage, Scope::County)?;
        let ids = tenancy::person::holders(&mut tx, Role::Editor, Some(department)).await?;
        let ids: Vec<_> = ids.into_iter().map(|id| id.0).collect();
        let mut people = tenancy::person::find_many(&mut tx, &ids).await?;
        people.sort_by(|a, b| a.login.cmp(&b.login));
        // Those whose home it is: an editor of the whole county could write for any department, and is not asked to.
        people.retain(|person| person.department == department);
        Ok(people.into_iter().map(Person).collect())
    }
}

#[derive(Default)]
pub(super) struct PlanMutation;

#[Object]
impl PlanMutation {
    async fn add_plan_item(&self, ctx: &Context<'_>, input: PlanItemInput) -> ApiResult<PlanItem> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = plan::add(&mut tx, &actor, input.try_into()?).await?;
        tx.commit().await?;
        Ok(PlanItem(row))
    }

    async fn edit_plan_item(&self, ctx: &Context<'_>, id: ID, input: PlanItemInput) -> ApiResult<PlanItem> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = plan::edit(&mut tx, &actor, parse_id(&id)?, input.try_into()?).await?;
        tx.commit().await?;
        Ok(PlanItem(row))
    }

    /// Takes an item off the plan, and what is open of its assignments with it
    async fn drop_plan_item(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<PlanItem> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = plan::drop_item(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(PlanItem(row))
    }

    /// Gives an item to a department, and to one of its editors where one is named
    async fn assign_plan_item(
        &self,
        ctx: &Context<'_>,
        id: ID,
        department_id: ID,
        person_id: Option<ID>,
        due_at: OffsetDateTime,
        note: String,
    ) -> ApiResult<Assignment> {
        let person = person_id.as_ref().map(parse_id).transpose()?;
        let new = NewAssignment { department: parse_id(&department_id)?, person, due_at, note };
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = plan::assign(&mut tx, &actor, parse_id(&id)?, new).await?;
        tx.commit().await?;
        Ok(Assignment(row))
    }

    /// Names another editor of the department, or none, and says anew when it is due and what is wanted
    async fn change_assignment(
        &self,
        ctx: &Context<'_>,
        id: ID,
        person_id: Option<ID>,
        due_at: OffsetDateTime,
        note: String,
    ) -> ApiResult<Assignment> {
        let person = person_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = plan::reassign(&mut tx, &actor, parse_id(&id)?, person, due_at, note).await?;
        tx.commit().await?;
        Ok(Assignment(row))
    }

    /// Moves an assignment; sending back and dropping want a remark
    async fn advance_assignment(
        &self,
        ctx: &Context<'_>,
        id: ID,
        act: AssignmentAct,
        remark: String,
    ) -> ApiResult<Assignment> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = plan::advance(&mut tx, &actor, parse_id(&id)?, act.into(), &remark).await?;
        tx.commit().await?;
        Ok(Assignment(row))
    }

    /// Says which piece covers an assignment; it is covered when the piece is out
    async fn link_coverage(&self, ctx: &Context<'_>, assignment_id: ID, article_id: ID) -> ApiResult<Assignment> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = plan::link(&mut tx, &actor, parse_id(&assignment_id)?, parse_id(&article_id)?).await?;
        tx.commit().await?;
        Ok(Assignment(row))
    }
}
