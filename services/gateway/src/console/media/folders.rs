//! The folders of a library.

use async_graphql::{Context, ID, Object};
use content::media::folder;

use super::types::MediaFolder;
use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

#[derive(Default)]
pub(super) struct FoldersQuery;

#[Object]
impl FoldersQuery {
    /// Those of the caller's department, by name
    async fn media_folders(&self, ctx: &Context<'_>) -> ApiResult<Vec<MediaFolder>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(folder::list(&mut tx, &actor).await?.into_iter().map(MediaFolder).collect())
    }
}

#[derive(Default)]
pub(super) struct FoldersMutation;

#[Object]
impl FoldersMutation {
    async fn add_media_folder(&self, ctx: &Context<'_>, name: String, parent_id: Option<ID>) -> ApiResult<MediaFolder> {
        let parent = parent_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = folder::add(&mut tx, &actor, &name, parent).await?;
        tx.commit().await?;
        Ok(MediaFolder(row))
    }

    /// Renames it and moves it, with all that is in it
    async fn change_media_folder(
        &self,
        ctx: &Context<'_>,
        id: ID,
        name: String,
        parent_id: Option<ID>,
    ) -> ApiResult<MediaFolder> {
        let parent = parent_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = folder::change(&mut tx, &actor, parse_id(&id)?, &name, parent).await?;
        tx.commit().await?;
        Ok(MediaFolder(row))
    }

    /// Only while nothing is in it
    async fn remove_media_folder(&self, ctx: &Context<'_>, id: ID) -> ApiResult<bool> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        folder::remove(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(true)
    }
}
