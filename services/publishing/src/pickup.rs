//! 采用回执: pages of outlets that carry pieces of ours. One page of one piece at one outlet counts once. What an outlet tells of itself
//! counts at once; what our own desk found counts once the page was compared with the text, or a person vouches for it.

mod compare;
mod figures;
mod list;
mod sheet;
mod store;
mod tell;
mod vouch;

use content::ArticleId;
use platform::{DepartmentId, PersonId};
use time::{Date, OffsetDateTime};

use crate::word::words;
use crate::{OutletId, PickupId};

pub use compare::{COMPARE, run as compare};
pub use figures::{By, Figure, FiguresError, figures};
pub use list::{Filter, list};
pub use sheet::{Line, sheet};
pub use tell::{Place, TellError, Told, tell, tell_by_program};
pub use vouch::{VouchError, compare_again, vouch};

words! {
    /// Who told of it.
    Via {
        /// A program of the outlet.
        Api = "api",
        /// Someone of the outlet, on the wire.
        Editor = "editor",
        /// Our own desk.
        Desk = "desk",
    }
}

words! {
    /// What the page says.
    State {
        /// It is being asked.
        Comparing = "comparing",
        /// It carries the piece.
        Matched = "matched",
        /// It reads otherwise.
        Differs = "differs",
        /// It could not be read.
        Unreachable = "unreachable",
    }
}

/// A page of an outlet that carries a piece, or is said to.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Pickup {
    pub id: PickupId,
    pub outlet: OutletId,
    pub article: ArticleId,
    pub department: DepartmentId,
    /// The piece's, when it was told.
    pub title: String,
    pub url: String,
    pub via: Via,
    pub told_by: Option<PersonId>,
    pub told_at: OffsetDateTime,
    pub used_on: Date,
    pub state: State,
    /// How much of the piece stands on the page, of 100.
    pub likeness: Option<i32>,
    pub compared_at: Option<OffsetDateTime>,
    /// Why the page could not be read, for people.
    pub trouble: Option<String>,
    pub vouched_by: Option<PersonId>,
    pub vouched_for: Option<String>,
    pub counted: bool,
}

/// From this share of the piece on, of 100, the page carries it: an outlet shortens, and writes its own headline.
const CARRIES: i32 = 60;

fn changed(id: PickupId) -> platform::outbox::Event {
    platform::outbox::Event { kind: "pickup.changed", subject: id.0, department: None, person: None }
}
