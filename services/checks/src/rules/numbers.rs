//! 数字与计量单位: numbers that contradict themselves, and units not written as the standard has them.

use super::{Found, Reading};
use crate::line::Line;
use crate::{Gate, Severity};

/// Units as they are often written, and as GB 3100 has them; matched right after a digit, case and all.
const UNITS: [(&str, &str); 26] = [
    ("KM", "km"),
    ("Km", "km"),
    ("KG", "kg"),
    ("Kg", "kg"),
    ("kG", "kg"),
    ("CM", "cm"),
    ("Cm", "cm"),
    ("MM", "mm"),
    ("Mm", "mm"),
    ("ML", "mL"),
    ("Ml", "mL"),
    ("KW", "kW"),
    ("Kw", "kW"),
    ("kw", "kW"),
    ("KV", "kV"),
    ("Kv", "kV"),
    ("kv", "kV"),
    ("KWH", "kW·h"),
    ("kwh", "kW·h"),
    ("KPA", "kPa"),
    ("Kpa", "kPa"),
    ("kpa", "kPa"),
    ("MPA", "MPa"),
    ("Mpa", "MPa"),
    ("mpa", "MPa"),
    ("HZ", "Hz"),
];
/// Units no longer lawful, and what stands for them.
const OLD: [(&str, &str); 8] = [
    ("公分", "厘米"),
    ("立升", "升"),
    ("华里", "里（请换算为千米）"),
    ("市斤", "千克（请换算）"),
    ("公尺", "米"),
    ("平方公尺", "平方米"),
    ("立方公尺", "立方米"),
    ("马力", "千瓦（请换算）"),
];
/// About and about again: a word before, a word after.
const BEFORE: [&str; 7] = ["大约", "约", "近", "将近", "超过", "逾", "接近"];
const AFTER: [&str; 5] = ["左右", "上下", "余", "多", "以上"];
/// What falls cannot fall by times.
const FALLS: [&str; 7] = ["下降", "减少", "降低", "缩小", "下跌", "缩减", "降幅达"];

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (part, _, line) in reading.parts() {
        let mut at = 0;
        while at < line.len() {
            let length = line.run(at, |c| c.is_ascii_digit() || c == '.');
            if 0 < length && line.plain(at).is_some_and(|c| c.is_ascii_digit()) {
                unit(part, line, at, at + length, found);
                approximate(part, line, at, at + length, found);
                falls(part, line, at, at + length, found);
                wide(part, line, at, at + length, found);
            }
            at += length.max(1);
        }
        old_units(part, line, found);
    }
}

fn unit(part: usize, line: &Line<'_>, at: usize, end: usize, found: &mut Vec<Found>) {
    if line.before(at).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return;
    }
    let length = line.run(end, |c| c.is_ascii_alphabetic());
    let written = line.plain_slice(end, end + length);
    let right = UNITS.iter().find(|(wrong, _)| *wrong == written).map(|(_, right)| *right);
    if let Some(right) = right.filter(|_| !line.plain(end + length).is_some_and(|c| c.is_ascii_digit())) {
        found.push(
            Found::new(Gate::Wording, "UNIT", Severity::Note, part, (end, end + length))
                .say(format!("计量单位应写作“{right}”"), format!("the unit is written {right}"))
                .instead(right),
        );
    }
}

fn old_units(part: usize, line: &Line<'_>, found: &mut Vec<Found>) {
    for (wrong, right) in OLD {
        for (start, end) in line.find_all(wrong) {
            let counted =
                line.before(start).is_some_and(|c| c.is_numeric() || "一二三四五六七八九十百千万亿几多".contains(c));
            if counted {
                let plain = !right.contains('（');
                let one = Found::new(Gate::Wording, "UNIT_OLD", Severity::Note, part, (start, end))
                    .say(format!("“{wrong}”不是法定计量单位，应为{right}"), format!("{wrong} is no lawful unit"));
                found.push(if plain { one.instead(right) } else { one });
            }
        }
    }
}

/// 约300余人, 近500人左右.
fn approximate(part: usize, line: &Line<'_>, at: usize, end: usize, found: &mut Vec<Found>) {
    let before = line.slice(at.saturating_sub(2), at);
    let Some(first) = BEFORE.iter().find(|word| before.ends_with(**word)) else { return };
    let after = line.slice(end, end + 6);
    let scale = after.chars().take_while(|c| "十百千万亿".contains(*c)).count();
    let counted = after.chars().skip(scale).take_while(|c| "个人元户亩吨次家件年天名米%％".contains(*c)).count();
    for skipped in [scale, scale + counted] {
        let rest: String = after.chars().skip(skipped).collect();
        let Some(second) = AFTER.iter().find(|word| rest.starts_with(**word)) else { continue };
        let range = (at - first.chars().count(), end + skipped + second.chars().count());
        // 约300多项 counts what is many; 超过…以上 is what this is about.
        found.push(
            Found::new(Gate::Wording, "ABOUT_TWICE", Severity::Warn, part, range).say(
                format!("“{first}”与“{second}”重复，保留其一"),
                format!("{first} and {second} say the same twice"),
            ),
        );
        return;
    }
}

fn falls(part: usize, line: &Line<'_>, at: usize, end: usize, found: &mut Vec<Found>) {
    let before = line.slice(at.saturating_sub(4), at);
    let Some(word) = FALLS.iter().find(|word| before.trim_end_matches(['了', '近', '约']).ends_with(**word)) else {
        return;
    };
    if line.char(end) == Some('倍') {
        found.push(
            Found::new(Gate::Wording, "FALLS_BY_TIMES", Severity::Warn, part, (at, end + 1))
                .say(format!("“{word}”不用倍数，宜用百分数或几分之几"), "what falls is told in per cent, not in times"),
        );
    }
}

/// Digits of full width.
fn wide(part: usize, line: &Line<'_>, at: usize, end: usize, found: &mut Vec<Found>) {
    if line.slice(at, end).chars().any(|c| matches!(c, '０'..='９')) {
        found.push(
            Found::new(Gate::Wording, "WIDE_DIGITS", Severity::Note, part, (at, end))
                .say("数字宜用半角", "digits are written in half width")
                .instead(line.plain_slice(at, end)),
        );
    }
}
