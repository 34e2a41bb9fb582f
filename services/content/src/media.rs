//! 媒体: pictures, sounds, films and documents, uploaded straight to the object store and accepted only once looked into.

mod begin_upload;
mod complete_upload;
mod list;
mod objects;
mod sniff;
mod store;
mod sweep;
mod take_in;
mod text;

use platform::{DepartmentId, PersonId};
use time::OffsetDateTime;

use crate::Digest;

pub use begin_upload::{BeginError, Upload, UploadInput, begin_upload};
pub use complete_upload::{CompleteError, complete_upload};
pub use list::{ListError, list};
pub use objects::{MediaStore, Object, ObjectError, Range};
pub use store::by_ids;
pub(crate) use store::{cut_words, forget_words};
pub(crate) use store::{publish_of, unpublish_of};
pub use sweep::{ABANDONED_HOURS, SWEEP, run as sweep, schedule as schedule_sweep};
pub use take_in::TakeInError;
pub(crate) use take_in::take_in;
pub use text::{READ, Text, Texts, read_text, texts_of};

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
    /// Of the file; there once it is ready.
    pub sha256: Option<Digest>,
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
}
