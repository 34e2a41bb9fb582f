//! 工作日: which days are worked, by the State Council's yearly notice, and over it by the county's own. A day outside both is
//! unknown, never guessed.

use std::collections::BTreeMap;

use time::{Date, Duration, Weekday};

use crate::{Storage, TenantTx};

/// A result that stands on the notices, or one that counted Monday to Friday where no notice reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted<T> {
    /// Every day of it is in the calendar.
    Known(T),
    /// 日历未知: provisional, to be counted again when the year's notice is in.
    CalendarUnknown(T),
}

impl<T> Counted<T> {
    /// The result, provisional or not.
    pub fn value(self) -> T {
        match self {
            Self::Known(value) | Self::CalendarUnknown(value) => value,
        }
    }

    /// True when it stands on the notices.
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Known(_))
    }

    fn of(value: T, known: bool) -> Self {
        if known { Self::Known(value) } else { Self::CalendarUnknown(value) }
    }
}

/// The calendar of a county between two days.
#[derive(Clone, Debug, Default)]
pub struct Workdays(BTreeMap<Date, bool>);

impl Workdays {
    /// Reads the calendar from one day to another, both included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn between(tx: &mut TenantTx, from: Date, until: Date) -> Result<Self, Storage> {
        let county = tx.county().0;
        let rows = sqlx::query!(
            r#"select coalesce(c.day, w.day) as "day!", coalesce(c.works, w.works) as "works!"
               from (select day, works from workday where $1 <= day and day <= $2) w
               full join (select day, works from county_workday where county_id = $3 and $1 <= day and day <= $2) c on c.day = w.day"#,
            from,
            until,
            county
        )
        .fetch_all(tx.conn())
        .await?;
        Ok(rows.into_iter().map(|row| (row.day, row.works)).collect())
    }

    /// Reads the calendar after a day, far enough to add `count` working days: no notice frees more than half of a month.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn after(tx: &mut TenantTx, from: Date, count: u16) -> Result<Self, Storage> {
        Self::between(tx, from, furthest(from, count)).await
    }

    /// Whether a day is worked; none where the calendar does not say.
    #[must_use]
    pub fn works(&self, day: Date) -> Option<bool> {
        self.0.get(&day).copied()
    }

    /// The day on which the `count`-th working day after `from` falls; the day itself is day zero.
    #[must_use]
    pub fn add_working_days(&self, from: Date, count: u16) -> Counted<Date> {
        let (mut day, mut known, mut left) = (from, true, count);
        while 0 < left {
            let Some(next) = day.next_day() else { return Counted::CalendarUnknown(day) };
            day = next;
            let works = self.counts(day);
            known &= works.is_known();
            left -= u16::from(works.value());
        }
        Counted::of(day, known)
    }

    /// Working days after `from`, up to and with `until`; negative when `until` is before `from`.
    #[must_use]
    pub fn working_days_between(&self, from: Date, until: Date) -> Counted<i32> {
        if until < from {
            let back = self.working_days_between(until, from);
            return Counted::of(-back.value(), back.is_known());
        }
        let (mut day, mut known, mut count) = (from, true, 0);
        while let Some(next) = day.next_day().filter(|next| *next <= until) {
            day = next;
            let works = self.counts(day);
            known &= works.is_known();
            count += i32::from(works.value());
        }
        Counted::of(count, known)
    }

    /// Whether a day counts as worked: by its place in the week where the calendar does not say.
    fn counts(&self, day: Date) -> Counted<bool> {
        match self.works(day) {
            Some(works) => Counted::Known(works),
            None => Counted::CalendarUnknown(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)),
        }
    }
}

/// The last day that may be needed to add so many working days to a day.
#[must_use]
pub fn furthest(from: Date, count: u16) -> Date {
    from.saturating_add(Duration::days(i64::from(count) * 3 + 20))
}

impl FromIterator<(Date, bool)> for Workdays {
    fn from_iter<T: IntoIterator<Item = (Date, bool)>>(days: T) -> Self {
        Self(days.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Counted, Workdays};
    use time::macros::date;

    /// Spring Festival of 2026: 15 to 23 February free, the Saturdays before and after worked.
    fn spring() -> Workdays {
        let days = (9..=28).map(|day| {
            let date = time::Date::from_calendar_date(2026, time::Month::February, day).unwrap();
            (date, !(15..=23).contains(&day) && day != 21 && day != 22 && day != 8)
        });
        days.collect()
    }

    #[test]
    fn adjusted_saturdays_count_and_the_festival_does_not() {
        let calendar = spring();
        assert_eq!(calendar.add_working_days(date!(2026 - 02 - 13), 1), Counted::Known(date!(2026 - 02 - 14)));
        assert_eq!(calendar.add_working_days(date!(2026 - 02 - 14), 1), Counted::Known(date!(2026 - 02 - 24)));
        assert_eq!(calendar.working_days_between(date!(2026 - 02 - 13), date!(2026 - 02 - 24)), Counted::Known(2));
        assert_eq!(calendar.working_days_between(date!(2026 - 02 - 24), date!(2026 - 02 - 13)), Counted::Known(-2));
    }

    #[test]
    fn beyond_the_notices_the_count_is_provisional() {
        let calendar: Workdays = [(date!(2026 - 12 - 31), true)].into_iter().collect();
        assert_eq!(
            calendar.add_working_days(date!(2026 - 12 - 30), 2),
            Counted::CalendarUnknown(date!(2027 - 01 - 01))
        );
        let weekend = calendar.working_days_between(date!(2027 - 01 - 01), date!(2027 - 01 - 03));
        assert_eq!(weekend, Counted::CalendarUnknown(0));
    }
}
