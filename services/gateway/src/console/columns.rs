//! 栏目.

use async_graphql::{Context, ID, Object, SimpleObject};
use content::column;

use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// 栏目
#[derive(SimpleObject)]
pub(super) struct Column {
    id: ID,
    slug: String,
    name: String,
    name_en: String,
    position: i32,
    active: bool,
}

impl From<content::Column> for Column {
    fn from(row: content::Column) -> Self {
        let (slug, name, name_en) = (row.slug, row.name, row.name_en);
        Self { id: row.id.0.into(), slug, name, name_en, position: row.position, active: row.active }
    }
}

#[derive(Default)]
pub(super) struct ColumnsQuery;

#[Object]
impl ColumnsQuery {
    async fn columns(&self, ctx: &Context<'_>) -> ApiResult<Vec<Column>> {
        let (mut tx, _) = request::of(ctx)?.read().await?;
        let rows = column::list(&mut tx).await?;
        Ok(rows.into_iter().map(Column::from).collect())
    }
}

#[derive(Default)]
pub(super) struct ColumnsMutation;

#[Object]
impl ColumnsMutation {
    async fn create_column(
        &self,
        ctx: &Context<'_>,
        slug: String,
        name: String,
        name_en: String,
        position: i32,
    ) -> ApiResult<Column> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = column::create(&mut tx, &actor, &slug, &name, &name_en, position).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    async fn edit_column(
        &self,
        ctx: &Context<'_>,
        id: ID,
        name: String,
        name_en: String,
        position: i32,
        active: bool,
    ) -> ApiResult<Column> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = column::edit(&mut tx, &actor, parse_id(&id)?, &name, &name_en, position, active).await?;
        tx.commit().await?;
        Ok(row.into())
    }
}
