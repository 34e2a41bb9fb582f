//! When what is due may go out: within the windows and on the days it was planned into. What was planned outside them stands there
//! because a person said so.

use platform::{Clock, Storage, TenantTx};
use time::macros::offset;
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

use super::{Window, store, windows_of};
use crate::AccountId;

/// Whether something may go out now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hours {
    /// It may, until then.
    Open(OffsetDateTime),
    /// It may not before then.
    Shut(OffsetDateTime),
}

/// The hours of an account for what was planned for a time.
pub(crate) async fn hours(tx: &mut TenantTx, account: AccountId, planned: OffsetDateTime) -> Result<Hours, Storage> {
    let now = tx.now();
    let windows = store::windows(tx).await?;
    let windows = windows_of(&windows, account).copied().collect();
    let (first, last) = (Clock::day_of(planned.min(now)), Clock::day_of(planned.max(now) + LOOK_AHEAD));
    let blocked = store::blocked(tx, first, last).await?;
    let blocked = blocked.into_iter().filter(|row| row.account.is_none_or(|own| own == account)).map(|row| row.day);
    Ok(Rule { windows, blocked: blocked.collect() }.hours(planned, now))
}

/// How far ahead an opening is looked for: what is late by so much is not sent by itself.
const LOOK_AHEAD: Duration = Duration::days(2);

/// What holds for one account.
struct Rule {
    windows: Vec<Window>,
    blocked: Vec<Date>,
}

impl Rule {
    fn hours(&self, planned: OffsetDateTime, now: OffsetDateTime) -> Hours {
        if !self.open(planned) {
            return Hours::Open(next_midnight(now));
        }
        if !self.open(now) {
            return Hours::Shut(self.opening_after(now));
        }
        let today = Clock::day_of(now);
        let closes = self.windows.iter().map(|window| on(today, window.closes)).filter(|at| now < *at);
        Hours::Open(closes.chain([next_midnight(now)]).min().unwrap_or(now))
    }

    fn open(&self, at: OffsetDateTime) -> bool {
        let time = Clock::in_china(at).time();
        !self.blocked.contains(&Clock::day_of(at))
            && (self.windows.is_empty()
                || self.windows.iter().any(|window| window.opens <= time && time < window.closes))
    }

    fn opening_after(&self, now: OffsetDateTime) -> OffsetDateTime {
        let starts = self.windows.iter().map(|window| window.opens).chain([Time::MIDNIGHT]);
        let days = (0..=LOOK_AHEAD.whole_days()).map(|days| Clock::day_of(now + Duration::days(days)));
        let instants = days.flat_map(|day| starts.clone().map(move |start| on(day, start)));
        instants.filter(|at| now < *at && self.open(*at)).min().unwrap_or(now + LOOK_AHEAD)
    }
}

/// The first instant of the next day in China: the platforms' daily budgets are full again.
pub(crate) fn next_midnight(now: OffsetDateTime) -> OffsetDateTime {
    on(Clock::day_of(now).next_day().unwrap_or(Date::MAX), Time::MIDNIGHT)
}

fn on(day: Date, time: Time) -> OffsetDateTime {
    day.with_time(time).assume_offset(offset!(+8)).to_offset(UtcOffset::UTC)
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime, time};

    use super::{Hours, Rule, next_midnight};
    use crate::release::schedule::Window;

    fn by_day() -> Rule {
        let windows = vec![Window { account: None, opens: time!(7:30), closes: time!(22:00) }];
        Rule { windows, blocked: vec![date!(2026 - 12 - 13)] }
    }

    #[test]
    fn what_was_planned_within_a_window_goes_out_within_one() {
        let planned = datetime!(2026-12-11 21:50 +8);
        let hours = |now| by_day().hours(planned, now);
        assert_eq!(hours(planned), Hours::Open(datetime!(2026-12-11 22:00 +8)));
        assert_eq!(hours(datetime!(2026-12-11 22:00 +8)), Hours::Shut(datetime!(2026-12-12 07:30 +8)));
        assert_eq!(
            hours(datetime!(2026-12-12 22:10 +8)),
            Hours::Shut(datetime!(2026-12-14 07:30 +8)),
            "not on a blocked day"
        );
    }

    #[test]
    fn what_a_person_let_stand_outside_goes_out_there() {
        let planned = datetime!(2026-12-11 23:00 +8);
        assert_eq!(by_day().hours(planned, planned), Hours::Open(datetime!(2026-12-12 00:00 +8)));
        let on_the_blocked_day = datetime!(2026-12-13 09:00 +8);
        assert_eq!(by_day().hours(on_the_blocked_day, on_the_blocked_day), Hours::Open(datetime!(2026-12-14 00:00 +8)));
    }

    #[test]
    fn without_windows_only_the_day_ends_and_blocked_days_stand_shut() {
        let rule = Rule { windows: Vec::new(), ..by_day() };
        let planned = datetime!(2026-12-12 23:59 +8);
        assert_eq!(rule.hours(planned, planned), Hours::Open(datetime!(2026-12-13 00:00 +8)));
        let later = datetime!(2026-12-13 00:01 +8);
        assert_eq!(rule.hours(planned, later), Hours::Shut(datetime!(2026-12-14 00:00 +8)));
    }

    #[test]
    fn budgets_are_full_again_at_midnight_in_china() {
        assert_eq!(next_midnight(datetime!(2026-03-09 15:59 UTC)), datetime!(2026-03-09 16:00 UTC));
        assert_eq!(next_midnight(datetime!(2026-03-09 16:00 UTC)), datetime!(2026-03-10 16:00 UTC));
    }
}
