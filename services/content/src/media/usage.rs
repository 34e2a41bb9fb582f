//! 使用处: where a file is used. Texts that may still change note it as they are written; what is frozen names it for good.

mod store;

use uuid::Uuid;

use crate::MediaId;

pub use store::uses_of;
pub(super) use store::{articles, count};

word_type! {
    /// What names a file.
    Place {
        /// A piece as its department works on it.
        Article = "article",
        /// What was handed to the desk, its text or its attachments.
        Submission = "submission",
        /// A template.
        Template = "template",
        /// A filing of an account, which keeps what was handed in with it.
        Filing = "filing",
        /// A revision: frozen.
        Revision = "revision",
    }
}

/// One place where a file is used.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Use {
    pub media: MediaId,
    pub place: Place,
    /// The piece, the submission or the template; of a revision its piece.
    pub subject: Uuid,
    /// What it is called; none where the caller may not see it.
    pub title: Option<String>,
    /// Where the piece or the submission stands.
    pub state: Option<String>,
    /// Of a revision.
    pub number: Option<i32>,
    /// Whether readers see it there.
    pub released: bool,
}
