//! 时限: when a step is due, in working hours or by the clock.

use platform::Storage;
use platform::TenantTx;
use platform::settings::Setting;
use platform::workdays::Workdays;
use serde::Deserialize;
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

use crate::rule::Deadline;

/// 上班时间, in minutes of the day: two spans, morning and afternoon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct OfficeHours {
    /// The morning begins.
    pub morning_from: i64,
    /// The morning ends.
    pub morning_until: i64,
    /// The afternoon begins.
    pub afternoon_from: i64,
    /// The afternoon ends.
    pub afternoon_until: i64,
}

/// Half past eight to noon, half past two to six.
pub const OFFICE_HOURS: Setting<OfficeHours> = Setting {
    key: "review.office_hours",
    default: OfficeHours { morning_from: 510, morning_until: 720, afternoon_from: 870, afternoon_until: 1080 },
};

/// How far ahead the calendar is read: enough for the longest deadline over the longest holidays.
const HORIZON: Duration = Duration::days(90);

/// When a step opened now is due. None where the calendar does not reach so far.
pub(crate) async fn due(tx: &mut TenantTx, deadline: Deadline) -> Result<Option<OffsetDateTime>, Storage> {
    let opened = tx.now();
    if !deadline.working {
        return Ok(Some(opened + Duration::minutes(i64::from(deadline.minutes))));
    }
    let hours = OFFICE_HOURS.get(tx).await?;
    let day = local(opened).date();
    let calendar = Workdays::between(tx, day, day + HORIZON).await?;
    Ok(count(opened, i64::from(deadline.minutes), hours, &calendar))
}

/// Working minutes from an instant until now; none where the calendar does not say.
pub(crate) async fn worked(tx: &mut TenantTx, from: OffsetDateTime) -> Result<Option<i32>, Storage> {
    let now = tx.now();
    let hours = OFFICE_HOURS.get(tx).await?;
    let calendar = Workdays::between(tx, local(from).date(), local(now).date()).await?;
    Ok(between(from, now, hours, &calendar))
}

/// Working minutes left until an instant, from now; negative once it is over, none where the calendar does not say.
#[derive(Clone, Debug)]
pub struct WorkClock {
    now: OffsetDateTime,
    hours: OfficeHours,
    calendar: Workdays,
}

impl WorkClock {
    /// Reads office hours, and the calendar around these instants.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn around(tx: &mut TenantTx, dues: &[OffsetDateTime]) -> Result<Self, Storage> {
        let now = tx.now();
        let first = dues.iter().copied().min().map_or(now, |due| due.min(now));
        let last = dues.iter().copied().max().map_or(now, |due| due.max(now));
        let hours = OFFICE_HOURS.get(tx).await?;
        let calendar = Workdays::between(tx, local(first).date(), local(last).date()).await?;
        Ok(Self { now, hours, calendar })
    }

    /// Minutes until it is due.
    #[must_use]
    pub fn left(&self, due: OffsetDateTime) -> Option<i32> {
        if self.now <= due {
            return between(self.now, due, self.hours, &self.calendar);
        }
        between(due, self.now, self.hours, &self.calendar).map(|late| -late)
    }
}

/// Working minutes from an instant to a later one.
fn between(from: OffsetDateTime, until: OffsetDateTime, hours: OfficeHours, calendar: &Workdays) -> Option<i32> {
    let (start, end) = (local(from), local(until));
    let minute = |at: OffsetDateTime| i64::from(at.hour()) * 60 + i64::from(at.minute());
    let (mut day, mut minutes) = (start.date(), 0);
    while day <= end.date() {
        if calendar.works(day)? {
            let begins = if day == start.date() { minute(start) } else { 0 };
            let ends = if day == end.date() { minute(end) } else { 24 * 60 };
            for (opens, closes) in
                [(hours.morning_from, hours.morning_until), (hours.afternoon_from, hours.afternoon_until)]
            {
                minutes += (closes.min(ends) - opens.max(begins)).max(0);
            }
        }
        day = day.next_day()?;
    }
    i32::try_from(minutes).ok()
}

/// Counts working minutes from an instant.
fn count(from: OffsetDateTime, minutes: i64, hours: OfficeHours, calendar: &Workdays) -> Option<OffsetDateTime> {
    let start = local(from);
    let (mut day, mut left) = (start.date(), minutes);
    let mut not_before = i64::from(start.hour()) * 60 + i64::from(start.minute());
    while day <= start.date() + HORIZON {
        if calendar.works(day)? {
            for (opens, closes) in
                [(hours.morning_from, hours.morning_until), (hours.afternoon_from, hours.afternoon_until)]
            {
                let begins = opens.max(not_before);
                let there_is = (closes - begins).max(0);
                if left <= there_is {
                    return Some(at(day, begins + left));
                }
                left -= there_is;
            }
        }
        not_before = 0;
        day = day.next_day()?;
    }
    None
}

fn at(day: Date, minute: i64) -> OffsetDateTime {
    day.with_time(Time::MIDNIGHT).assume_offset(china()) + Duration::minutes(minute)
}

fn local(at: OffsetDateTime) -> OffsetDateTime {
    at.to_offset(china())
}

fn china() -> UtcOffset {
    time::macros::offset!(+8)
}

#[cfg(test)]
mod tests {
    use super::{OFFICE_HOURS, between, count};
    use platform::workdays::Workdays;
    use time::macros::{date, datetime};

    /// Friday, the weekend, and a Monday that is a holiday, worked again on Tuesday.
    fn calendar() -> Workdays {
        [
            (date!(2026 - 10 - 30), true),
            (date!(2026 - 10 - 31), false),
            (date!(2026 - 11 - 01), false),
            (date!(2026 - 11 - 02), false),
            (date!(2026 - 11 - 03), true),
        ]
        .into_iter()
        .collect()
    }

    fn due(from: time::OffsetDateTime, minutes: i64) -> Option<time::OffsetDateTime> {
        count(from, minutes, OFFICE_HOURS.default, &calendar())
    }

    #[test]
    fn hours_run_only_while_the_office_is_open() {
        assert_eq!(due(datetime!(2026-10-30 09:00 +8), 60), Some(datetime!(2026-10-30 10:00 +8)));
        assert_eq!(due(datetime!(2026-10-30 11:30 +8), 60), Some(datetime!(2026-10-30 15:00 +8)));
        assert_eq!(due(datetime!(2026-10-30 17:00 +8), 120), Some(datetime!(2026-11-03 09:30 +8)));
        assert_eq!(due(datetime!(2026-10-31 03:00 +8), 30), Some(datetime!(2026-11-03 09:00 +8)));
    }

    #[test]
    fn what_is_counted_forward_is_counted_back() {
        let from = datetime!(2026-10-30 09:00 +8);
        for minutes in [1, 60, 180, 390, 421, 700] {
            let due = due(from, minutes).unwrap();
            assert_eq!(between(from, due, OFFICE_HOURS.default, &calendar()), i32::try_from(minutes).ok(), "{minutes}");
        }
        let weekend = (datetime!(2026-10-31 09:00 +8), datetime!(2026-11-02 17:00 +8));
        assert_eq!(between(weekend.0, weekend.1, OFFICE_HOURS.default, &calendar()), Some(0));
        assert_eq!(between(from, datetime!(2026-11-05 09:00 +8), OFFICE_HOURS.default, &calendar()), None);
    }

    #[test]
    fn a_day_the_calendar_does_not_know_is_not_guessed() {
        assert_eq!(due(datetime!(2026-11-03 17:00 +8), 120), None);
    }
}
