//! 自动提示: small deterministic checks of a text, shown beside the gates. They judge nothing; a person does. Only a
//! secret mark stops the secrecy gate by itself.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Gate;

/// One thing a check found. The excerpt is masked where it is about a person (I7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The gate it belongs to.
    pub gate: Gate,
    /// Stable name of the check.
    pub code: String,
    /// For people, in Chinese.
    pub message: String,
    /// The place in the text.
    pub excerpt: String,
    /// True when the gate cannot be passed over it.
    pub blocking: bool,
}

/// 广告法第九条: words no text may use of goods or services; a government's text had better do without them.
const ABSOLUTE: [&str; 9] =
    ["国家级", "最高级", "最佳", "顶级", "极品", "第一品牌", "全国第一", "史无前例", "绝无仅有"];
/// 密级标志 stand before their star.
const SECRET: [&str; 3] = ["绝密", "机密", "秘密"];

/// What the checks look at.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// 标题.
    pub title: &'a str,
    /// 摘要.
    pub summary: &'a str,
    /// 正文 as its block document.
    pub blocks: &'a Value,
    /// True for a reprint.
    pub reprint: bool,
    /// The named source of a reprint.
    pub source_name: Option<&'a str>,
    /// Its address.
    pub source_url: Option<&'a str>,
}

/// Runs every check, in a fixed order.
#[must_use]
pub fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let mut texts = vec![subject.title.to_owned(), subject.summary.to_owned()];
    collect(subject.blocks, &mut texts);
    let mut found = Vec::new();
    for text in &texts {
        secret_marks(text, &mut found);
        numbers(text, &mut found);
        absolute_words(text, &mut found);
    }
    source(subject, &mut found);
    let mut once: Vec<Finding> = Vec::new();
    for finding in found {
        if !once.contains(&finding) {
            once.push(finding);
        }
    }
    once
}

/// Every text of a block document, whatever its blocks are called; ids and addresses are no text for these checks.
fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) => match joined(items) {
            Some(text) => texts.push(text),
            None => items.iter().for_each(|item| collect(item, texts)),
        },
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| {
                let key = key.to_ascii_lowercase();
                !(key == "type" || key == "href" || key.ends_with("id") || key.ends_with("url"))
            })
            .for_each(|(_, item)| collect(item, texts)),
        _ => {}
    }
}

/// Spans of one run of text read as one, so that a look of its own hides no part of a number.
fn joined(items: &[Value]) -> Option<String> {
    let spans =
        items.iter().map(|item| item.as_object().filter(|span| !span.contains_key("type"))?.get("text")?.as_str());
    spans.collect::<Option<Vec<&str>>>().filter(|spans| !spans.is_empty()).map(|spans| spans.concat())
}

fn secret_marks(text: &str, found: &mut Vec<Finding>) {
    for mark in SECRET {
        for (start, _) in text.match_indices(mark) {
            let after = text.get(start + mark.len()..).unwrap_or_default().trim_start();
            if after.starts_with(['★', '☆', '＊']) {
                found.push(Finding {
                    gate: Gate::Secrecy,
                    code: "SECRET_MARK".to_owned(),
                    message: "文中有密级标志；涉密内容不得进入本系统，保密关不能通过".to_owned(),
                    excerpt: format!("{mark}★"),
                    blocking: true,
                });
            }
        }
    }
}

/// Runs of digits that are somebody's mobile phone or identity number.
fn numbers(text: &str, found: &mut Vec<Finding>) {
    let digits_at = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = rest.get(start..).unwrap_or_default();
        let length = digits_at(run);
        let (digits, after) = run.split_at(length);
        if length == 11 && is_mobile(digits) {
            found.push(person(Gate::Secrecy, "MOBILE_NUMBER", "文中有手机号码，请确认可以公开", digits));
        }
        let checked = if length == 17 { after.chars().next().filter(|c| matches!(c, 'X' | 'x')) } else { None };
        let identity = checked.map_or_else(|| digits.to_owned(), |x| format!("{digits}{x}"));
        if is_identity(&identity) {
            found.push(person(Gate::Secrecy, "IDENTITY_NUMBER", "文中有身份证号码，不得公开", &identity));
            found.push(person(Gate::Legal, "IDENTITY_NUMBER", "公开身份证号码涉及个人信息保护", &identity));
        }
        rest = after;
    }
}

