//! 供稿台: what is offered to outlets, as their own people see it, take it and tell where they used it.

mod editors;
mod list;
mod plain;
mod store;
mod take;

use content::{ArticleId, RevisionId};
use platform::DepartmentId;
use time::OffsetDateTime;

use crate::word::words;
use crate::{DeliveryId, OutletId};

pub use editors::{Editor, EditorError, add_editor, editors_of, remove_editor};
pub use list::{Filter, WireError, feed, find, list, own_outlets};
pub use plain::plain;
pub use take::{Form, TakeError, Taken, take};

words! {
    /// How a piece stands on the wire.
    Standing {
        /// It may be used.
        Usable = "usable",
        /// It takes the place of a version that was offered before.
        Corrected = "corrected",
        /// It was taken back and may not be used any more.
        Killed = "killed",
    }
}

/// A piece as it is offered to one outlet.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Offer {
    pub outlet: OutletId,
    pub outlet_name: String,
    pub article: ArticleId,
    /// The delivery that holds its document.
    pub delivery: DeliveryId,
    pub revision: RevisionId,
    pub department: DepartmentId,
    pub department_name: String,
    pub title: String,
    pub summary: String,
    pub topics: Vec<String>,
    pub language: String,
    pub standing: Standing,
    pub offered_at: OffsetDateTime,
    pub changed_at: OffsetDateTime,
    /// When someone of the outlet last took it.
    pub taken_at: Option<OffsetDateTime>,
    /// Pages of the outlet that carry it.
    pub pickups: i64,
}

/// An outlet someone works for.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct OwnOutlet {
    pub id: OutletId,
    pub name: String,
}
