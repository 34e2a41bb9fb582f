//! 稿源白名单: the list itself, and its import.

mod import;

use async_graphql::{Context, ID, Object};
use content::source;
use platform::Clock;
use time::Date;

use super::files::{Download, FileInput};

use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request;
use import::{SourcePreview, exported};

/// 稿源
pub(super) struct Source(pub(super) content::Source);

#[Object]
impl Source {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    async fn domain(&self) -> Option<&str> {
        self.0.domain.as_deref()
    }
    /// Whose list names it: national, province, city or local
    async fn list(&self) -> &'static str {
        self.0.list.as_str()
    }
    async fn starts_on(&self) -> Date {
        self.0.starts_on
    }
    async fn ends_on(&self) -> Option<Date> {
        self.0.ends_on
    }
    /// 转载授权: what it allows
    async fn licence(&self) -> &str {
        &self.0.licence
    }
    /// Whether a reprint may name it today
    async fn in_force(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.is_in_force(today(ctx)?))
    }
}

#[derive(Default)]
pub(super) struct SourcesQuery;

#[Object]
impl SourcesQuery {
    async fn sources(&self, ctx: &Context<'_>, in_force: Option<bool>) -> ApiResult<Vec<Source>> {
        let day = today(ctx)?;
        let (mut tx, _) = request::of(ctx)?.read().await?;
        let rows = source::list(&mut tx, in_force.filter(|only| *only).map(|_| day)).await?;
        let rows = rows.into_iter().filter(|row| in_force != Some(false) || !row.is_in_force(day));
        Ok(rows.map(Source).collect())
    }

    /// The list as a workbook that can be imported again
    #[graphql(complexity = "200 + child_complexity")]
    async fn sources_file(&self, ctx: &Context<'_>) -> ApiResult<Download> {
        let day = today(ctx)?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        exported(&source::export(&mut tx, &actor).await?, day)
    }
}

#[derive(Default)]
pub(super) struct SourcesMutation;

#[Object]
impl SourcesMutation {
    async fn add_source(
        &self,
        ctx: &Context<'_>,
        name: String,
        domain: Option<String>,
        list: String,
        starts_on: Date,
    ) -> ApiResult<Source> {
        let list = list.parse().map_err(|_| ApiError::field("list", "UNKNOWN_LIST", "名单为国家、省、市或县"))?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = source::add(&mut tx, &actor, &name, domain.as_deref(), list, starts_on).await?;
        tx.commit().await?;
        Ok(Source(row))
    }

    async fn edit_source(
        &self,
        ctx: &Context<'_>,
        id: ID,
        domain: Option<String>,
        list: String,
        licence: String,
    ) -> ApiResult<Source> {
        let list = list.parse().map_err(|_| ApiError::field("list", "UNKNOWN_LIST", "名单为国家、省、市或县"))?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = source::edit(&mut tx, &actor, parse_id(&id)?, domain.as_deref(), list, &licence).await?;
        tx.commit().await?;
        Ok(Source(row))
    }

    /// What a file would change of the list, and its faulty lines; nothing is changed
    async fn preview_sources(&self, ctx: &Context<'_>, file: FileInput) -> ApiResult<SourcePreview> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let parsed = source::read(&file.bytes("file")?)?;
        Ok(source::preview(&mut tx, &actor, parsed).await?.into())
    }

    /// Applies a file to the list as it was shown, at that version; `replace` also ends today what the file does not name
    async fn import_sources(
        &self,
        ctx: &Context<'_>,
        file: FileInput,
        version: String,
        replace: bool,
    ) -> ApiResult<SourcePreview> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let parsed = source::read(&file.bytes("file")?)?;
        let done = source::apply(&mut tx, &actor, (file.name(), parsed), &version, replace).await?;
        tx.commit().await?;
        Ok(done.into())
    }

    async fn end_source(&self, ctx: &Context<'_>, id: ID, ends_on: Date) -> ApiResult<Source> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = source::end(&mut tx, &actor, parse_id(&id)?, ends_on).await?;
        tx.commit().await?;
        Ok(Source(row))
    }
}

fn today(ctx: &Context<'_>) -> ApiResult<Date> {
    Ok(Clock::day_of(request::of(ctx)?.services().database.clock().now()))
}
