//! What is written in this newsroom.

use serde_json::{Value, json};

use super::TITLE;
use crate::story::matrix::TOPIC;
use crate::story::writing::paragraphs;

/// As the department handed it in.
pub(super) const HANDED_IN: &str = "全县中小学本月起接种流感疫苗。";
/// With a mark that no piece may carry.
pub(super) const MARKED: &str = "机密★长期\n全县中小学本月起接种流感疫苗。";
/// As it is submitted: the number it names is a person's to let stand.
pub(super) const SUBMITTED: &str = "全县中小学本月起接种流感疫苗，家长自愿。\n值班电话：13937700000。";
/// As it was mended after it was returned.
pub(super) const MENDED: &str = "全县中小学本月起接种流感疫苗，由家长自愿选择。\n值班电话：13937700000。";
/// As it is corrected once it was out.
pub(super) const CORRECTED: &str = "全县中小学下月起接种流感疫苗，由家长自愿选择。\n值班电话：13937700000。";
/// What the public is told of that.
pub(super) const CORRECTION: &str = "原文接种开始时间有误，应为下月";

/// The desk's piece with a text: sensitive, and of the schools' affairs as well.
pub(super) fn input(text: &str, cover: &Value, education: &str) -> Value {
    let mut blocks = paragraphs(text);
    blocks.push(json!({ "type": "image", "mediaId": cover, "alt": "薄雾中的山峦" }));
    json!({ "title": TITLE, "summary": "接种时间和地点", "blocks": blocks, "kind": "NOTICE", "sensitivity": "SENSITIVE",
        "origin": "ORIGINAL", "emergency": false, "topics": [TOPIC], "touches": [education], "coverMediaId": cover })
}
