//! A file, as its library shows it.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use content::media::{Rendition, Use, folder};
use platform::Clock;
use publishing::publication::media_path;
use time::{Date, OffsetDateTime};

use super::loaders::{Folders, Renditions, RenditionsOf, Uses, UsesOf};
use crate::api_error::ApiResult;
use crate::console::types::{Department, Person, department, loaded, person};
use crate::pictures;
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

/// How a file's licence stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::media::LicenceState")]
pub enum LicenceState {
    /// Nobody said anything of a licence
    Open,
    /// For good, or for longer than thirty days
    Valid,
    /// Ends within thirty days
    Expiring,
    Expired,
}

/// What names a file
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::media::Place")]
pub enum MediaPlace {
    Article,
    Submission,
    Template,
    /// A filing of an account
    Filing,
    /// Frozen
    Revision,
}

/// 文件夹
pub(super) struct MediaFolder(pub(super) folder::Folder);

#[Object]
impl MediaFolder {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// None: at the top
    async fn parent_id(&self) -> Option<ID> {
        self.0.parent.map(|id| id.0.into())
    }
    /// Files in it, those of its own folders not counted
    async fn files(&self) -> i64 {
        self.0.files
    }
}

/// 使用处: one place where a file is used
pub(super) struct MediaUse(Use);

#[Object]
impl MediaUse {
    async fn place(&self) -> MediaPlace {
        self.0.place.into()
    }
    /// The piece, the submission or the template; of a revision its piece. None where the caller may not see it
    async fn subject_id(&self) -> Option<ID> {
        self.0.title.as_ref().map(|_| self.0.subject.into())
    }
    /// None where the caller may not see it
    async fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }
    /// Where the piece or the submission stands
    async fn state(&self) -> Option<&str> {
        self.0.state.as_deref()
    }
    /// Of a revision
    async fn revision_number(&self) -> Option<i32> {
        self.0.number
    }
    /// Whether readers see it there
    async fn released(&self) -> bool {
        self.0.released
    }
}

/// A picture at a smaller width
#[derive(SimpleObject)]
pub(super) struct MediaRendition {
    width: i32,
    height: i32,
    bytes: i64,
    mime: String,
}

/// 媒体文件
pub(in crate::console) struct Media(pub(in crate::console) content::Media);

impl Media {
    async fn renditions_of(&self, ctx: &Context<'_>) -> ApiResult<Vec<Rendition>> {
        let loader = ctx.data_unchecked::<DataLoader<Renditions>>();
        Ok(loader.load_one(RenditionsOf(self.0.id)).await.map_err(|error| loaded(&error))?.unwrap_or_default())
    }
}

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
    /// pending, ready, refused or deleted
    async fn state(&self) -> &'static str {
        self.0.state.as_str()
    }
    /// Why it was refused: `TOO_LARGE`, `WRONG_TYPE`, `NOT_AS_DECLARED`, `BROKEN_PICTURE` or `TOO_MANY_PIXELS`
    async fn refusal(&self) -> Option<&str> {
        self.0.refusal.as_deref()
    }
    async fn url(&self, ctx: &Context<'_>) -> ApiResult<String> {
        Ok(media_path(request::of(ctx)?.actor()?.county(), self.0.id))
    }
    /// Addresses of a picture at its widths, for `srcset`; none where there is one width alone
    async fn src_set(&self, ctx: &Context<'_>) -> ApiResult<Option<String>> {
        let county = request::of(ctx)?.actor()?.county();
        Ok(pictures::src_set(county, &self.0, &self.renditions_of(ctx).await?))
    }
    async fn renditions(&self, ctx: &Context<'_>) -> ApiResult<Vec<MediaRendition>> {
        let made = self.renditions_of(ctx).await?.into_iter();
        let shown =
            |one: Rendition| MediaRendition { width: one.width, height: one.height, bytes: one.bytes, mime: one.mime };
        Ok(made.map(shown).collect())
    }
    async fn created_at(&self) -> OffsetDateTime {
        self.0.created_at
    }
    async fn uploaded_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.uploaded_by.0).await
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
    /// SHA-256 of the file as it goes out, in hex; approvals are of it
    async fn sha256(&self) -> Option<String> {
        self.0.sha256.map(|digest| digest.to_string())
    }
    /// Of a picture
    async fn width(&self) -> Option<u32> {
        self.0.size.map(|(width, _)| width)
    }
    async fn height(&self) -> Option<u32> {
        self.0.size.map(|(_, height)| height)
    }
    async fn tags(&self) -> &[String] {
        &self.0.tags
    }
    /// None: at the top of the library
    async fn folder(&self, ctx: &Context<'_>) -> ApiResult<Option<MediaFolder>> {
        let Some(id) = self.0.folder else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Folders>>();
        Ok(loader.load_one(id).await.map_err(|error| loaded(&error))?.map(MediaFolder))
    }
    /// 权利人; empty where nobody said
    async fn holder(&self) -> &str {
        &self.0.holder
    }
    async fn licence_note(&self) -> &str {
        &self.0.licence_note
    }
    /// The last day on which it may be used; none where it may be used for good
    async fn licence_ends_on(&self) -> Option<Date> {
        self.0.licence_ends_on
    }
    async fn licence(&self, ctx: &Context<'_>) -> ApiResult<LicenceState> {
        let today = Clock::day_of(request::of(ctx)?.services().database.clock().now());
        Ok(self.0.licence(today).into())
    }
    /// Where it is used: texts that may still change, then what is frozen, the latest first
    #[graphql(complexity = "5 + child_complexity")]
    async fn uses(&self, ctx: &Context<'_>) -> ApiResult<Vec<MediaUse>> {
        let loader = ctx.data_unchecked::<DataLoader<Uses>>();
        let rows = loader.load_one(UsesOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(MediaUse).collect())
    }
    async fn deleted_at(&self) -> Option<OffsetDateTime> {
        self.0.deleted_at
    }
    /// What the caller may do with it now: edit, replace, delete, restore
    async fn actions(&self, ctx: &Context<'_>) -> ApiResult<Vec<&'static str>> {
        Ok(self.0.actions(request::of(ctx)?.actor()?))
    }
}
