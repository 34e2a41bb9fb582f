//! When a feed is asked next: pure rules.

use time::format_description::well_known::Rfc2822;
use time::{Duration, OffsetDateTime};

/// The longest a feed is left alone, however it fails or asks for patience.
const LONGEST: Duration = Duration::hours(24);

/// After an answer that could be used: its own pause. After failures: twice as long for each in a row, a day at most, and never
/// sooner than the server asked for. `jitter` is any byte: it stretches the pause by up to a tenth, so that feeds which failed
/// together do not come back together.
pub(super) fn next(
    now: OffsetDateTime,
    every_minutes: i32,
    failures: i32,
    retry_after: Option<&str>,
    jitter: u8,
) -> OffsetDateTime {
    let every = Duration::minutes(i64::from(every_minutes));
    let doubled = every * (1_i32 << failures.clamp(0, 7));
    let pause = doubled.min(LONGEST);
    let stretched: Duration = pause + pause / 2560 * i32::from(jitter);
    let asked = retry_after.and_then(|text| put_off(text, now)).unwrap_or(Duration::ZERO);
    now + stretched.max(asked)
}

/// Reads `Retry-After`: seconds, or a date.
fn put_off(text: &str, now: OffsetDateTime) -> Option<Duration> {
    let asked = match text.trim().parse::<i64>() {
        Ok(seconds) => Duration::seconds(seconds),
        Err(_) => OffsetDateTime::parse(text.trim(), &Rfc2822).ok()? - now,
    };
    Some(asked.clamp(Duration::ZERO, LONGEST))
}

#[cfg(test)]
mod tests {
    use super::next;
    use time::macros::datetime;
    use time::{Duration, OffsetDateTime};

    const NOW: OffsetDateTime = datetime!(2026-03-09 08:00 UTC);

    #[test]
    fn c13_a_failing_feed_is_asked_less_and_less() {
        let pause = |failures| next(NOW, 60, failures, None, 0) - NOW;
        assert_eq!([0, 1, 2, 9].map(pause), [1, 2, 4, 24].map(Duration::hours));
        let stretched = next(NOW, 60, 0, None, 255) - NOW;
        assert!(Duration::minutes(65) < stretched && stretched < Duration::minutes(66), "{stretched}");
    }

    #[test]
    fn c13_retry_after_is_honoured_up_to_a_day() {
        let pause = |asked| next(NOW, 15, 1, Some(asked), 0) - NOW;
        assert_eq!(pause("7200"), Duration::hours(2));
        assert_eq!(pause("Mon, 09 Mar 2026 11:00:00 GMT"), Duration::hours(3));
        assert_eq!(pause("99999999"), Duration::hours(24));
        assert_eq!(pause("soon"), Duration::minutes(30));
    }
}
