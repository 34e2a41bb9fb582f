//! Blocks from JSON, telling every one that is not a block.

use platform::Invalid;
use serde_json::Value;

use super::Block;

/// Reads blocks. Those that are none are noted by their place (`blocks.3`) and left out, so that the rest is still checked.
pub fn parse(json: Value, faults: &mut Invalid) -> Vec<(usize, Block)> {
    let Value::Array(items) = json else {
        faults.add("blocks", "NOT_A_LIST", "正文格式有误");
        return Vec::new();
    };
    let mut blocks = Vec::new();
    for (place, item) in items.into_iter().enumerate() {
        match serde_json::from_value(item) {
            Ok(block) => blocks.push((place, block)),
            Err(error) => {
                tracing::debug!(%error, place, "read block");
                faults.add(format!("blocks.{place}"), "NOT_A_BLOCK", format!("第 {} 段格式有误", place + 1));
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::parse;
    use platform::{Invalid, Refusal as _};
    use serde_json::json;

    #[test]
    fn what_is_no_block_is_told_by_its_place() {
        let mut faults = Invalid::default();
        let blocks = parse(
            json!([
                {"type": "script", "text": "x"},
                {"type": "heading", "level": 2, "text": "一"},
                {"type": "heading", "level": 2, "text": "一", "style": "color:red"},
                {"type": "chart", "kind": "bar", "title": "t", "columns": ["a"], "rows": [["x", 1.5], ["y", null]]},
            ]),
            &mut faults,
        );
        let fields: Vec<&str> = faults.fields().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["blocks.0", "blocks.2"]);
        assert_eq!(blocks.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn a_block_is_written_as_it_was_read() {
        const ID: &str = "01900000-0000-7000-8000-000000000001";
        let json = json!([{"type": "paragraph", "spans": [{"text": "a", "bold": true}, {"text": "b", "href": "https://x.cn/"}]},
            {"type": "chart", "kind": "pie", "title": "t", "unit": "人", "columns": ["a"], "rows": [["x", 1.5], ["y", null]]},
            {"type": "gallery", "images": [{"mediaId": ID, "alt": "图", "focus": {"x": 500, "y": 0}}]},
            {"type": "table", "headerRow": true, "headerColumn": false, "rows": [[[{"text": "甲"}], [{"text": "乙", "bold": true}]]]},
            {"type": "policy", "articleId": ID, "title": "办法", "number": "内政〔2026〕1号", "href": "https://x.cn/1"},
            {"type": "link", "href": "https://x.cn/", "title": "页", "summary": "说明"}]);
        let mut faults = Invalid::default();
        let blocks: Vec<_> = parse(json.clone(), &mut faults).into_iter().map(|(_, block)| block).collect();
        assert!(faults.into_result().is_ok());
        assert_eq!(serde_json::to_value(blocks).unwrap(), json);
    }
}
