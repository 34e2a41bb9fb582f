//! A county's site: its name, columns and topics.

use async_graphql::{Context, ID, Object, SimpleObject};
use platform::{Caller, CountyId};
use publishing::publication::{self, Medium};
use tenancy::region::{self, Region};

use crate::api_error::ApiResult;
use crate::request;

/// Topics a site names.
const TOPICS: i64 = 30;

/// A county as the public meets it
pub(super) struct Site(Region);

/// A column (栏目) of a county's site
#[derive(Clone, SimpleObject)]
#[graphql(name = "Column", cache_control(max_age = 30))]
pub(super) struct PublicColumn {
    id: ID,
    slug: String,
    name: String,
    name_en: String,
}

impl From<content::Column> for PublicColumn {
    fn from(column: content::Column) -> Self {
        Self { id: ID::from(column.id), slug: column.slug, name: column.name, name_en: column.name_en }
    }
}

#[Object(cache_control(max_age = 30))]
impl Site {
    async fn county(&self) -> i32 {
        self.0.code.0
    }

    async fn name(&self) -> &str {
        &self.0.name
    }

    async fn name_en(&self) -> &str {
        &self.0.name_en
    }

    /// Whether its pages stand at the root address
    async fn home(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(request::of(ctx)?.services().config.server.home_county == self.0.code.0)
    }

    #[graphql(complexity = "20 * child_complexity")]
    async fn columns(&self, ctx: &Context<'_>) -> ApiResult<Vec<PublicColumn>> {
        let mut tx = request::of(ctx)?.read_as(&Caller::public(self.0.code)).await?;
        let columns = content::column::list(&mut tx).await?;
        Ok(columns.into_iter().filter(|column| column.active).map(PublicColumn::from).collect())
    }

    /// Topics in use, the latest first
    async fn topics(&self, ctx: &Context<'_>) -> ApiResult<Vec<String>> {
        let mut tx = request::of(ctx)?.read_as(&Caller::public(self.0.code)).await?;
        Ok(publication::topics(&mut tx, Medium::Website, TOPICS).await?)
    }
}

#[derive(Default)]
pub(super) struct SiteQuery;

#[Object]
impl SiteQuery {
    /// The counties of this deployment
    #[graphql(complexity = "10 * child_complexity", cache_control(max_age = 30))]
    async fn counties(&self, ctx: &Context<'_>) -> ApiResult<Vec<Site>> {
        let request = request::of(ctx)?;
        let home = CountyId(request.services().config.server.home_county);
        let mut tx = request.read_as(&Caller::public(home)).await?;
        let regions = region::list(&mut tx).await?;
        Ok(regions.into_iter().filter(|region| region.level == "county").map(Site).collect())
    }

    #[graphql(cache_control(max_age = 30))]
    async fn site(&self, ctx: &Context<'_>, county: i32) -> ApiResult<Option<Site>> {
        let county = CountyId(county);
        let mut tx = request::of(ctx)?.read_as(&Caller::public(county)).await?;
        let region = region::find(&mut tx, county).await?;
        Ok(region.filter(|region| region.level == "county").map(Site))
    }
}
