//! 滚动报道 (C3): one event that many pieces join, the newest first. The public meets a story with its first released piece.

mod close;
mod join;
mod list;
mod open;
mod store;

use platform::PersonId;
use platform::outbox::Event;
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use crate::ArticleId;

pub use close::{CloseError, close, reopen};
pub use join::{JoinError, join, leave};
pub use list::{ListError, get, list};
pub use open::{OpenError, edit, open};
pub use store::{by_ids, counts_of, members_of, of_articles, running};

platform::id_type! {
    /// A rolling story (滚动报道).
    StoryId
}

/// A rolling story.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Story {
    pub id: StoryId,
    pub title: String,
    pub summary: String,
    pub opened_by: PersonId,
    pub opened_at: OffsetDateTime,
    /// Since when nothing joins it any more.
    pub closed_at: Option<OffsetDateTime>,
}

impl Story {
    /// Whether an actor may change it, close it, or open it again.
    #[must_use]
    pub fn may_manage(actor: &Actor) -> bool {
        actor.may(Action::StoryManage, Scope::County)
    }
}

/// A piece's place in a story.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Member {
    pub story: StoryId,
    pub article: ArticleId,
    pub joined_at: OffsetDateTime,
}

/// The event that lists and pages hear.
fn changed(id: StoryId) -> Event {
    Event { kind: "story.changed", subject: id.0, department: None, person: None }
}
