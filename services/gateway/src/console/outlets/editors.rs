//! The people of an outlet.

use async_graphql::{Context, ID, Object};
use publishing::wire;
use time::OffsetDateTime;

use crate::api_error::ApiResult;
use crate::console::types::{Person, person};
use crate::graphql::parse_id;
use crate::request;

/// Someone who works for an outlet
struct OutletEditor(wire::Editor);

#[Object]
impl OutletEditor {
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.person.0).await
    }
    async fn added_at(&self) -> OffsetDateTime {
        self.0.added_at
    }
}

#[derive(Default)]
pub(in crate::console) struct EditorsQuery;

#[Object]
impl EditorsQuery {
    #[graphql(complexity = "10 * child_complexity")]
    async fn outlet_editors(&self, ctx: &Context<'_>, outlet_id: ID) -> ApiResult<Vec<OutletEditor>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let rows = wire::editors_of(&mut tx, &actor, parse_id(&outlet_id)?).await?;
        Ok(rows.into_iter().map(OutletEditor).collect())
    }
}

#[derive(Default)]
pub(in crate::console) struct EditorsMutation;

#[Object]
impl EditorsMutation {
    /// Someone with the role of an outlet's editor and no other; they see what is offered to the outlet, and nothing else
    async fn add_outlet_editor(&self, ctx: &Context<'_>, outlet_id: ID, person_id: ID) -> ApiResult<bool> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        wire::add_editor(&mut tx, &actor, parse_id(&outlet_id)?, parse_id(&person_id)?).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn remove_outlet_editor(&self, ctx: &Context<'_>, outlet_id: ID, person_id: ID) -> ApiResult<bool> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        wire::remove_editor(&mut tx, &actor, parse_id(&outlet_id)?, parse_id(&person_id)?).await?;
        tx.commit().await?;
        Ok(true)
    }
}
