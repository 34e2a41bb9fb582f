//! What an attempt came to, and when to try again: pure rules.

use time::format_description::well_known::Rfc2822;
use time::{Duration, OffsetDateTime};

/// What happens next to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A 2xx: the receiver has it.
    Delivered,
    /// It will never be taken as it is.
    Refused,
    /// The receiver wants no more of anything (410).
    Gone,
    /// Again at this time.
    Again(OffsetDateTime),
    /// Tried for four days: a person must look.
    Dead,
}

/// What the receiver answered, as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// None where there was no answer.
    pub status: Option<u16>,
    /// Its `Retry-After`.
    pub retry_after: Option<&'a str>,
}

impl Outcome {
    /// One word, for the trail and for metrics.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Refused | Self::Gone => "refused",
            Self::Again(_) => "again",
            Self::Dead => "dead",
        }
    }
}

const PAUSES: [Duration; 9] = [
    Duration::seconds(5),
    Duration::minutes(5),
    Duration::minutes(30),
    Duration::hours(2),
    Duration::hours(5),
    Duration::hours(10),
    Duration::hours(14),
    Duration::hours(20),
    Duration::hours(24),
];

/// The longest a receiver may put us off with `Retry-After`.
const LONGEST_PUT_OFF: Duration = Duration::hours(24);

/// Judges the answer to attempt number `attempts`. `jitter` is any byte: it stretches the pause by up to a tenth, so that
/// a receiver that comes back is not met by everything at once.
#[must_use]
pub fn judge(answer: Answer<'_>, attempts: i32, now: OffsetDateTime, jitter: u8) -> Outcome {
    match answer.status {
        Some(200..=299) => Outcome::Delivered,
        Some(410) => Outcome::Gone,
        Some(408 | 409 | 425 | 429) => again(answer, attempts, now, jitter),
        Some(400..=499) => Outcome::Refused,
        _ => again(answer, attempts, now, jitter),
    }
}

fn again(answer: Answer<'_>, attempts: i32, now: OffsetDateTime, jitter: u8) -> Outcome {
    let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or_default();
    let Some(pause) = PAUSES.get(index).copied() else { return Outcome::Dead };
    let stretched: Duration = pause + pause / 2560 * i32::from(jitter);
    let asked = answer.retry_after.and_then(|text| put_off(text, now)).unwrap_or(Duration::ZERO);
    Outcome::Again(now + stretched.max(asked))
}

/// Reads `Retry-After`: seconds, or a date.
fn put_off(text: &str, now: OffsetDateTime) -> Option<Duration> {
    let asked = match text.trim().parse::<i64>() {
        Ok(seconds) => Duration::seconds(seconds),
        Err(_) => OffsetDateTime::parse(text.trim(), &Rfc2822).ok()? - now,
    };
    Some(asked.clamp(Duration::ZERO, LONGEST_PUT_OFF))
}

#[cfg(test)]
mod tests {
    use super::{Answer, Outcome, judge};
    use time::macros::datetime;
    use time::{Duration, OffsetDateTime};

    const NOW: OffsetDateTime = datetime!(2026-03-09 08:00 UTC);

    fn after(status: Option<u16>, retry_after: Option<&str>, attempts: i32) -> Outcome {
        judge(Answer { status, retry_after }, attempts, NOW, 0)
    }

    #[test]
    fn only_a_2xx_counts_as_delivered_and_a_redirect_does_not() {
        assert_eq!(after(Some(204), None, 1), Outcome::Delivered);
        assert_eq!(after(Some(302), None, 1), Outcome::Again(NOW + Duration::seconds(5)));
        assert_eq!(after(None, None, 1), Outcome::Again(NOW + Duration::seconds(5)));
    }

    #[test]
    fn a_4xx_is_final_but_for_those_that_ask_for_patience() {
        assert_eq!(after(Some(400), None, 1), Outcome::Refused);
        assert_eq!(after(Some(410), None, 1), Outcome::Gone);
        for patient in [408, 409, 425, 429] {
            assert_eq!(after(Some(patient), None, 2), Outcome::Again(NOW + Duration::minutes(5)));
        }
    }

    #[test]
    fn the_pauses_grow_and_then_the_delivery_is_dead() {
        assert_eq!(after(Some(500), None, 9), Outcome::Again(NOW + Duration::hours(24)));
        assert_eq!(after(Some(500), None, 10), Outcome::Dead);
        assert!(matches!(
            judge(Answer { status: Some(500), retry_after: None }, 3, NOW, 255),
            Outcome::Again(at) if at > NOW + Duration::minutes(32) && at < NOW + Duration::minutes(33)
        ));
    }

    #[test]
    fn retry_after_is_honoured_up_to_a_day() {
        assert_eq!(after(Some(429), Some("120"), 1), Outcome::Again(NOW + Duration::minutes(2)));
        assert_eq!(
            after(Some(503), Some("Mon, 09 Mar 2026 09:00:00 GMT"), 1),
            Outcome::Again(NOW + Duration::hours(1))
        );
        assert_eq!(after(Some(503), Some("9999999"), 1), Outcome::Again(NOW + Duration::hours(24)));
        assert_eq!(after(Some(503), Some("soon"), 2), Outcome::Again(NOW + Duration::minutes(5)));
    }
}
