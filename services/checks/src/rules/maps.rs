//! 地图: whoever shows a map shows its approval number (地图管理条例).

use super::{Found, Reading};
use crate::document::PartKind;
use crate::line::Line;
use crate::{Gate, Severity};

/// What a picture is called that is a map.
const MAPS: [&str; 9] =
    ["地图", "行政区划图", "区位图", "位置示意图", "路线图示", "疆域图", "版图", "卫星影像图", "分布示意图"];
/// What is called a map and is none.
const NOT_MAPS: [&str; 6] = ["思维地图", "产业地图", "知识地图", "人才地图", "服务地图", "地图鱼"];
/// What the number is called.
const LABEL: &str = "审图号";

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let mut numbered = false;
    for (part, _, line) in reading.parts() {
        for (start, end) in line.find_all(LABEL) {
            match number(line, end) {
                Some(_) => numbered = true,
                None => found.push(Found::new(Gate::Legal, "MAP_NUMBER_FORM", Severity::Warn, part, (start, end)).say(
                    "审图号格式不符，应如“审图号：GS（2024）0650号”",
                    "not an approval number, which looks like GS（2024）0650号",
                )),
            }
        }
    }
    if numbered {
        return;
    }
    let pictures = reading.parts().filter(|(_, part, _)| matches!(part.kind, PartKind::Alt | PartKind::Caption));
    for (part, _, line) in pictures {
        let Some(range) = MAPS.iter().flat_map(|map| line.find_all(map)).min() else { continue };
        if NOT_MAPS.iter().any(|other| line.text.contains(other)) {
            continue;
        }
        found.push(Found::new(Gate::Legal, "MAP_WITHOUT_NUMBER", Severity::Warn, part, range).say(
            "图片似为地图而文中没有审图号（地图管理条例）",
            "the picture seems to be a map, and no approval number is shown",
        ));
    }
}

/// The end of a number such as `：GS京（2022）1061号` or `豫S[2024年]12号`.
fn number(line: &Line<'_>, label: usize) -> Option<usize> {
    let mut at = label;
    at += line.run(at, |c| matches!(c, ':' | ' ' | '为' | '是'));
    let prefix = line.run(at, |c| c.is_ascii_alphabetic() || ('\u{4e00}'..='\u{9fff}').contains(&c));
    let head = line.plain_slice(at, at + prefix).to_ascii_uppercase();
    if !head.contains('S') || 4 < prefix {
        return None;
    }
    at += prefix;
    at += line.run(at, |c| matches!(c, '(' | '[' | '〔' | '【' | ' '));
    let year = line.run(at, |c| c.is_ascii_digit());
    at += year;
    at += line.run(at, |c| matches!(c, ')' | ']' | '〕' | '】' | '年' | ' ' | '第'));
    let digits = line.run(at, |c| c.is_ascii_digit());
    at += digits;
    (year == 4 && 0 < digits && line.char(at) == Some('号')).then_some(at + 1)
}
