//! 日期: days that do not exist, and weekdays that do not fit theirs.

use time::{Date, Month, Weekday};

use super::{Found, Reading};
use crate::line::Line;
use crate::{Gate, Severity};

/// A day as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    /// None when the text names no year.
    pub(super) year: Option<i32>,
    pub(super) month: u8,
    pub(super) day: u8,
    pub(super) range: (usize, usize),
}

impl Written {
    /// The day, in the year it names or in this one; none when there is no such day.
    pub(super) fn date(&self, year: i32) -> Option<Date> {
        Date::from_calendar_date(self.year.unwrap_or(year), Month::try_from(self.month).ok()?, self.day).ok()
    }
}

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let year = reading.document.dated.unwrap_or(reading.today).year();
    for (part, _, line) in reading.parts() {
        for written in days(line) {
            match written.date(year) {
                None => found.push(no_such_day(part, line, &written)),
                Some(date) => found.extend(weekday(part, line, &written, date)),
            }
        }
    }
}

/// A day without a year may be the 29th of February of another one.
fn no_such_day(part: usize, line: &Line<'_>, written: &Written) -> Found {
    let text = line.slice(written.range.0, written.range.1);
    let leap = written.month == 2 && written.day == 29 && written.year.is_none();
    let severity = if leap { Severity::Note } else { Severity::Warn };
    Found::new(Gate::Wording, "NO_SUCH_DAY", severity, part, written.range)
        .say(format!("没有“{text}”这一天"), format!("there is no {text}"))
}

fn weekday(part: usize, line: &Line<'_>, written: &Written, date: Date) -> Option<Found> {
    let (start, end, told) = weekday_after(line, written.range.1)?;
    if told == date.weekday() {
        return None;
    }
    let right = name(date.weekday());
    let text = line.slice(written.range.0, written.range.1);
    let severity = if written.year.is_some() { Severity::Warn } else { Severity::Note };
    let prefix = line.slice(start, end.saturating_sub(1));
    let english = date.weekday();
    Some(
        Found::new(Gate::Wording, "WEEKDAY", severity, part, (start, end))
            .say(
                format!("{}年{text}是{prefix}{right}", date.year()).replacen(
                    &format!("{0}年{0}年", date.year()),
                    &format!("{}年", date.year()),
                    1,
                ),
                format!("{date} is a {english}"),
            )
            .instead(format!("{prefix}{right}")),
    )
}

/// A weekday right after a day, in brackets or not: 星期二, 周二, 礼拜二.
fn weekday_after(line: &Line<'_>, at: usize) -> Option<(usize, usize, Weekday)> {
    let start = at + line.run(at, |c| matches!(c, '(' | ' ' | ',' | '、' | '·'));
    if 2 < start - at {
        return None;
    }
    let word =
        ["星期", "礼拜", "周"].into_iter().find(|word| line.slice(start, start + word.chars().count()) == *word)?;
    let named = start + word.chars().count();
    let weekday = match line.char(named)? {
        '一' => Weekday::Monday,
        '二' => Weekday::Tuesday,
        '三' => Weekday::Wednesday,
        '四' => Weekday::Thursday,
        '五' => Weekday::Friday,
        '六' => Weekday::Saturday,
        '日' | '天' => Weekday::Sunday,
        _ => return None,
    };
    // 周一至周五 names a range, no day.
    let range = matches!(line.char(named + 1), Some('至' | '到' | '—' | '-' | '、'));
    (!range).then_some((start, named + 1, weekday))
}

fn name(weekday: Weekday) -> char {
    match weekday {
        Weekday::Monday => '一',
        Weekday::Tuesday => '二',
        Weekday::Wednesday => '三',
        Weekday::Thursday => '四',
        Weekday::Friday => '五',
        Weekday::Saturday => '六',
        Weekday::Sunday => '日',
    }
}

/// Every day of the solar calendar in a text: 2026年11月24日, 11月24日, 2026-11-24.
pub(super) fn days(line: &Line<'_>) -> Vec<Written> {
    let mut days = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let found = chinese(line, at).or_else(|| dashed(line, at));
        at = found.map_or(at + 1, |written| written.range.1);
        days.extend(found);
    }
    days
}

fn chinese(line: &Line<'_>, at: usize) -> Option<Written> {
    if begins_inside(line, at) {
        return None;
    }
    let (first, after) = number(line, at)?;
    let (year, from) = match line.char(after) {
        Some('年') if after - at == 4 => (i32::try_from(first).ok(), after + 1),
        _ => (None, at),
    };
    let (month, after) = number(line, from)?;
    (line.char(after)? == '月' && after - from <= 2).then_some(())?;
    let (day, end) = number(line, after + 1)?;
    (matches!(line.char(end)?, '日' | '号') && end - after <= 3).then_some(())?;
    Some(Written { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()?, range: (at, end + 1) })
}

fn dashed(line: &Line<'_>, at: usize) -> Option<Written> {
    if begins_inside(line, at) {
        return None;
    }
    let (year, after) = number(line, at)?;
    (after - at == 4 && (1900..=2100).contains(&year)).then_some(())?;
    let mark = line.plain(after).filter(|mark| matches!(mark, '-' | '.' | '/'))?;
    let (month, second) = number(line, after + 1)?;
    (line.plain(second)? == mark && second - after <= 3).then_some(())?;
    let (day, end) = number(line, second + 1)?;
    let whole = end - second <= 3 && !line.plain(end).is_some_and(|c| c.is_ascii_alphanumeric() || c == mark);
    whole.then_some(())?;
    let (year, month, day) = (i32::try_from(year).ok(), u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some(Written { year, month, day, range: (at, end) })
}

fn begins_inside(line: &Line<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| line.plain(before));
    before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '~'))
}

fn number(line: &Line<'_>, at: usize) -> Option<(u32, usize)> {
    let length = line.run(at, |c| c.is_ascii_digit());
    let value = (0 < length && length <= 4).then(|| line.plain_slice(at, at + length).parse().ok())??;
    Some((value, at + length))
}
