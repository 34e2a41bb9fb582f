//! What must hold of a set of rules: every piece finds a chain, no chain skips a locked gate, and what is sensitive or
//! urgent is signed off.

use std::collections::HashSet;

use platform::Invalid;
use tenancy::Role;

use super::{PieceClass, RuleDefinition, choose};
use crate::Gate;

const KINDS: [&str; 5] = ["news", "notice", "policy", "interpretation", "clarification"];
const SENSITIVITIES: [&str; 2] = ["plain", "sensitive"];
const ORIGINS: [&str; 2] = ["original", "reprint"];

/// Checks a set of rules as a whole.
///
/// # Errors
/// With every fault at once.
pub fn check(rules: &[RuleDefinition]) -> Result<(), Invalid> {
    let mut faults = Invalid::default();
    into(rules, &mut faults);
    faults.into_result()
}

pub(super) fn into(rules: &[RuleDefinition], faults: &mut Invalid) {
    let (mut names, mut priorities) = (HashSet::new(), HashSet::new());
    for rule in rules {
        let place = format!("rule.{}", rule.name);
        faults.check(!rule.name.is_empty(), "rule.name", "REQUIRED", "规则须有名称");
        faults.check(!rule.title.is_empty(), format!("{place}.title"), "REQUIRED", "规则须有中文名");
        faults.check(!rule.title_en.is_empty(), format!("{place}.title_en"), "REQUIRED", "规则须有英文名");
        faults.check(names.insert(&rule.name), &place, "NAME_TWICE", format!("规则名重复：{}", rule.name));
        faults.check(
            priorities.insert(rule.priority),
            format!("{place}.priority"),
            "PRIORITY_TWICE",
            format!("优先级重复：{}", rule.priority),
        );
        condition(rule, &place, faults);
        chain(rule, &place, faults);
    }
    coverage(rules, faults);
}

fn condition(rule: &RuleDefinition, place: &str, faults: &mut Invalid) {
    let words = [
        ("kinds", rule.when.kinds.iter().all(|kind| KINDS.contains(&kind.as_str()))),
        ("sensitivity", rule.when.sensitivity.as_deref().is_none_or(|word| SENSITIVITIES.contains(&word))),
        ("origin", rule.when.origin.as_deref().is_none_or(|word| ORIGINS.contains(&word))),
    ];
    for (key, known) in words {
        faults.check(known, format!("{place}.when.{key}"), "UNKNOWN_WORD", format!("条件 {key} 里有不认识的词"));
    }
}

fn chain(rule: &RuleDefinition, place: &str, faults: &mut Invalid) {
    faults.check(!rule.steps.is_empty(), format!("{place}.step"), "NO_CHAIN", "审核链不能为空");
    for gate in Gate::LOCKED {
        faults.check(
            rule.steps.iter().any(|step| step.gates.contains(&gate)),
            format!("{place}.step"),
            "LOCKED_GATE_MISSING",
            format!("审核链缺少必设的关：{}", gate.as_str()),
        );
    }
    for (position, step) in (1..).zip(&rule.steps) {
        let place = format!("{place}.step.{position}");
        faults.check(!step.name.is_empty(), format!("{place}.name"), "REQUIRED", "步骤须有中文名");
        faults.check(!step.name_en.is_empty(), format!("{place}.name_en"), "REQUIRED", "步骤须有英文名");
        let decides = matches!(step.role, Role::DepartmentReviewer | Role::CountyReviewer | Role::Principal);
        faults.check(decides, format!("{place}.role"), "ROLE_DECIDES_NOT", "这个角色不能审核");
        let signs = !step.sign_off || (step.role == Role::Principal && position == rule.steps.len());
        faults.check(signs, format!("{place}.sign_off"), "SIGN_OFF_MISPLACED", "签发须由主要负责人在最后一步作出");
    }
}

/// Tries every class of piece, of every department a rule names and of one it does not.
fn coverage(rules: &[RuleDefinition], faults: &mut Invalid) {
    let named = rules.iter().flat_map(|rule| &rule.when.departments).map(String::as_str);
    let departments: HashSet<&str> = named.chain([""]).collect();
    let (mut bare, mut unsigned) = (false, HashSet::new());
    for piece in departments.into_iter().flat_map(classes) {
        match choose(rules, &piece) {
            None => bare = true,
            Some(rule) => {
                let needs = piece.emergency || piece.sensitivity == "sensitive";
                if needs && !rule.steps.iter().any(|step| step.sign_off) {
                    unsigned.insert(&rule.name);
                }
            }
        }
    }
    faults.check(!bare, "rule", "CLASS_WITHOUT_CHAIN", "有的稿件找不到审核链；请设一条兜底规则");
    for name in unsigned {
        faults.add(format!("rule.{name}.step"), "SIGN_OFF_MISSING", "敏感或突发稿件须经主要负责人签发");
    }
}

fn classes(department: &str) -> impl Iterator<Item = PieceClass<'_>> {
    KINDS.into_iter().flat_map(move |kind| {
        SENSITIVITIES.into_iter().flat_map(move |sensitivity| {
            ORIGINS.into_iter().flat_map(move |origin| {
                [false, true].into_iter().map(move |emergency| PieceClass {
                    kind,
                    sensitivity,
                    origin,
                    emergency,
                    department,
                })
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::Gate;
    use crate::rule::{DEFAULT, parse};
    use platform::Refusal as _;

    fn codes(change: impl Fn(&mut Vec<crate::rule::RuleDefinition>)) -> Vec<&'static str> {
        let mut rules = parse(DEFAULT).unwrap();
        change(&mut rules);
        check(&rules).err().map(|faults| faults.fields().iter().map(|fault| fault.code).collect()).unwrap_or_default()
    }

    #[test]
    fn c16_no_locked_gate_can_be_left_out() {
        for gate in Gate::LOCKED {
            let found =
                codes(|rules| rules[0].steps.iter_mut().for_each(|step| step.gates.retain(|held| *held != gate)));
            assert_eq!(found, ["LOCKED_GATE_MISSING"], "{gate:?}");
        }
        let opinion = |rules: &mut Vec<crate::rule::RuleDefinition>| {
            rules[0].steps.iter_mut().for_each(|step| step.gates.retain(|held| *held != Gate::Opinion));
        };
        assert!(codes(opinion).is_empty());
    }

    #[test]
    fn c3_an_emergency_never_goes_without_a_chain() {
        assert_eq!(codes(|rules| rules.retain(|rule| rule.name != "emergency")), ["SIGN_OFF_MISSING"; 2]);
        assert!(codes(|rules| rules[0].steps.clear()).contains(&"NO_CHAIN"));
        assert_eq!(codes(|rules| rules.retain(|rule| rule.name != "plain")), ["CLASS_WITHOUT_CHAIN"]);
    }

    #[test]
    fn c17_sensitive_pieces_cannot_lose_the_sign_off() {
        let found = codes(|rules| {
            for rule in rules.iter_mut().filter(|rule| rule.name == "sensitive") {
                rule.steps.pop();
            }
        });
        assert_eq!(found, ["SIGN_OFF_MISSING"]);
    }
}
