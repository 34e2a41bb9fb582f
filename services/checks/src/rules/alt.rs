//! 替代文字: a picture says in words what it shows.

use super::{Found, Reading};
use crate::document::PartKind;
use crate::{Gate, Severity};

/// Endings of file names.
const FILES: [&str; 7] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".heic"];
/// Words that say only that there is a picture.
const EMPTY: [&str; 8] = ["图片", "图", "照片", "配图", "插图", "image", "img", "photo"];

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (part, of_piece, line) in reading.parts().filter(|(_, part, _)| part.kind == PartKind::Alt) {
        let text = of_piece.text.trim().to_lowercase();
        if text.is_empty() {
            found.push(Found::new(Gate::Wording, "ALT_MISSING", Severity::Warn, part, (0, line.len())).say(
                "图片没有替代文字，读屏用户无从得知其内容",
                "the picture has no alternative text for those who do not see it",
            ));
        } else if is_empty_talk(&text) {
            found.push(Found::new(Gate::Wording, "ALT_EMPTY", Severity::Note, part, (0, line.len())).say(
                "替代文字应说明图片内容，而不是文件名或“图片”二字",
                "alternative text should say what the picture shows, not its file name",
            ));
        }
    }
}

fn is_empty_talk(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "_-（）()".contains(c));
    FILES.iter().any(|end| text.ends_with(end)) || bare.is_empty() || EMPTY.contains(&bare)
}
