//! 更新周期 (C5): how often a column or topic wants a released piece, and which of them are going stale.

mod set;
mod standing;
mod store;

use time::{Duration, OffsetDateTime};

use crate::ColumnId;

pub use set::{RhythmError, drop_rhythm, keep_rhythm, keep_warning};
pub use standing::{WARN_DAYS, alarms, standings};

platform::id_type! {
    /// A rhythm (更新周期).
    RhythmId
}

/// What wants pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A column.
    Column(ColumnId),
    /// A topic, by its name.
    Topic(String),
}

/// How long a column or topic has been without a piece, against its rhythm.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The rhythm.
    pub id: RhythmId,
    /// What wants pieces.
    pub of: Of,
    /// The column's names, or the topic's twice.
    pub names: (String, String),
    /// At least one piece in so many days.
    pub days: i32,
    /// Since when it is asked.
    pub since: OffsetDateTime,
    /// When its newest piece came out; none where there never was one.
    pub last: Option<OffsetDateTime>,
}

/// How pressing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// A piece came out in time.
    Fresh,
    /// It is stale within the days of warning.
    Soon,
    /// It waits for a piece.
    Stale,
}

impl Standing {
    /// When it is stale unless a piece comes out before.
    #[must_use]
    pub fn due(&self) -> OffsetDateTime {
        self.last.map_or(self.since, |last| last.max(self.since)) + Duration::days(self.days.into())
    }

    /// How pressing it is now, with so many days of warning.
    #[must_use]
    pub fn freshness(&self, now: OffsetDateTime, warn_days: i64) -> Freshness {
        let due = self.due();
        if due <= now {
            Freshness::Stale
        } else if due - Duration::days(warn_days) <= now {
            Freshness::Soon
        } else {
            Freshness::Fresh
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Freshness, Of, RhythmId, Standing};
    use time::macros::datetime;
    use uuid::Uuid;

    #[test]
    fn c5_it_is_soon_before_it_is_stale_and_fresh_after_a_piece() {
        let weekly = |last| Standing {
            id: RhythmId(Uuid::from_u128(1)),
            of: Of::Topic("水利".to_owned()),
            names: Default::default(),
            days: 7,
            since: datetime!(2026-03-01 00:00 UTC),
            last,
        };
        let now = datetime!(2026-03-07 12:00 UTC);
        assert_eq!(weekly(None).freshness(now, 2), Freshness::Soon, "its time began when the rhythm was set");
        assert_eq!(weekly(None).freshness(now, 0), Freshness::Fresh);
        assert_eq!(weekly(Some(datetime!(2026-03-06 00:00 UTC))).freshness(now, 2), Freshness::Fresh);
        let late = datetime!(2026-03-20 00:00 UTC);
        assert_eq!(weekly(Some(datetime!(2026-03-06 00:00 UTC))).freshness(late, 2), Freshness::Stale);
        assert_eq!(weekly(Some(datetime!(2025-01-01 00:00 UTC))).due(), datetime!(2026-03-08 00:00 UTC));
    }
}
