//! What must hold of a set of rules: every piece finds a chain, no chain skips a locked gate or lets a piece pass with no
//! decision, and what is sensitive or urgent is signed off. Each fault of the set as a whole names a piece that shows it.

use std::collections::HashSet;

use platform::Invalid;
use tenancy::Role;

use super::cover::{KINDS, MOST_RULES, ORIGINS, SENSITIVITIES, cover};
use super::example::{Example, Names, gate_name};
use super::{Quorum, RuleDefinition, StepPlan};
use crate::Gate;

/// One fault of a set of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// Its place: `rules.0.steps.1.role`, or `rules` for the set.
    pub field: String,
    /// Stable reason.
    pub code: &'static str,
    /// In Chinese.
    pub message: String,
    /// In English.
    pub message_en: String,
    /// A piece for which the set fails.
    pub example: Option<Example>,
}

/// Checks a set of rules as a whole.
///
/// # Errors
/// With every fault at once.
pub fn check(rules: &[RuleDefinition]) -> Result<(), Invalid> {
    let mut faults = Invalid::default();
    into(rules, &mut faults);
    faults.into_result()
}

pub(super) fn into(rules: &[RuleDefinition], invalid: &mut Invalid) {
    add(faults(rules, &Names::default()), invalid);
}

pub(super) fn add(faults: Vec<RuleFault>, invalid: &mut Invalid) {
    for fault in faults {
        invalid.add(fault.field, fault.code, fault.message);
    }
}

/// Every fault of a set of rules, each at its place; examples use the names given.
#[must_use]
pub fn faults(rules: &[RuleDefinition], names: &Names) -> Vec<RuleFault> {
    let mut found = Found { faults: Vec::new(), names };
    found.check(!rules.is_empty(), "rules", "REQUIRED", "至少要有一条规则", "there must be a rule");
    found.check(rules.len() <= MOST_RULES, "rules", "TOO_MANY", "规则不超过 60 条", "there are at most 60 rules");
    let (mut seen, mut priorities) = (HashSet::new(), HashSet::new());
    for (index, rule) in rules.iter().enumerate() {
        let place = format!("rules.{index}");
        own(rule, &place, &mut found);
        let twice = (seen.insert(&rule.name), priorities.insert(rule.priority));
        found.check(twice.0, &format!("{place}.name"), "NAME_TWICE", "规则名重复", "another rule has this name");
        let told =
            ("优先级重复，无法判定先用哪一条", "another rule has this priority, and nobody could say which holds");
        found.check(twice.1, &format!("{place}.priority"), "PRIORITY_TWICE", told.0, told.1);
    }
    coverage(rules, &mut found);
    found.faults
}

/// Rules that hold for no piece at all: others of a higher priority take all of theirs.
#[must_use]
pub fn idle(rules: &[RuleDefinition]) -> Vec<usize> {
    let held = cover(rules).held;
    (0..).zip(&held).filter(|(_, example)| example.is_none()).map(|(index, _)| index).collect()
}

struct Found<'a> {
    faults: Vec<RuleFault>,
    names: &'a Names,
}

impl Found<'_> {
    fn check(&mut self, holds: bool, field: &str, code: &'static str, message: &str, message_en: &str) {
        if !holds {
            let (message, message_en) = (message.to_owned(), message_en.to_owned());
            self.faults.push(RuleFault { field: field.to_owned(), code, message, message_en, example: None });
        }
    }

    /// A fault with the piece that shows it; no fault without one unless it stands by itself.
    fn shown(&mut self, example: Option<&Example>, field: &str, code: &'static str, message: &str, message_en: &str) {
        let Some(piece) = example else { return self.check(false, field, code, message, message_en) };
        self.faults.push(RuleFault {
            field: field.to_owned(),
            code,
            message: format!("{message}。例如：{}", piece.in_chinese(self.names)),
            message_en: format!("{message_en}. For example: {}", piece.in_english(self.names)),
            example: Some(piece.clone()),
        });
    }
}

