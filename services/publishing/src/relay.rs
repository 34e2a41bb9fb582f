//! 转载任务 (C22): one order, and each account concerned carries the piece by its due time; who has, who is late, who has not, what
//! shows it, and what a look at some of them found. Departments are compared, people never.

mod coverage;
mod deal;
mod decline;
mod draw;
mod follow;
mod ledger;
mod list;
mod look;
mod order;
mod owed;
mod preset;
mod recall;
mod region;
mod remind;
pub(crate) mod store;
mod take;

use content::{AiUse, ArticleId, Block, Digest, Kind, MediaId, Sensitivity, SourceId};
use platform::audit::Entry;
use platform::outbox::Event;
use platform::{CountyId, DepartmentId, PersonId};
use time::OffsetDateTime;

use crate::account::Channel;
use crate::word::words;
use crate::{AccountId, DrawId, RelayId, RelayOrderId, TargetId};

pub use coverage::{Counts, Stage, Standing, coverage};
pub use deal::{DEAL, run as deal};
pub use decline::{DeclineError, decline, insist};
pub use draw::{DrawError, draw, drawn};
pub(crate) use follow::follow;
pub use ledger::{LedgerError, Line, ledger};
pub use list::{ListError, accounts, copies_of, draws_of, get, list, looks_of, of_articles, texts_of};
pub use look::{LookError, look};
pub use order::{Among, Elsewhere, NewTask, OrderError, What, order};
pub use owed::{Owed, for_desk, owed};
pub use preset::{PRESET, Preset, PresetError, set_preset};
pub use recall::{RecallError, recall};
pub use region::{NewOrder, Order, OrderedCopy, RegionError, order_of_counties, orders, recall_order};
pub use remind::{REMIND, run as remind};
pub use take::{TakeError, take};

/// The name under which the platform deals and reminds (I9).
const ROBOT: &str = "转载任务机";

/// A task, without its text.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Task {
    pub id: RelayId,
    pub title: String,
    /// The released piece of ours; none for what stands elsewhere.
    pub article: Option<ArticleId>,
    pub source: Option<SourceId>,
    pub source_name: String,
    pub source_url: String,
    pub source_author: Option<String>,
    pub source_published_at: Option<OffsetDateTime>,
    pub source_licence: Option<String>,
    /// What is asked of those who carry it.
    pub note: String,
    /// Who ordered it, as people read it.
    pub issuer: String,
    pub ordered_by: Option<PersonId>,
    /// The region above that ordered it; none for the county's own desk.
    pub region: Option<CountyId>,
    pub order: Option<RelayOrderId>,
    pub ordered_at: OffsetDateTime,
    pub due_at: OffsetDateTime,
    pub recalled_at: Option<OffsetDateTime>,
    pub recalled_reason: Option<String>,
}

/// What is carried.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Text {
    pub summary: String,
    pub blocks: Vec<Block>,
    pub kind: Kind,
    pub sensitivity: Sensitivity,
    pub ai: AiUse,
    pub cover: Option<MediaId>,
    pub topics: Vec<String>,
    /// Who wrote it, where it is a piece of ours (I3).
    pub writers: Vec<PersonId>,
}

/// One account's part of a task.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Copy {
    pub task: RelayId,
    pub account: AccountId,
    pub account_name: String,
    pub channel: Channel,
    pub department: DepartmentId,
    pub department_name: String,
    pub due_at: OffsetDateTime,
    pub recalled: bool,
    /// When it is asked to go out, so that accounts do not all speak at once.
    pub slot_at: OffsetDateTime,
    pub article: Option<ArticleId>,
    pub taken_by: Option<PersonId>,
    pub taken_at: Option<OffsetDateTime>,
    pub declined_at: Option<OffsetDateTime>,
    pub decline_reason: Option<String>,
    /// The desk asked again after it was declined.
    pub insisted_at: Option<OffsetDateTime>,
    pub insist_reason: Option<String>,
    pub reminded_at: Option<OffsetDateTime>,
    pub target: Option<TargetId>,
    pub live_at: Option<OffsetDateTime>,
    pub url: Option<String>,
    pub digest: Option<Digest>,
    /// It was out and was taken down since.
    pub taken_down: bool,
}

/// How a copy stands against its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// There is time.
    Open,
    /// It was out in time.
    InTime,
    /// It was out after its time.
    Late,
    /// Its time is over, and it is not out.
    Missing,
    /// The department declined, with a reason.
    Declined,
    /// The task was recalled before it was out.
    Recalled,
}

impl Copy {
    /// True while something is still asked of its account.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.live_at.is_none() && self.declined_at.is_none() && !self.recalled
    }

    /// How it stands against its time.
    #[must_use]
    pub fn mark(&self, now: OffsetDateTime) -> Mark {
        match self.live_at {
            Some(at) if at <= self.due_at => Mark::InTime,
            Some(_) => Mark::Late,
            None if self.recalled => Mark::Recalled,
            None if self.declined_at.is_some() => Mark::Declined,
            None if now <= self.due_at => Mark::Open,
            None => Mark::Missing,
        }
    }
}

/// Some of a task's copies, drawn for a look.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Draw {
    pub id: DrawId,
    pub task: RelayId,
    /// With the pool, gives the same accounts to whoever draws again.
    pub seed: [u8; 32],
    /// What was drawn from: the accounts that were out then, by id.
    pub pool: Vec<AccountId>,
    pub drawn: Vec<AccountId>,
    pub drawn_by: PersonId,
    pub drawn_at: OffsetDateTime,
}

/// What someone saw at the address of a copy that was drawn.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Look {
    pub draw: DrawId,
    pub account: AccountId,
    pub found: Found,
    pub note: String,
    pub looked_by: PersonId,
    pub looked_at: OffsetDateTime,
}

words! {
    /// What a look found.
    Found {
        /// The text stands as it was ordered.
        AsOrdered = "as_ordered",
        /// The text is another.
        Altered = "altered",
        /// Nothing stands at the address.
        Gone = "gone",
        /// It stands there and cannot be read, as when pictures are broken.
        Unreadable = "unreadable",
        /// Something else, told in the note.
        Other = "other",
    }
}

/// The event that lists and desks listen for.
fn changed(task: RelayId, department: Option<DepartmentId>) -> Event {
    Event { kind: "relay.changed", subject: task.0, department, person: None }
}

/// An act on a task, for the county's chain.
fn told(act: &'static str, task: RelayId) -> Entry {
    Entry::new(act, "relay_task", task.0)
}
