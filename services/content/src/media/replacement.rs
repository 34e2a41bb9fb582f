//! 替换: a new file takes another's place in drafts, and only there: what is frozen keeps the file that was approved. What changes
//! is shown before, and can be undone after.

mod plan;
mod replace;
mod store;
mod undo;

use platform::{DepartmentId, Invalid, Storage};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Article, ArticleId, MediaId};

pub use plan::plan;
pub use replace::replace;
pub use store::of_file;
pub use undo::undo;

platform::id_type! {
    /// A replacement.
    ReplacementId
}

word_type! {
    /// Why a text keeps the file it has.
    Kept {
        /// It is before the reviewers, or approved: what was looked at stays.
        UnderReview = "under_review",
        /// Readers see it; a correction begins with its writer.
        Released = "released",
        /// Somebody is writing at it.
        Held = "held",
        /// It is not the actor's to write.
        NotTheirs = "not_theirs",
        /// It was changed since.
        Changed = "changed",
        /// It names the file somewhere else than in its text or as its cover.
        Elsewhere = "elsewhere",
    }
}

/// One draft in which a file takes another's place.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Change {
    pub article: Article,
    /// The paths of its fields, such as `blocks.3.mediaId`, `coverMediaId`.
    pub fields: Vec<String>,
}

/// What a replacement does, or did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// There once it is done.
    pub id: Option<ReplacementId>,
    /// The drafts that show the new file.
    pub changes: Vec<Change>,
    /// What keeps the old one, and why.
    pub kept: Vec<(Article, Kept)>,
    /// Texts that the actor may not see, and that keep it.
    pub unseen: usize,
}

/// A replacement as it is kept.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Replacement {
    pub id: ReplacementId,
    pub department: DepartmentId,
    pub old: MediaId,
    pub new: MediaId,
    pub changes: Vec<Changed>,
    pub replaced_at: OffsetDateTime,
    pub undone_at: Option<OffsetDateTime>,
}

/// A draft that was changed: where, and the version it then stood at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Changed {
    pub article: ArticleId,
    pub version: i32,
    pub fields: Vec<String>,
}

/// Why nothing was replaced or undone.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum ReplaceError {
    #[error("no such file")]
    NotFound,
    /// It was undone, or there is none.
    #[error("no such replacement")]
    NothingToUndo,
    #[error(transparent)]
    Refused(#[from] tenancy::Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ReplaceError { Refused, Invalid, Storage;
    NotFound => NotFound, "MEDIA_NOT_FOUND", "文件不存在";
    NothingToUndo => NotFound, "REPLACEMENT_NOT_FOUND", "没有可撤销的替换" });
