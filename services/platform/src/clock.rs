//! The one source of "now": the database's time, carried on by a clock that only runs forward; a test can stand at another day.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use time::{Date, Duration, OffsetDateTime, UtcOffset};

/// A clock that begins with this machine's time, and from its first connection on goes by the database's, which all processes share:
/// a lease that one process noted is not over for another because somebody set a machine's clock (I4).
#[derive(Clone, Debug)]
pub struct Clock {
    begun: Instant,
    /// Microseconds since 1970 when it began.
    began_at: Arc<AtomicI64>,
    /// Moved by a test; 0 in production.
    offset_seconds: Arc<AtomicI64>,
}

impl Default for Clock {
    fn default() -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the system's clock")]
        let now = OffsetDateTime::now_utc();
        Self { begun: Instant::now(), began_at: Arc::new(microseconds(now).into()), offset_seconds: Arc::default() }
    }
}

impl Clock {
    /// The time now, in UTC, cut to the microsecond the database keeps.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        self.unmoved() + Duration::seconds(self.offset_seconds.load(Ordering::Relaxed))
    }

    /// Goes by this time from here on; tells how far it was from it. What is less than a second stays, so that time does not step
    /// back for nothing.
    pub fn follow(&self, at: OffsetDateTime) -> Duration {
        let behind = at - self.unmoved();
        if Duration::SECOND <= behind.abs() {
            let micros = i64::try_from(behind.whole_microseconds()).unwrap_or_default();
            self.began_at.fetch_add(micros, Ordering::Relaxed);
        }
        behind
    }

    fn unmoved(&self) -> OffsetDateTime {
        let passed = i64::try_from(self.begun.elapsed().as_micros()).unwrap_or_default();
        let micros = self.began_at.load(Ordering::Relaxed).saturating_add(passed);
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
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

fn microseconds(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1000).unwrap_or_default()
}

fn china() -> UtcOffset {
    UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i4_it_goes_by_the_time_it_follows_and_never_back_for_less_than_a_second() {
        let clock = Clock::default();
        let other = clock.clone();
        let before = clock.now();
        clock.follow(before + Duration::hours(1));
        assert!(before + Duration::hours(1) <= other.now(), "its copies go with it");
        let now = clock.now();
        clock.follow(now - Duration::milliseconds(900));
        assert!(now <= clock.now());
        clock.follow(now - Duration::hours(1));
        assert!(clock.now() < now);
    }
}
