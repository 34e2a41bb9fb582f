//! A county's row of the board.

use platform::CountyId;
use time::{Date, Duration};

use super::store::Figure;
use super::{CountyRow, DAYS, DayFigure, Standing};
use crate::indicator::Level;

pub(super) fn row(county: i32, today: Date, figures: &[Figure], standings: &[Standing]) -> CountyRow {
    let own: Vec<&Figure> = figures.iter().filter(|figure| figure.county == county).collect();
    let sum = |kind: &str| own.iter().filter(|figure| figure.kind == kind).map(|figure| figure.value).sum::<i64>();
    let newest = |kind: &str| own.iter().rev().find(|figure| figure.kind == kind).map_or(0, |figure| figure.value);
    let levels = || standings.iter().filter(|standing| standing.county.0 == county).map(|standing| standing.level);
    let (answered, late) = (sum("inquiry.answered"), sum("inquiry.answered_late"));
    CountyRow {
        county: CountyId(county),
        accounts: newest("account.total"),
        active_accounts: newest("account.active"),
        released: sum("release.live"),
        inquiries_received: sum("inquiry.received"),
        inquiries_answered: answered,
        answered_in_time: share(answered - late, answered),
        worst: levels().max().unwrap_or(Level::Met),
        breaches: count(levels().filter(|level| *level == Level::Breach)),
        warnings: count(levels().filter(|level| matches!(level, Level::Notice | Level::Warning | Level::Urgent))),
        trend: (0..DAYS).rev().map(|back| day(today - Duration::days(back), &own)).collect(),
    }
}

fn day(day: Date, figures: &[&Figure]) -> DayFigure {
    let of = |kind: &str| {
        figures.iter().filter(|figure| figure.day == day && figure.kind == kind).map(|figure| figure.value).sum()
    };
    DayFigure {
        day,
        released: of("release.live"),
        inquiries_received: of("inquiry.received"),
        inquiries_answered: of("inquiry.answered"),
    }
}

fn count(levels: impl Iterator<Item = Level>) -> i64 {
    i64::try_from(levels.count()).unwrap_or(i64::MAX)
}

/// Counts of a month are far below what a float holds exactly.
fn share(part: i64, whole: i64) -> Option<f64> {
    let (part, whole) = (i32::try_from(part).ok()?, i32::try_from(whole).ok()?);
    (0 < whole).then(|| f64::from(part) / f64::from(whole))
}

#[cfg(test)]
mod tests {
    use super::{Figure, row};
    use time::macros::date;

    #[test]
    fn the_month_is_summed_and_every_day_stands_in_the_trend() {
        let today = date!(2026 - 03 - 09);
        let figure = |day, kind: &str, value| Figure { county: 411_325, day, kind: kind.to_owned(), value };
        let figures = [
            figure(date!(2026 - 03 - 08), "release.live", 3),
            figure(date!(2026 - 03 - 08), "account.total", 4),
            figure(today, "release.live", 2),
            figure(today, "account.total", 5),
            figure(today, "inquiry.answered", 4),
            figure(today, "inquiry.answered_late", 1),
        ];
        let row = row(411_325, today, &figures, &[]);
        assert_eq!((row.released, row.accounts, row.answered_in_time), (5, 5, Some(0.75)));
        assert_eq!(row.trend.len(), 30);
        assert_eq!(row.trend.last().map(|day| (day.day, day.released)), Some((today, 2)));
    }
}