/// What a rule must hold by itself, the set aside.
fn own(rule: &RuleDefinition, place: &str, found: &mut Found<'_>) {
    let slug = |name: &str| {
        !name.is_empty()
            && name.len() <= 40
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let told = ("规则名用字母、数字和连字符，不超过 40 个", "a name is letters, digits and hyphens, 40 at most");
    found.check(slug(&rule.name), &format!("{place}.name"), "MALFORMED", told.0, told.1);
    named(&rule.title, &rule.title_en, ("title", "titleEn"), place, found);
    let words = [
        ("kinds", rule.when.kinds.iter().all(|kind| KINDS.contains(&kind.as_str()))),
        ("sensitivity", rule.when.sensitivity.as_deref().is_none_or(|word| SENSITIVITIES.contains(&word))),
        ("origin", rule.when.origin.as_deref().is_none_or(|word| ORIGINS.contains(&word))),
    ];
    for (key, known) in words {
        let field = format!("{place}.when.{key}");
        found.check(
            known,
            &field,
            "UNKNOWN_WORD",
            "条件里有不认识的词",
            "the condition holds a word that is not known",
        );
    }
    for (key, slugs) in [("departments", &rule.when.departments), ("touches", &rule.when.touches)] {
        let known =
            found.names.departments.is_empty() || slugs.iter().all(|slug| found.names.departments.contains_key(slug));
        let told = ("条件里的部门不存在或已停用", "a department of the condition is not there or no longer active");
        found.check(known, &format!("{place}.when.{key}"), "UNKNOWN_DEPARTMENT", told.0, told.1);
    }
    let known =
        found.names.columns.is_empty() || rule.when.columns.iter().all(|slug| found.names.columns.contains_key(slug));
    let told = ("条件里的栏目不存在", "a column of the condition is not there");
    found.check(known, &format!("{place}.when.columns"), "UNKNOWN_COLUMN", told.0, told.1);
    let contradicts = rule.when.touched == Some(false) && !rule.when.touches.is_empty();
    let told = ("“不涉及其他部门”与列出的部门矛盾", "touching none contradicts the departments listed");
    found.check(!contradicts, &format!("{place}.when.touches"), "CONTRADICTION", told.0, told.1);
    for (index, step) in rule.steps.iter().enumerate() {
        a_step(step, index + 1 == rule.steps.len(), &format!("{place}.steps.{index}"), found);
    }
}

fn named(name: &str, name_en: &str, fields: (&str, &str), place: &str, found: &mut Found<'_>) {
    for (text, field, message, message_en) in [
        (name, fields.0, "须有中文名，不超过 40 字", "needs a Chinese name of 40 characters at most"),
        (name_en, fields.1, "须有英文名，不超过 80 字", "needs an English name of 80 characters at most"),
    ] {
        let length = text.trim().chars().count();
        let most = if field == fields.0 { 40 } else { 80 };
        found.check(0 < length && length <= most, &format!("{place}.{field}"), "REQUIRED", message, message_en);
    }
}

fn a_step(step: &StepPlan, last: bool, place: &str, found: &mut Found<'_>) {
    named(&step.name, &step.name_en, ("name", "nameEn"), place, found);
    let decides = matches!(step.role, Role::DepartmentReviewer | Role::CountyReviewer | Role::Principal);
    found.check(decides, &format!("{place}.role"), "ROLE_DECIDES_NOT", "这个角色不能审核", "this role decides nothing");
    let signs = !step.sign_off || (step.role == Role::Principal && last && !step.co_sign);
    let told = ("签发须由主要负责人在最后一步作出", "the sign-off is the principal's, at the last step");
    found.check(signs, &format!("{place}.signOff"), "SIGN_OFF_MISPLACED", told.0, told.1);
    let own = !step.co_sign || matches!(step.role, Role::DepartmentReviewer | Role::Principal);
    let told = (
        "会签由所涉部门自己的部门审核或主要负责人作出",
        "a co-signature is given by the department's own reviewer or principal",
    );
    found.check(own, &format!("{place}.role"), "CO_SIGN_ROLE", told.0, told.1);
    let told = (
        "保密关须逐件审核，设保密关的步骤不能批量通过",
        "the gate of secrecy is judged piece by piece: no step that holds it is decided in bulk",
    );
    let alone = !step.bulk || !step.gates.contains(&Gate::Secrecy);
    found.check(alone, &format!("{place}.bulk"), "SECRECY_IN_BULK", told.0, told.1);
    let told = ("签发须逐件作出，不能批量通过", "a sign-off is given piece by piece, never in bulk");
    found.check(!(step.bulk && step.sign_off), &format!("{place}.bulk"), "SIGN_OFF_IN_BULK", told.0, told.1);
    let people = match step.quorum {
        Quorum::All => true,
        Quorum::Number(number) => (1..=20).contains(&number),
    };
    found.check(
        people,
        &format!("{place}.quorum"),
        "BAD_QUORUM",
        "人数只能是 1 到 20，或全部",
        "1 to 20 people, or all",
    );
    let time = if step.deadline.working { 1..=12_000 } else { 1..=10_000 };
    let told = ("时限为 1 至 200 个工作小时，或 1 至 10000 分钟", "1 to 200 working hours, or 1 to 10,000 minutes");
    let whole = !step.deadline.working || step.deadline.minutes % 60 == 0;
    found.check(
        whole && time.contains(&step.deadline.minutes),
        &format!("{place}.deadline"),
        "BAD_DEADLINE",
        told.0,
        told.1,
    );
    let once = step.gates.iter().collect::<HashSet<_>>().len() == step.gates.len();
    found.check(once, &format!("{place}.gates"), "GATE_TWICE", "同一步里的关重复", "a gate stands twice in the step");
}

/// What must hold over every piece.
fn coverage(rules: &[RuleDefinition], found: &mut Found<'_>) {
    let covered = cover(rules);
    for (index, rule) in rules.iter().enumerate() {
        let place = format!("rules.{index}.steps");
        let of = |list: &[Option<Example>]| list.get(index).cloned().flatten();
        let held = of(&covered.held);
        if rule.steps.is_empty() {
            let told = ("审核链不能为空，否则稿件不经任何人决定", "a chain cannot be empty: nobody would decide");
            found.shown(held.as_ref(), &place, "NO_CHAIN", told.0, told.1);
        } else if rule.steps.iter().all(|step| step.co_sign) {
            let told = (
                "只有会签步骤：不涉及其他部门的稿件将不经任何人决定",
                "nothing but co-signatures: a piece that touches nobody would pass with no decision",
            );
            found.shown(of(&covered.undecided).as_ref(), &place, "NO_DECISION", told.0, told.1);
        }
        for gate in Gate::LOCKED {
            // A co-signature may not take place, so no locked gate may hang on it.
            if !rule.steps.iter().any(|step| !step.co_sign && step.gates.contains(&gate)) {
                let (message, message_en) = (
                    format!("审核链缺少必设的{}", gate_name(gate)),
                    format!("the chain lacks the locked gate: {}", gate.as_str()),
                );
                found.shown(held.as_ref(), &place, "LOCKED_GATE_MISSING", &message, &message_en);
            }
        }
        if let Some(piece) = of(&covered.unsigned) {
            let told =
                ("敏感或突发稿件须经主要负责人签发", "what is sensitive or urgent is signed off by the principal");
            found.shown(Some(&piece), &place, "SIGN_OFF_MISSING", told.0, told.1);
        }
    }
    if let Some(piece) = covered.bare.filter(|_| !rules.is_empty()) {
        let told = (
            "有的稿件找不到审核链，请设一条没有条件的兜底规则",
            "some pieces find no chain; add a rule without conditions",
        );
        found.shown(Some(&piece), "rules", "CLASS_WITHOUT_CHAIN", told.0, told.1);
    }
}

#[cfg(test)]
mod tests {
    use super::{RuleFault, check, faults, idle};
    use crate::Gate;
    use crate::rule::{Condition, DEFAULT, Names, RuleDefinition, choose, parse};
    use platform::Refusal as _;

    fn changed(change: impl Fn(&mut Vec<RuleDefinition>)) -> Vec<RuleDefinition> {
        let mut rules = parse(DEFAULT).unwrap();
        change(&mut rules);
        rules
    }

    fn codes(change: impl Fn(&mut Vec<RuleDefinition>)) -> Vec<&'static str> {
        let rules = changed(change);
        check(&rules).err().map(|faults| faults.fields().iter().map(|fault| fault.code).collect()).unwrap_or_default()
    }

    fn told(rules: &[RuleDefinition]) -> Vec<RuleFault> {
        faults(rules, &Names::default())
    }

    #[test]
    fn c16_no_locked_gate_can_be_left_out() {
        for gate in Gate::LOCKED {
            let found =
                codes(|rules| rules[0].steps.iter_mut().for_each(|step| step.gates.retain(|held| *held != gate)));
            assert_eq!(found, ["LOCKED_GATE_MISSING"], "{gate:?}");
        }
        let opinion = |rules: &mut Vec<RuleDefinition>| {
            rules[0].steps.iter_mut().for_each(|step| step.gates.retain(|held| *held != Gate::Opinion));
        };
        assert!(codes(opinion).is_empty());
    }

    #[test]
    fn c16_no_step_with_the_gate_of_secrecy_or_a_sign_off_is_decided_in_bulk() {
        let bulk = |rules: &mut Vec<RuleDefinition>| {
            rules.iter_mut().flat_map(|rule| &mut rule.steps).for_each(|step| step.bulk = true);
        };
        let found = codes(bulk);
        let of = |code: &str| found.iter().filter(|found| **found == code).count();
        assert_eq!((of("SECRECY_IN_BULK"), of("SIGN_OFF_IN_BULK"), found.len()), (5, 2, 7));
    }

    #[test]
    fn c3_an_emergency_never_goes_without_a_chain() {
        assert_eq!(codes(|rules| rules.retain(|rule| rule.name != "emergency")), ["SIGN_OFF_MISSING"; 3]);
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

    #[test]
    fn i2_a_chain_of_co_signatures_alone_is_refused_with_the_piece_that_nobody_would_decide() {
        let rules = changed(|rules| {
            let plain = rules.iter_mut().find(|rule| rule.name == "plain").unwrap();
            plain.steps.iter_mut().for_each(|step| step.co_sign = true);
            plain.steps[1].role = tenancy::Role::Principal;
        });
        let found = told(&rules);
        let fault = found.iter().find(|fault| fault.code == "NO_DECISION").unwrap();
        let piece = fault.example.clone().unwrap();
        assert_eq!(choose(&rules, &piece.class()).unwrap().name, "plain");
        assert!(piece.touches.is_empty());
        assert!(fault.message.contains("不涉及其他部门"), "{}", fault.message);
        assert!(fault.message_en.contains("touching no other department"), "{}", fault.message_en);
        assert_eq!(found.iter().filter(|fault| fault.code == "LOCKED_GATE_MISSING").count(), 5);
    }

    #[test]
    fn each_example_is_a_piece_for_which_the_set_fails() {
        let rules = changed(|rules| {
            rules.retain(|rule| rule.name != "plain" && rule.name != "emergency");
            rules.push(RuleDefinition {
                name: "education".to_owned(),
                priority: 500,
                when: Condition {
                    departments: vec!["jyj".to_owned()],
                    columns: vec!["minsheng".to_owned()],
                    touched: Some(true),
                    ..Condition::default()
                },
                ..rules[1].clone()
            });
        });
        let found = told(&rules);
        let bare = found.iter().find(|fault| fault.code == "CLASS_WITHOUT_CHAIN").unwrap().example.clone().unwrap();
        assert!(choose(&rules, &bare.class()).is_none());
        let unsigned: Vec<_> = found.iter().filter(|fault| fault.code == "SIGN_OFF_MISSING").collect();
        assert_eq!(unsigned.len(), 3, "{found:?}");
        for fault in unsigned {
            let piece = fault.example.clone().unwrap();
            assert!(piece.emergency || piece.sensitivity == "sensitive");
            assert!(choose(&rules, &piece.class()).unwrap().steps.iter().all(|step| !step.sign_off));
        }
    }

    #[test]
    fn a_rule_that_others_take_everything_from_is_told() {
        assert!(idle(&changed(|_| {})).is_empty());
        let shadowed = changed(|rules| {
            let again = RuleDefinition { name: "again".to_owned(), priority: 350, ..rules[0].clone() };
            rules.push(again);
        });
        assert_eq!(idle(&shadowed), [shadowed.len() - 1]);
    }
}