fn person(gate: Gate, code: &str, message: &str, number: &str) -> Finding {
    let shown = |part: Option<&str>| part.unwrap_or_default().to_owned();
    let tail = number.len().saturating_sub(4);
    let excerpt = format!("{}****{}", shown(number.get(..3)), shown(number.get(tail..)));
    Finding { gate, code: code.to_owned(), message: message.to_owned(), excerpt, blocking: false }
}

fn is_mobile(digits: &str) -> bool {
    let mut chars = digits.chars();
    chars.next() == Some('1') && chars.next().is_some_and(|second| ('3'..='9').contains(&second))
}

/// 18 places, the last a check digit (GB 11643).
fn is_identity(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    if text.len() != 18 {
        return false;
    }
    let sum: u32 = text.chars().zip(WEIGHTS).filter_map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum();
    let wanted = usize::try_from(sum % 11).ok().and_then(|at| CHECKS.get(at));
    text.chars().last().map(|last| last.to_ascii_uppercase()).as_ref() == wanted
}

fn absolute_words(text: &str, found: &mut Vec<Finding>) {
    for word in ABSOLUTE.iter().filter(|word| text.contains(*word)) {
        found.push(Finding {
            gate: Gate::Legal,
            code: "ABSOLUTE_WORD".to_owned(),
            message: "绝对化用语，请核对依据（广告法第九条）".to_owned(),
            excerpt: (*word).to_owned(),
            blocking: false,
        });
    }
}

/// A reprint's source stands beside the legal gate, to be compared with the page it came from.
fn source(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    if !subject.reprint {
        return;
    }
    let name = subject.source_name.unwrap_or("（未注明）");
    let (code, message) = match (subject.source_name, subject.source_url) {
        (Some(_), Some(_)) => ("REPRINT_SOURCE", "转载稿件：请核对原文与来源标注"),
        (Some(_), None) => ("REPRINT_WITHOUT_LINK", "转载稿件没有原文地址，请核对来源"),
        (None, _) => ("REPRINT_WITHOUT_SOURCE", "转载稿件没有注明来源"),
    };
    found.push(Finding {
        gate: Gate::Legal,
        code: code.to_owned(),
        message: message.to_owned(),
        excerpt: subject.source_url.map_or_else(|| name.to_owned(), |url| format!("{name} {url}")),
        blocking: subject.source_name.is_none(),
    });
}

#[cfg(test)]
mod tests {
    use super::{Finding, Subject, findings, is_identity};
    use crate::Gate;
    use serde_json::json;

    fn of(text: &str) -> Vec<Finding> {
        let blocks = json!([{ "type": "paragraph", "text": text, "mediaId": "13800138000" }]);
        findings(&Subject {
            title: "标题",
            summary: "",
            blocks: &blocks,
            reprint: false,
            source_name: None,
            source_url: None,
        })
    }

    #[test]
    fn a_mobile_number_is_found_and_masked() {
        let found = of("联系人张三，13912345678。办公电话0377-65320001，文号20260309000123");
        let [only] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            (only.gate, only.code.as_str(), only.excerpt.as_str()),
            (Gate::Secrecy, "MOBILE_NUMBER", "139****5678")
        );
        assert!(!only.blocking);
    }

    #[test]
    fn an_identity_number_needs_its_check_digit() {
        assert!(is_identity("11010519491231002X"));
        assert!(!is_identity("110105194912310021"));
        let found = of("身份证号11010519491231002X。");
        assert_eq!(found.iter().map(|finding| finding.gate).collect::<Vec<_>>(), [Gate::Secrecy, Gate::Legal]);
        assert!(found.iter().all(|finding| !finding.excerpt.contains("19491231")));
    }

    #[test]
    fn a_secret_mark_blocks_and_the_bare_word_does_not() {
        assert!(of("机密★一年").iter().any(|finding| finding.blocking && finding.gate == Gate::Secrecy));
        assert!(of("秘密 ★").iter().any(|finding| finding.blocking));
        assert!(of("保守国家秘密是公民的义务").is_empty());
    }

    #[test]
    fn a_number_in_two_looks_is_still_one() {
        let blocks =
            json!([{ "type": "paragraph", "spans": [{ "text": "139" , "bold": true }, { "text": "12345678" }] }]);
        let subject =
            Subject { title: "", summary: "", blocks: &blocks, reprint: false, source_name: None, source_url: None };
        assert_eq!(findings(&subject).len(), 1);
    }

    #[test]
    fn absolute_words_are_pointed_at() {
        assert_eq!(of("打造国家级品牌").first().map(|finding| finding.code.as_str()), Some("ABSOLUTE_WORD"));
    }
}
