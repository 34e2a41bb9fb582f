//! Reads rules from TOML. Whatever is wrong is told at once, each fault with its place.

use std::collections::BTreeMap;

use platform::{Code, FieldError, Invalid, Refusal};
use serde::Deserialize;
use tenancy::Role;

use super::{Condition, Deadline, FindingCondition, Quorum, RuleDefinition, StepPlan, StepScope};
use crate::{Gate, Severity};

/// The rules cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// Not TOML of this shape.
    #[error("read the rules")]
    Shape(#[from] toml::de::Error),
    /// Faults, each with its place.
    #[error("the rules have faults")]
    Faults(#[from] Invalid),
}

impl Refusal for RulesError {
    fn code(&self) -> Code {
        Code::Invalid
    }
    fn reason(&self) -> &'static str {
        match self {
            Self::Shape(_) => "RULES_UNREADABLE",
            Self::Faults(_) => "RULES_INVALID",
        }
    }
    fn message(&self) -> String {
        match self {
            Self::Shape(_) => "审核规则无法读取".to_owned(),
            Self::Faults(faults) => faults.message(),
        }
    }
    fn fields(&self) -> &[FieldError] {
        match self {
            Self::Shape(_) => &[],
            Self::Faults(faults) => faults.fields(),
        }
    }
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    rule: Vec<RawRule>,
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct RawRule {
    #[serde(default)]
    name: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    title_en: String,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    when: RawCondition,
    #[serde(default)]
    step: Vec<RawStep>,
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

#[derive(Default, Deserialize)]
struct RawCondition {
    #[serde(default)]
    kinds: Vec<String>,
    sensitivity: Option<String>,
    origin: Option<String>,
    emergency: Option<bool>,
    #[serde(default)]
    departments: Vec<String>,
    #[serde(default)]
    columns: Vec<String>,
    touched: Option<bool>,
    #[serde(default)]
    touches: Vec<String>,
    finding: Option<RawFinding>,
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct RawFinding {
    #[serde(default)]
    severity: String,
    gate: Option<String>,
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct RawStep {
    #[serde(default)]
    name: String,
    #[serde(default)]
    name_en: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    scope: String,
    quorum: Option<toml::Value>,
    #[serde(default)]
    gates: Vec<String>,
    #[serde(default)]
    sign_off: bool,
    #[serde(default)]
    repeat_allowed: bool,
    #[serde(default)]
    co_sign: bool,
    #[serde(default)]
    bulk: bool,
    working_hours: Option<i32>,
    minutes: Option<i32>,
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

/// Reads and checks a set of rules.
///
/// # Errors
/// With every fault at once.
pub fn parse(text: &str) -> Result<Vec<RuleDefinition>, RulesError> {
    let (rules, mut faults) = read_into(text)?;
    super::check::into(&rules, &mut faults);
    faults.into_result()?;
    Ok(rules)
}

/// Reads a set of rules that may not hold yet, for somebody to mend.
///
/// # Errors
/// When it is not TOML of this shape, or a word in it is not known.
pub fn read(text: &str) -> Result<Vec<RuleDefinition>, RulesError> {
    let (rules, faults) = read_into(text)?;
    faults.into_result()?;
    Ok(rules)
}

fn read_into(text: &str) -> Result<(Vec<RuleDefinition>, Invalid), RulesError> {
    let file: File = toml::from_str(text)?;
    let mut faults = Invalid::default();
    refuse_unknown(&mut faults, "", &file.unknown);
    let rules = (0..).zip(file.rule).map(|(index, raw)| rule(raw, index, &mut faults)).collect();
    Ok((rules, faults))
}

fn refuse_unknown(faults: &mut Invalid, place: &str, unknown: &BTreeMap<String, toml::Value>) {
    for key in unknown.keys() {
        faults.add(format!("{place}{key}"), "UNKNOWN_KEY", format!("不认识的键 {key}"));
    }
}

fn rule(raw: RawRule, index: usize, faults: &mut Invalid) -> RuleDefinition {
    let place = format!("rules.{index}.");
    refuse_unknown(faults, &place, &raw.unknown);
    refuse_unknown(faults, &format!("{place}when."), &raw.when.unknown);
    let steps =
        (0..).zip(raw.step).map(|(position, raw): (usize, _)| step(raw, &format!("{place}steps.{position}."), faults));
    let steps = steps.collect();
    let finding = raw.when.finding.and_then(|raw| finding(&raw, &format!("{place}when.finding."), faults));
    RuleDefinition {
        name: raw.name,
        title: raw.title,
        title_en: raw.title_en,
        priority: raw.priority,
        when: Condition {
            kinds: raw.when.kinds,
            sensitivity: raw.when.sensitivity,
            origin: raw.when.origin,
            emergency: raw.when.emergency,
            departments: raw.when.departments,
            columns: raw.when.columns,
            touched: raw.when.touched,
            touches: raw.when.touches,
            finding,
        },
        steps,
    }
}

fn finding(raw: &RawFinding, place: &str, faults: &mut Invalid) -> Option<FindingCondition> {
    refuse_unknown(faults, place, &raw.unknown);
    let severity = match raw.severity.as_str() {
        "note" => Some(Severity::Note),
        "warn" => Some(Severity::Warn),
        "block" => Some(Severity::Block),
        other => {
            let told = format!("轻重只能是 note、warn 或 block，不能是 {other}");
            faults.add(format!("{place}severity"), "UNKNOWN_WORD", told);
            None
        }
    };
    let gate = raw.gate.as_deref().map(|word| (word, Gate::parse(word)));
    if let Some((word, None)) = gate {
        faults.add(format!("{place}gate"), "UNKNOWN_GATE", format!("没有这一关：{word}"));
    }
    Some(FindingCondition { severity: severity?, gate: gate.and_then(|(_, gate)| gate) })
}

fn step(raw: RawStep, place: &str, faults: &mut Invalid) -> StepPlan {
    refuse_unknown(faults, place, &raw.unknown);
    let role = Role::parse(&raw.role).unwrap_or_else(|| {
        faults.add(format!("{place}role"), "UNKNOWN_ROLE", format!("没有角色 {}", raw.role));
        Role::CountyReviewer
    });
    let scope = match raw.scope.as_str() {
        "department" => StepScope::Department,
        "county" => StepScope::County,
        other => {
            faults.add(
                format!("{place}scope"),
                "UNKNOWN_SCOPE",
                format!("范围只能是 department 或 county，不能是 {other}"),
            );
            StepScope::County
        }
    };
    let gates = raw.gates.iter().filter_map(|word| {
        let gate = Gate::parse(word);
        faults.check(gate.is_some(), format!("{place}gates"), "UNKNOWN_GATE", format!("没有这一关：{word}"));
        gate
    });
    let gates = gates.collect();
    StepPlan {
        name: raw.name,
        name_en: raw.name_en,
        role,
        scope,
        quorum: quorum(raw.quorum.as_ref(), place, faults),
        gates,
        sign_off: raw.sign_off,
        deadline: deadline(raw.working_hours, raw.minutes, place, faults),
        repeat_allowed: raw.repeat_allowed,
        co_sign: raw.co_sign,
        bulk: raw.bulk,
    }
}

fn quorum(raw: Option<&toml::Value>, place: &str, faults: &mut Invalid) -> Quorum {
    match raw {
        None => Quorum::Number(1),
        Some(toml::Value::String(word)) if word == "any" => Quorum::Number(1),
        Some(toml::Value::String(word)) if word == "all" => Quorum::All,
        Some(toml::Value::Integer(number)) if (1..=20).contains(number) => {
            Quorum::Number(i32::try_from(*number).unwrap_or(1))
        }
        Some(_) => {
            faults.add(format!("{place}quorum"), "BAD_QUORUM", "人数只能是 any、all 或 1 到 20");
            Quorum::Number(1)
        }
    }
}

fn deadline(working_hours: Option<i32>, minutes: Option<i32>, place: &str, faults: &mut Invalid) -> Deadline {
    match (working_hours, minutes) {
        (Some(hours @ 1..=200), None) => Deadline { minutes: hours * 60, working: true },
        (None, Some(minutes @ 1..=10_000)) => Deadline { minutes, working: false },
        _ => {
            faults.add(
                place.to_owned() + "working_hours",
                "BAD_DEADLINE",
                "时限须写 working_hours（1–200）或 minutes（1–10000）之一",
            );
            Deadline { minutes: 60, working: true }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RulesError, parse};
    use platform::Refusal as _;

    fn faults(text: &str) -> Vec<(String, &'static str)> {
        match parse(text) {
            Err(RulesError::Faults(faults)) => {
                faults.fields().iter().map(|fault| (fault.field.clone(), fault.code)).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let found = faults(
            r#"
            [[rule]]
            name = "only"
            title = "唯一"
            title_en = "Only"
            priorty = 3
            [[rule.step]]
            name = "县级"
            name_en = "Desk"
            role = "reviewer"
            scope = "town"
            quorum = 0
            gates = ["political", "taste"]
            "#,
        );
        for wanted in [
            "UNKNOWN_KEY",
            "UNKNOWN_ROLE",
            "UNKNOWN_SCOPE",
            "BAD_QUORUM",
            "UNKNOWN_GATE",
            "BAD_DEADLINE",
            "LOCKED_GATE_MISSING",
        ] {
            assert!(found.iter().any(|(_, code)| *code == wanted), "{wanted} is missing in {found:?}");
        }
    }

    #[test]
    fn what_is_not_toml_is_refused() {
        assert!(matches!(parse("rule = 3"), Err(RulesError::Shape(_))));
    }
}
