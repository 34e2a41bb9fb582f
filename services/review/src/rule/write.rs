//! Writes rules as the TOML that `read` reads, for keeping a copy and for carrying a set to another county.

use std::fmt::Write as _;

use super::{Condition, Quorum, RuleDefinition, StepPlan, StepScope};
use crate::{Gate, Severity};

/// A set of rules as TOML.
#[must_use]
pub fn write(rules: &[RuleDefinition]) -> String {
    let mut out = String::new();
    for rule in rules {
        // Writing to a string cannot fail.
        let _ = rule_into(rule, &mut out);
    }
    out
}

fn rule_into(rule: &RuleDefinition, out: &mut String) -> std::fmt::Result {
    writeln!(out, "[[rule]]\nname = {}\ntitle = {}", text(&rule.name), text(&rule.title))?;
    writeln!(out, "title_en = {}\npriority = {}", text(&rule.title_en), rule.priority)?;
    let when = condition(&rule.when);
    if !when.is_empty() {
        writeln!(out, "when = {{ {} }}", when.join(", "))?;
    }
    writeln!(out)?;
    rule.steps.iter().try_for_each(|step| step_into(step, out))
}

fn condition(when: &Condition) -> Vec<String> {
    let mut parts = Vec::new();
    let mut list = |key: &str, words: &[String]| {
        if !words.is_empty() {
            parts.push(format!("{key} = {}", texts(words)));
        }
    };
    list("kinds", &when.kinds);
    list("departments", &when.departments);
    list("columns", &when.columns);
    list("touches", &when.touches);
    parts.extend(when.sensitivity.as_ref().map(|word| format!("sensitivity = {}", text(word))));
    parts.extend(when.origin.as_ref().map(|word| format!("origin = {}", text(word))));
    parts.extend(when.emergency.map(|is| format!("emergency = {is}")));
    parts.extend(when.touched.map(|is| format!("touched = {is}")));
    if let Some(finding) = when.finding {
        let severity = match finding.severity {
            Severity::Note => "note",
            Severity::Warn => "warn",
            Severity::Block => "block",
        };
        let gate = finding.gate.map(|gate| format!(", gate = \"{}\"", gate.as_str())).unwrap_or_default();
        parts.push(format!("finding = {{ severity = \"{severity}\"{gate} }}"));
    }
    parts
}

fn step_into(step: &StepPlan, out: &mut String) -> std::fmt::Result {
    writeln!(out, "[[rule.step]]\nname = {}\nname_en = {}", text(&step.name), text(&step.name_en))?;
    let scope = if step.scope == StepScope::Department { "department" } else { "county" };
    writeln!(out, "role = \"{}\"\nscope = \"{scope}\"", step.role.as_str())?;
    match step.quorum {
        Quorum::All => writeln!(out, "quorum = \"all\"")?,
        Quorum::Number(number) => writeln!(out, "quorum = {number}")?,
    }
    if !step.gates.is_empty() {
        let gates: Vec<String> = step.gates.iter().copied().map(Gate::as_str).map(str::to_owned).collect();
        writeln!(out, "gates = {}", texts(&gates))?;
    }
    for (key, is) in [
        ("sign_off", step.sign_off),
        ("repeat_allowed", step.repeat_allowed),
        ("co_sign", step.co_sign),
        ("bulk", step.bulk),
    ] {
        if is {
            writeln!(out, "{key} = true")?;
        }
    }
    match step.deadline.working {
        true => writeln!(out, "working_hours = {}\n", step.deadline.minutes / 60),
        false => writeln!(out, "minutes = {}\n", step.deadline.minutes),
    }
}

/// A basic string of TOML: JSON escapes what it must in the same way.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn texts(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| text(word)).collect();
    format!("[{}]", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::rule::{DEFAULT, FindingCondition, parse};
    use crate::{Gate, Severity};

    #[test]
    fn what_is_written_reads_back_the_same() {
        let mut rules = parse(DEFAULT).unwrap();
        rules[1].title = "敏感\"引号\"\\与\n换行".to_owned();
        rules[1].when.touches = vec!["jyj".to_owned()];
        rules[1].when.finding = Some(FindingCondition { severity: Severity::Warn, gate: Some(Gate::Secrecy) });
        rules[1].steps[0].co_sign = true;
        rules[1].steps[0].bulk = true;
        assert_eq!(crate::rule::read(&write(&rules)).unwrap(), rules);
    }
}
