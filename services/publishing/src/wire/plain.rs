//! A document as plain words to paste: title, byline, text, the files' addresses, and what must stand beside it.

use std::fmt::Write as _;

use serde_json::Value;

/// The words of a document, with line ends as every editor takes them.
#[must_use]
pub fn plain(document: &Value) -> String {
    let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let mut out = format!("{}\n\n", text("/headlines/0/value"));
    for line in
        [text("/by"), text("/edNote"), text("/descriptions/0/value")].into_iter().filter(|line| !line.is_empty())
    {
        let _ = writeln!(out, "{line}\n");
    }
    let bodies = document.get("bodies").and_then(Value::as_array).into_iter().flatten();
    for body in bodies.filter(|body| body.get("contentType").and_then(Value::as_str) == Some("text/plain")) {
        let _ = writeln!(out, "{}\n", body.get("value").and_then(Value::as_str).unwrap_or_default().trim());
    }
    for file in document.get("associations").and_then(Value::as_array).into_iter().flatten() {
        let of = |pointer: &str| file.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let _ = writeln!(out, "附件：{} {}", of("/headlines/0/value"), of("/renditions/0/href"));
    }
    let page = document.pointer("/altIds/0/value").and_then(Value::as_str).unwrap_or_default();
    let _ = writeln!(out, "原文：{page}\n{}", text("/copyrightNotice"));
    out
}

#[cfg(test)]
mod tests {
    use super::plain;
    use serde_json::json;

    #[test]
    fn the_words_the_files_and_the_page_stand_in_it_and_no_markup() {
        let text = plain(
            &json!({ "headlines": [{ "value": "接种进度" }], "by": "县卫健委", "altIds": [{ "value": "https://a.cn/1" }],
            "bodies": [{ "contentType": "text/html", "value": "<p>正文</p>" }, { "contentType": "text/plain", "value": "正文" }],
            "associations": [{ "headlines": [{ "value": "图" }], "renditions": [{ "href": "https://a.cn/m/1" }] }] }),
        );
        assert_eq!(text.lines().next(), Some("接种进度"));
        assert!(
            text.contains("附件：图 https://a.cn/m/1") && text.contains("原文：https://a.cn/1") && !text.contains('<')
        );
    }
}
