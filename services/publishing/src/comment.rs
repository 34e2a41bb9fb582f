//! 留言精选: what readers wrote under a piece on WeChat. The platform tells nothing of it by itself, so it is read in a rhythm that grows
//! slower; what the staff do about one is done there by the worker and shown here when it is done.

mod act;
mod fetch;
mod import;
mod list;
mod perform;
pub(crate) mod store;

use time::OffsetDateTime;

use crate::word::words;
use crate::{AccountId, CommentId, TargetId};

pub use act::{Act, ActError, act};
pub use fetch::{FetchError, fetch};
pub(crate) use import::{IMPORT, run as import, watch};
pub use list::{Filter, ListError, list};
pub(crate) use perform::{PERFORM, run as perform};

/// The kinds of job that read comments, and do what is asked for about one.
pub const KINDS: [&str; 2] = [IMPORT, PERFORM];

words! {
    /// What somebody asked for.
    Wanted {
        /// Readers see it.
        Elect = "elect",
        /// Readers see it no more.
        Unelect = "unelect",
        /// An answer stands under it.
        Reply = "reply",
        /// The answer goes.
        Unreply = "unreply",
        /// It goes.
        Delete = "delete",
    }
}

/// What a reader wrote under a piece.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Comment {
    pub id: CommentId,
    pub target: TargetId,
    pub account: AccountId,
    pub content: String,
    pub written_at: OffsetDateTime,
    /// Whether readers see it.
    pub elected: bool,
    pub reply: Option<String>,
    pub replied_at: Option<OffsetDateTime>,
    /// What somebody asked for, and is not done yet.
    pub wanted: Option<Wanted>,
    /// Why what was asked for last was not done.
    pub error_text: Option<String>,
}
