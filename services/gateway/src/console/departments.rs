//! The county's departments.

use async_graphql::{Context, Object};

use super::types::Department;
use crate::api_error::ApiResult;
use crate::request;

#[derive(Default)]
pub(super) struct DepartmentsQuery;

#[Object]
impl DepartmentsQuery {
    async fn departments(&self, ctx: &Context<'_>) -> ApiResult<Vec<Department>> {
        let (mut tx, _) = request::of(ctx)?.read().await?;
        let rows = tenancy::region::departments(&mut tx).await?;
        Ok(rows.into_iter().map(Department::from).collect())
    }
}
