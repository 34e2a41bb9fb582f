//! 订阅源 (C13, C14): feeds of listed sources, asked again and again; what comes through them is kept once, and offered to the
//! departments that routes name.

mod add;
mod edit;
mod fetch;
mod html;
mod ingest;
mod item;
mod likeness;
mod list;
mod pace;
mod page;
mod pause;
mod poll;
mod read;
mod route;
mod store;
mod trouble;

use platform::outbox::Event;
use platform::{DepartmentId, PersonId};
use time::OffsetDateTime;

use crate::SourceId;

pub use add::{AddFeedError, NewFeed, add};
pub use edit::{EditFeedError, edit};
pub use fetch::Fetcher;
pub use item::{Item, by_ids as items_by_ids, of_groups};
pub use list::{ListError, list, routes};
pub use page::{found_on, page, page_digest};
pub use pause::{pause, resume};
pub use poll::{POLL, ask_now, keep, run as poll};
pub use route::{NewRoute, RouteError, remove as remove_route, set as set_route};
pub use store::by_ids;
pub use trouble::{Kind as TroubleKind, Trouble};

platform::id_type! {
    /// A feed (订阅源).
    FeedId
}

platform::id_type! {
    /// A route from feeds to a department (分派).
    RouteId
}

platform::id_type! {
    /// What came through a feed (来稿). A group of those that read nearly alike has the id of its first.
    ItemId
}

word_type! {
    /// Whether a feed is asked.
    FeedState {
        /// Again and again.
        Active = "active",
        /// Not until someone resumes it.
        Paused = "paused",
    }
}

/// The minutes that may lie between two questions.
pub const MINUTES: std::ops::RangeInclusive<i32> = 15..=1440;

/// A feed.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Feed {
    pub id: FeedId,
    pub source: SourceId,
    pub name: String,
    pub url: String,
    pub state: FeedState,
    pub every_minutes: i32,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub asked_at: Option<OffsetDateTime>,
    /// When it last answered with what could be read, or that nothing is new.
    pub answered_at: Option<OffsetDateTime>,
    pub next_at: OffsetDateTime,
    /// How often in a row it could not be read.
    pub failures: i32,
    pub trouble: Option<Trouble>,
    pub added_by: PersonId,
    pub added_at: OffsetDateTime,
}

/// Which department is offered what comes through a feed.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Route {
    pub id: RouteId,
    /// None: whatever the feed.
    pub feed: Option<FeedId>,
    pub department: DepartmentId,
    /// One of these must stand in title or text; none: everything is offered.
    pub words: Vec<String>,
    /// None of these may.
    pub without: Vec<String>,
}

impl Route {
    /// Whether a text that came through a feed goes its way.
    #[must_use]
    pub fn takes(&self, feed: FeedId, title: &str, body: &str) -> bool {
        let has = |word: &String| title.contains(word.as_str()) || body.contains(word.as_str());
        self.feed.is_none_or(|own| own == feed)
            && (self.words.is_empty() || self.words.iter().any(has))
            && !self.without.iter().any(has)
    }
}

/// The event that lists hear.
fn changed(id: FeedId) -> Event {
    Event { kind: "feed.changed", subject: id.0, department: None, person: None }
}

#[cfg(test)]
mod tests {
    use super::{FeedId, Route, RouteId};
    use platform::DepartmentId;
    use uuid::Uuid;

    #[test]
    fn c13_a_route_takes_what_has_one_of_its_words_and_none_of_the_others() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let (own, other) = (FeedId(Uuid::from_u128(1)), FeedId(Uuid::from_u128(2)));
        let route = Route {
            id: RouteId(Uuid::nil()),
            feed: Some(own),
            department: DepartmentId(Uuid::nil()),
            words: words(&["接种", "疫苗"]),
            without: words(&["广告"]),
        };
        assert!(route.takes(own, "接种通知", "") && route.takes(own, "", "关于疫苗"));
        assert!(
            !route.takes(own, "天气", "晴") && !route.takes(own, "接种", "广告") && !route.takes(other, "接种", "")
        );
        let all = Route { feed: None, words: Vec::new(), without: Vec::new(), ..route };
        assert!(all.takes(other, "天气", ""));
    }
}
