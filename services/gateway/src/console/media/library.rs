//! The library's list, one file, uploads, and what is said of a file.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Json, Object, SimpleObject};
use content::media::{self as files, Edit, Filter, Shelf, UploadInput};
use platform::page::Cursor;
use time::{Date, OffsetDateTime};

use super::types::{LicenceState, Media, MediaKind};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

/// Where the browser PUTs the file, with exactly these headers
#[derive(SimpleObject)]
pub(super) struct Upload {
    media: Media,
    url: String,
    headers: Json<serde_json::Map<String, serde_json::Value>>,
    expires_at: OffsetDateTime,
}

impl From<files::Upload> for Upload {
    fn from(upload: files::Upload) -> Self {
        let headers = upload.headers.into_iter().map(|(name, value)| (name, value.into())).collect();
        Self { media: Media(upload.media), url: upload.url, headers: Json(headers), expires_at: upload.expires_at }
    }
}

/// What to list; what is absent does not narrow
#[derive(InputObject, Default)]
struct MediaFilter {
    kind: Option<MediaKind>,
    /// Words that all stand in the name, the tags or the description
    search: Option<String>,
    /// Absent: the caller's own department
    department_id: Option<ID>,
    /// Whatever the caller sees, of every department
    everywhere: Option<bool>,
    folder_id: Option<ID>,
    /// All of them
    tags: Option<Vec<String>>,
    licence: Option<LicenceState>,
    /// Uploaded at this moment or later
    since: Option<OffsetDateTime>,
    /// Uploaded before this moment
    until: Option<OffsetDateTime>,
    /// What was put away, in place of what may be used
    deleted: Option<bool>,
}

impl TryFrom<MediaFilter> for Filter {
    type Error = ApiError;
    fn try_from(filter: MediaFilter) -> ApiResult<Self> {
        let shelf = match filter.department_id {
            Some(id) => Shelf::Department(parse_id(&id)?),
            None if filter.everywhere == Some(true) => Shelf::All,
            None => Shelf::Own,
        };
        Ok(Self {
            shelf,
            kind: filter.kind.map(Into::into),
            search: filter.search,
            folder: filter.folder_id.as_ref().map(parse_id).transpose()?,
            tags: filter.tags.unwrap_or_default(),
            licence: filter.licence.map(Into::into),
            since: filter.since,
            until: filter.until,
            deleted: filter.deleted == Some(true),
        })
    }
}

/// What is said of a file
#[derive(InputObject)]
struct MediaInput {
    /// What it shows, for those who do not see or hear it
    alt: String,
    tags: Vec<String>,
    /// Absent: at the top of the library
    folder_id: Option<ID>,
    /// 权利人
    holder: String,
    licence_note: String,
    /// The last day on which it may be used; absent: for good
    licence_ends_on: Option<Date>,
}

impl TryFrom<MediaInput> for Edit {
    type Error = ApiError;
    fn try_from(input: MediaInput) -> ApiResult<Self> {
        Ok(Self {
            alt: input.alt,
            tags: input.tags,
            folder: input.folder_id.as_ref().map(parse_id).transpose()?,
            holder: input.holder,
            licence_note: input.licence_note,
            licence_ends_on: input.licence_ends_on,
        })
    }
}

/// A tag of the library, and how many files carry it
#[derive(SimpleObject)]
struct MediaTag {
    name: String,
    files: i64,
}

#[derive(Default)]
pub(super) struct LibraryQuery;

#[Object]
impl LibraryQuery {
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn media_library(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter: Option<MediaFilter>,
    ) -> ApiResult<Connection<String, Media>> {
        let paging = Paging::read(first, after.as_deref())?;
        let filter: Filter = filter.unwrap_or_default().try_into()?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = files::list(&mut tx, &actor, &filter, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.created_at, id: row.id.0 }, Media))
    }

    async fn media_file(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<Media>> {
        super::media(ctx, Some(parse_id(&id)?)).await
    }

    /// The commonest tags of the caller's department
    async fn media_tags(&self, ctx: &Context<'_>) -> ApiResult<Vec<MediaTag>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let rows = files::tags(&mut tx, &actor).await?;
        Ok(rows.into_iter().map(|(name, files)| MediaTag { name, files }).collect())
    }
}

#[derive(Default)]
pub(super) struct LibraryMutation;

#[Object]
impl LibraryMutation {
    /// Into a folder of the department, if one is named
    #[expect(clippy::too_many_arguments, reason = "these are the contract's arguments")]
    async fn begin_upload(
        &self,
        ctx: &Context<'_>,
        kind: MediaKind,
        mime: String,
        bytes: i32,
        file_name: String,
        alt: String,
        folder_id: Option<ID>,
    ) -> ApiResult<Upload> {
        let request = request::of(ctx)?;
        let folder = folder_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request.write().await?;
        let input = UploadInput { kind: kind.into(), mime, bytes: bytes.into(), file_name, alt };
        let upload = files::begin_upload(&mut tx, &actor, &request.services().media, input).await?;
        if folder.is_some() {
            files::file_under(&mut tx, &actor, &[upload.media.id], folder).await?;
        }
        tx.commit().await?;
        Ok(upload.into())
    }

    /// Looks into what was sent; a file that is not kept comes back `refused`
    async fn complete_upload(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Media> {
        let request = request::of(ctx)?;
        request.require_csrf()?;
        let services = request.services();
        let row = files::complete_upload(&services.database, request.actor()?, &services.media, parse_id(&id)?).await?;
        Ok(Media(row))
    }

    /// Replaces what is said of a file; the file itself never changes
    async fn edit_media(&self, ctx: &Context<'_>, id: ID, input: MediaInput) -> ApiResult<Media> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = files::edit(&mut tx, &actor, parse_id(&id)?, input.try_into()?).await?;
        tx.commit().await?;
        Ok(Media(row))
    }

    /// Puts files into a folder, or at the top of the library
    async fn file_media(&self, ctx: &Context<'_>, ids: Vec<ID>, folder_id: Option<ID>) -> ApiResult<Vec<Media>> {
        let ids: Vec<content::MediaId> = ids.iter().map(parse_id).collect::<ApiResult<_>>()?;
        let folder = folder_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let rows = files::file_under(&mut tx, &actor, &ids, folder).await?;
        tx.commit().await?;
        Ok(rows.into_iter().map(Media).collect())
    }

    /// Puts a file away that nothing uses, else refuses with MEDIA_IN_USE. It can be had back for seven days
    async fn delete_media(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Media> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = files::delete(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Media(row))
    }

    async fn restore_media(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Media> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = files::restore(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Media(row))
    }
}
