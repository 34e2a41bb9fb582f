//! 存下的检索: what a person looks for again and again; their own, and nobody else's.

mod forget;
mod save;
mod store;

use serde_json::Value;
use time::OffsetDateTime;

pub use forget::{ForgetError, forget};
pub use save::{SaveError, save};
pub use store::list;

/// The most a person keeps.
pub const MOST_SAVED: i64 = 50;

platform::id_type! {
    /// A saved search.
    SavedSearchId
}

word_type! {
    /// The list a search was made on.
    List {
        /// Pieces.
        Articles = "articles",
        /// Submissions.
        Submissions = "submissions",
        /// Files of a library.
        Media = "media",
    }
}

/// A saved search.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct SavedSearch {
    pub id: SavedSearchId,
    pub name: String,
    /// As the page keeps it in its address: names and their values.
    pub filter: Value,
    pub created_at: OffsetDateTime,
}
