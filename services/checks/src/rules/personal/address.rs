//! Where somebody lives: an address down to the door, said of a person in the same sentence.

use super::{Found, Hide};
use crate::line::Line;
use crate::{Gate, Severity};

/// How long an address may be before its number, in characters.
const LONGEST: usize = 40;
/// How far before an address the person is looked for.
const NEAR: usize = 30;
/// What a number is followed by at a door.
const DOORS: [&str; 10] = ["号院", "号楼", "单元", "号", "组", "栋", "幢", "室", "户", "排"];
/// What makes what stands before it an address.
const ROADS: [&str; 11] = ["村", "镇", "乡", "街道", "小区", "路", "街", "巷", "大道", "社区", "庄"];
/// What says that it is somebody's.
const PERSONS: [&str; 16] = [
    "姓名",
    "户主",
    "村民",
    "居民",
    "家住",
    "现住",
    "住址",
    "居住",
    "户籍地",
    "家庭地址",
    "，男，",
    "，女，",
    ",男,",
    ",女,",
    "男，",
    "女，",
];

pub(super) fn check(part: usize, line: &Line<'_>, found: &mut Vec<Found>) {
    let mut past = 0;
    for at in 0..line.len() {
        if at < past || !begins_number(line, at) {
            continue;
        }
        let Some(end) = door(line, at) else { continue };
        let start = begin(line, at);
        let before = line.slice(start, at);
        if !ROADS.iter().any(|road| before.contains(road)) || !of_person(line, start, at) {
            continue;
        }
        past = end;
        found.push(
            Found::new(Gate::Secrecy, "HOME_ADDRESS", Severity::Warn, part, (start, end))
                .hide(Hide::Between(3, 0))
                .say("文中有个人住址，请确认可以公开", "somebody's home address; make sure it may be published"),
        );
    }
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)
}

fn begins_number(line: &Line<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| line.plain(before));
    line.plain(at).is_some_and(is_number) && !before.is_some_and(is_number)
}

/// The end of every number with its door word from here on, one after another: 3号楼2单元501室.
fn door(line: &Line<'_>, at: usize) -> Option<usize> {
    let mut end = None;
    let mut from = at;
    loop {
        let after = from + line.run(from, |c| is_number(c) || c == '-');
        let rest = line.slice(after, after + 2);
        let Some(word) = DOORS.iter().find(|word| after != from && rest.starts_with(**word)) else { return end };
        from = after + word.chars().count();
        end = Some(from);
    }
}

/// Back to where the address begins: not past a mark of the sentence.
fn begin(line: &Line<'_>, at: usize) -> usize {
    let earliest = at.saturating_sub(LONGEST);
    let stops = |c: char| !(c.is_alphanumeric() || c == '-');
    let back = (earliest..at).rev().take_while(|before| !line.plain(*before).is_some_and(stops)).count();
    at - back
}

fn of_person(line: &Line<'_>, start: usize, at: usize) -> bool {
    let sentence = line.slice(start.saturating_sub(NEAR), at);
    let sentence = sentence.rsplit(['。', '；', '！', '？', '\n']).next().unwrap_or(sentence);
    PERSONS.iter().any(|person| sentence.contains(person))
}
