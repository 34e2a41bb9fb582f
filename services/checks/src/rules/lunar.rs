//! 农历: a lunar date beside a solar one is the same day.

use time::Date;
use tyme4rs::tyme::solar::SolarDay;

use super::dates::days;
use super::{Found, Reading};
use crate::line::Line;
use crate::{Gate, Severity};

/// Months by their names, from the first; some have two.
const MONTHS: [(&str, isize); 15] = [
    ("十一", 11),
    ("十二", 12),
    ("正", 1),
    ("一", 1),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("七", 7),
    ("八", 8),
    ("九", 9),
    ("十", 10),
    ("冬", 11),
    ("腊", 12),
];
/// Days by their names, from the first.
const DAYS: [&str; 30] = [
    "初一", "初二", "初三", "初四", "初五", "初六", "初七", "初八", "初九", "初十", "十一", "十二", "十三", "十四",
    "十五", "十六", "十七", "十八", "十九", "二十", "廿一", "廿二", "廿三", "廿四", "廿五", "廿六", "廿七", "廿八",
    "廿九", "三十",
];
/// How far after a solar date its lunar one is looked for, in characters.
const NEAR: usize = 14;

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let year = reading.document.dated.unwrap_or(reading.today).year();
    for (part, _, line) in reading.parts() {
        for written in days(line) {
            let (Some(date), Some((range, told))) = (written.date(year), lunar_after(line, written.range.1)) else {
                continue;
            };
            let Some(right) = lunar(date).filter(|right| *right != told) else { continue };
            let severity = if written.year.is_some() { Severity::Warn } else { Severity::Note };
            found.push(
                Found::new(Gate::Wording, "LUNAR_DATE", severity, part, range)
                    .say(
                        format!("{date}是农历{}", name(right)),
                        format!("by the lunar calendar {date} is {}", name(right)),
                    )
                    .instead(name(right)),
            );
        }
    }
}

/// A month, negative when it is a leap one, and a day of it from 1.
type Lunar = (isize, usize);

fn lunar(date: Date) -> Option<Lunar> {
    (1901..=2099).contains(&date.year()).then_some(())?;
    let year = isize::try_from(date.year()).ok()?;
    let day = SolarDay::new(year, usize::from(u8::from(date.month())), usize::from(date.day())).ok()?.get_lunar_day();
    Some((day.get_lunar_month().get_month_with_leap(), day.get_day()))
}

/// A lunar date after a solar one, where it begins and ends: （农历十月初五）, 农历丙午年闰六月廿三.
fn lunar_after(line: &Line<'_>, at: usize) -> Option<((usize, usize), Lunar)> {
    let near = line.slice(at, at + NEAR);
    let label = near.find("农历").or_else(|| near.find("阴历"))?;
    if near.get(..label)?.contains(['。', '；', '，', '、']) {
        return None;
    }
    let mut from = at + near.get(..label)?.chars().count() + 2;
    if line.slice(from, from + 4).contains('年') {
        from += line.slice(from, from + 4).chars().take_while(|c| *c != '年').count() + 1;
    }
    let leap = line.char(from) == Some('闰');
    let named = from + usize::from(leap);
    let (name, month) =
        MONTHS.iter().find(|(name, _)| line.slice(named, named + 3).starts_with(&format!("{name}月")))?;
    let after = named + name.chars().count() + 1;
    let day = DAYS.iter().position(|day| line.slice(after, after + 2) == *day)? + 1;
    Some(((from, after + 2), (if leap { -month } else { *month }, day)))
}

fn name((month, day): Lunar) -> String {
    let leap = if month < 0 { "闰" } else { "" };
    let month = match month.abs() {
        1 => "正",
        11 => "冬",
        12 => "腊",
        month => MONTHS.iter().find(|(_, number)| *number == month && 1 < month).map_or("", |(name, _)| name),
    };
    format!("{leap}{month}月{}", day.checked_sub(1).and_then(|at| DAYS.get(at)).unwrap_or(&""))
}
