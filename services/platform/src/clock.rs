//! The one source of "now", so that a test can stand at another day.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use time::{Date, OffsetDateTime, UtcOffset};

/// A clock that runs with the system's, moved by an offset in seconds (0 in production).
#[derive(Clone, Debug, Default)]
pub struct Clock {
    offset_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// The time now, in UTC, cut to the microsecond the database keeps.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the system's clock")]
        let now = OffsetDateTime::now_utc() + time::Duration::seconds(self.offset_seconds.load(Ordering::Relaxed));
        now.replace_nanosecond(now.nanosecond() / 1000 * 1000).unwrap_or(now)
    }

    /// Moves the clock; later calls of `now` are `seconds` further (or back).
    pub fn advance(&self, seconds: i64) {
        self.offset_seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    /// The same point in time by the clocks of China.
    #[must_use]
    pub fn in_china(at: OffsetDateTime) -> OffsetDateTime {
        at.to_offset(china())
    }

    /// The local day in China (UTC+8, no summer time), by which quotas, figures and working days count.
    #[must_use]
    pub fn day_of(at: OffsetDateTime) -> Date {
        at.to_offset(china()).date()
    }
}

fn china() -> UtcOffset {
    UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC)
}
