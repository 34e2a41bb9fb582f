//! How long an outlet may fail: it is warned of first, and then disabled, so that nothing is tried for ever. A pure rule.

use platform::settings::Setting;
use time::{Duration, OffsetDateTime};

/// Days of nothing but failures after which people are warned.
pub(crate) const WARN_AFTER: Setting<i64> = Setting { key: "outlet.warn_after_days", default: 2 };
/// Days of nothing but failures after which the outlet is disabled; what waits is kept.
pub(crate) const DISABLE_AFTER: Setting<i64> = Setting { key: "outlet.disable_after_days", default: 5 };

/// The two limits as a county set them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    pub(crate) warn: Duration,
    pub(crate) disable: Duration,
}

impl Patience {
    /// The warning never comes after the end.
    pub(crate) fn of_days(warn: i64, disable: i64) -> Self {
        let disable = disable.clamp(1, 365);
        Self { warn: Duration::days(warn.clamp(0, disable)), disable: Duration::days(disable) }
    }
}

/// What follows from another failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is tried on.
    Bears,
    /// People are told when it will be disabled.
    Warn,
    /// Enough.
    Disable,
}

/// When an outlet that has failed since a time will be disabled: no sooner after the warning than the limits lie apart.
pub(crate) fn ends_at(since: OffsetDateTime, warned_at: Option<OffsetDateTime>, patience: Patience) -> OffsetDateTime {
    let end = since + patience.disable;
    warned_at.map_or(end, |warned| end.max(warned + (patience.disable - patience.warn)))
}

/// Judges an outlet that has failed since a time, and of which people were warned, or were not yet.
pub(crate) fn judge(
    since: OffsetDateTime,
    warned_at: Option<OffsetDateTime>,
    now: OffsetDateTime,
    patience: Patience,
) -> Verdict {
    if warned_at.is_some() && ends_at(since, warned_at, patience) <= now {
        Verdict::Disable
    } else if warned_at.is_none() && since + patience.warn <= now {
        Verdict::Warn
    } else {
        Verdict::Bears
    }
}

#[cfg(test)]
mod tests {
    use super::{Patience, Verdict, judge};
    use time::Duration;
    use time::macros::datetime;

    #[test]
    fn nobody_is_disabled_who_was_not_warned_of_in_time() {
        let since = datetime!(2026-03-09 08:00 UTC);
        let after = |days, warned: Option<i64>| {
            let warned = warned.map(|day| since + Duration::days(day));
            judge(since, warned, since + Duration::days(days), Patience::of_days(2, 5))
        };
        assert_eq!(
            (after(1, None), after(2, None), after(3, Some(2))),
            (Verdict::Bears, Verdict::Warn, Verdict::Bears)
        );
        assert_eq!(after(5, Some(2)), Verdict::Disable);
        // Tried at long intervals, the first attempt past the limit is the first to warn, and there is time after it.
        assert_eq!(
            (after(6, None), after(7, Some(6)), after(9, Some(6))),
            (Verdict::Warn, Verdict::Bears, Verdict::Disable)
        );
    }

    #[test]
    fn the_warning_never_comes_after_the_end() {
        let patience = Patience::of_days(9, 3);
        assert_eq!((patience.warn, patience.disable), (Duration::days(3), Duration::days(3)));
    }
}
