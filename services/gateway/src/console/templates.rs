//! 模板.

use async_graphql::{Context, ID, InputObject, Json, Object};
use content::Block;
use content::template::{self, TemplateInput as Input};
use time::OffsetDateTime;

use super::types::{Department, department};
use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// Blocks kept under a name
pub(super) struct Template(content::Template);

#[Object]
impl Template {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// None: for the whole county
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.0.department {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn blocks(&self) -> Json<&[Block]> {
        Json(&self.0.blocks)
    }
    async fn updated_at(&self) -> OffsetDateTime {
        self.0.updated_at
    }
    /// Whether the caller may change or drop it
    async fn may_keep(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        let (action, scope) = template::right(self.0.department);
        Ok(request::of(ctx)?.actor()?.may(action, scope))
    }
}

/// A template as it is filled in
#[derive(InputObject)]
struct TemplateInput {
    name: String,
    blocks: Json<serde_json::Value>,
}

impl From<TemplateInput> for Input {
    fn from(input: TemplateInput) -> Self {
        Self { name: input.name, blocks: input.blocks.0 }
    }
}

#[derive(Default)]
pub(super) struct TemplatesQuery;

#[Object]
impl TemplatesQuery {
    /// The department's templates and the county's; at most two hundred
    #[graphql(complexity = "20 * child_complexity")]
    async fn templates(&self, ctx: &Context<'_>) -> ApiResult<Vec<Template>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let rows = template::list(&mut tx, &actor).await?;
        Ok(rows.into_iter().map(Template).collect())
    }
}

#[derive(Default)]
pub(super) struct TemplatesMutation;

#[Object]
impl TemplatesMutation {
    async fn add_template(&self, ctx: &Context<'_>, input: TemplateInput, whole_county: bool) -> ApiResult<Template> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = template::add(&mut tx, &actor, input.into(), whole_county).await?;
        tx.commit().await?;
        Ok(Template(row))
    }

    async fn change_template(&self, ctx: &Context<'_>, id: ID, input: TemplateInput) -> ApiResult<Template> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = template::change(&mut tx, &actor, parse_id(&id)?, input.into()).await?;
        tx.commit().await?;
        Ok(Template(row))
    }

    /// The template as it was
    async fn remove_template(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Template> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = template::remove(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Template(row))
    }
}
