//! 媒体: the department's library, and uploads.

use async_graphql::connection::Connection;
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Json, Object, SimpleObject};
use content::MediaId;
use content::media::{self as files, UploadInput};
use platform::page::Cursor;
use time::OffsetDateTime;

use super::article_loaders::Files;
use super::types::loaded;
use crate::api_error::ApiResult;
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

/// What a file is
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::MediaKind")]
pub enum MediaKind {
    Image,
    Audio,
    Video,
    /// PDF, Word or Excel
    Document,
}

/// 媒体文件
pub(super) struct Media(pub(super) content::Media);

#[Object]
impl Media {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn kind(&self) -> MediaKind {
        self.0.kind.into()
    }
    async fn mime(&self) -> &str {
        &self.0.mime
    }
    async fn bytes(&self) -> i64 {
        self.0.bytes
    }
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }
    async fn alt(&self) -> &str {
        &self.0.alt
    }
    /// pending, ready or refused
    async fn state(&self) -> &'static str {
        self.0.state.as_str()
    }
    /// Why it was refused: `TOO_LARGE`, `WRONG_TYPE` or `NOT_AS_DECLARED`
    async fn refusal(&self) -> Option<&str> {
        self.0.refusal.as_deref()
    }
    async fn url(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let county = request::of(ctx)?.actor()?.county();
        Ok(format!("/media/{county}/{}", self.0.id))
    }
    async fn created_at(&self) -> OffsetDateTime {
        self.0.created_at
    }
}

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

#[derive(Default)]
pub(super) struct MediaQuery;

#[Object]
impl MediaQuery {
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn media_library(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        kind: Option<MediaKind>,
        #[graphql(desc = "Words that all stand in the name or the description")] search: Option<String>,
    ) -> ApiResult<Connection<String, Media>> {
        let paging = Paging::read(first, after.as_deref())?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page =
            files::list(&mut tx, &actor, kind.map(Into::into), search.as_deref(), paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.created_at, id: row.id.0 }, Media))
    }
}

#[derive(Default)]
pub(super) struct MediaMutation;

#[Object]
impl MediaMutation {
    async fn begin_upload(
        &self,
        ctx: &Context<'_>,
        kind: MediaKind,
        mime: String,
        bytes: i32,
        file_name: String,
        alt: String,
    ) -> ApiResult<Upload> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let input = UploadInput { kind: kind.into(), mime, bytes: bytes.into(), file_name, alt };
        let upload = files::begin_upload(&mut tx, &actor, &request.services().media, input).await?;
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
}

/// A file by id, through the loader; none if there is no id, or it is not the caller's to see.
pub(super) async fn media(ctx: &Context<'_>, id: Option<MediaId>) -> ApiResult<Option<Media>> {
    let Some(id) = id else { return Ok(None) };
    let loader = ctx.data_unchecked::<DataLoader<Files>>();
    let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
    Ok(row.map(Media))
}
