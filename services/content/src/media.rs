//! 素材: pictures, sounds, films and documents of a department's library. They are uploaded straight to the object store and
//! accepted only once looked into.

mod arrived;
mod begin_upload;
mod blocks;
mod clean;
mod complete_upload;
mod delete;
mod edit;
pub mod folder;
pub mod licence;
mod list;
mod objects;
mod picture;
mod rendition;
pub mod replacement;
mod sniff;
mod store;
mod sweep;
mod take_in;
mod text;
mod usage;

use platform::{DepartmentId, PersonId};
use tenancy::{Action, Actor, Scope};
use time::{Date, OffsetDateTime};

use crate::Digest;

pub use begin_upload::{BeginError, Upload, UploadInput, begin_upload};
pub use blocks::Outgoing;
pub use complete_upload::{CompleteError, complete_upload};
pub use delete::{DeleteError, KEPT_DAYS, delete, restore};
pub use edit::{Edit, EditError, edit, file_under};
pub use folder::FolderId;
pub use licence::LicenceState;
pub use list::{Filter, ListError, Shelf, list, tags};
pub use objects::{MediaStore, ObjectError, Range};
pub use rendition::{RENDER, Rendition, render, renditions_of};
pub use store::by_ids;
pub(crate) use store::{cut_words, forget_words};
pub(crate) use store::{publish_of, unpublish_of};
pub use sweep::{ABANDONED_HOURS, SWEEP, run as sweep, schedule as schedule_sweep};
pub use take_in::TakeInError;
pub(crate) use take_in::take_in;
pub use text::{READ, Text, Texts, read_text, texts_of};
pub use usage::{Place, Use, uses_of};

platform::id_type! {
    /// A media file.
    MediaId
}

word_type! {
    /// What a file is.
    MediaKind {
        /// A picture.
        Image = "image",
        /// A sound.
        Audio = "audio",
        /// A film.
        Video = "video",
        /// A document: PDF, Word or Excel.
        Document = "document",
    }
}

word_type! {
    /// Whether a file may be used.
    MediaState {
        /// Its upload has not been completed.
        Pending = "pending",
        /// It was looked into and may be used.
        Ready = "ready",
        /// It was looked into and is not kept.
        Refused = "refused",
        /// It was put away; it can be had back until it is swept.
        Deleted = "deleted",
    }
}

/// A file as the database knows it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Media {
    pub id: MediaId,
    pub department: DepartmentId,
    pub uploaded_by: PersonId,
    pub kind: MediaKind,
    pub mime: String,
    pub bytes: i64,
    /// Of the file as it goes out; there once it is ready.
    pub sha256: Option<Digest>,
    /// The same of every mebibyte; none of a file taken before they were kept.
    pub blocks: Vec<Digest>,
    pub object_key: String,
    pub file_name: String,
    /// What it shows, for those who do not see or hear it.
    pub alt: String,
    pub state: MediaState,
    /// Stable reason, such as `WRONG_TYPE`, if it was refused; `ABANDONED` until the sweep has taken it away.
    pub refusal: Option<String>,
    pub created_at: OffsetDateTime,
    /// Since when the public may see it.
    pub public_at: Option<OffsetDateTime>,
    pub folder: Option<FolderId>,
    pub tags: Vec<String>,
    /// Width and height of a picture; none of one taken before they were measured.
    pub size: Option<(u32, u32)>,
    /// 权利人: whose it is; empty where nobody said.
    pub holder: String,
    /// What the holder allows.
    pub licence_note: String,
    /// The last day on which it may be used; none where it may be used for good.
    pub licence_ends_on: Option<Date>,
    /// When its renditions were made.
    pub rendered_at: Option<OffsetDateTime>,
    pub deleted_at: Option<OffsetDateTime>,
}

impl Media {
    /// What an actor may do with it as it stands: of `edit`, `replace`, `delete`, `restore`.
    #[must_use]
    pub fn actions(&self, actor: &Actor) -> Vec<&'static str> {
        if !actor.may(Action::MediaUpload, Scope::Department(self.department)) {
            return Vec::new();
        }
        match self.state {
            MediaState::Ready => vec!["edit", "replace", "delete"],
            MediaState::Deleted => vec!["restore"],
            MediaState::Pending | MediaState::Refused => Vec::new(),
        }
    }
}
