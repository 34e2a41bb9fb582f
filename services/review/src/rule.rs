//! 审核规则: data that says which chain of steps a class of pieces goes through. Versioned, per county.

mod check;
mod cover;
mod draft;
mod example;
mod history;
mod install;
mod read;
mod replace;
mod simulate;
pub(crate) mod store;
mod write;

pub use check::{RuleFault, check, faults, idle};
pub use draft::{DraftError, RuleDraft, begin, discard, draft, publish, save};
pub use example::{Example, Names};
pub use history::{HistoryError, Version, history, in_force};
pub use install::{InstallError, install_default_rules};
pub use read::{RulesError, parse, read};
pub use replace::{ReplaceError, replace_rules};
pub use simulate::{Asked, Outcome, Passed, PlannedStep, SimulateError, Simulated, simulate};
pub use store::titles;
pub use write::write;

use serde::{Deserialize, Serialize};
use tenancy::Role;

use crate::{Gate, Severity};

platform::id_type! {
    /// A rule in one version.
    RuleId
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PieceClass<'a> {
    /// 稿件类型, such as `news`.
    pub kind: &'a str,
    /// `plain` or `sensitive`.
    pub sensitivity: &'a str,
    /// `original`, `reprint`, or `relay`: a reprint that was ordered, word for word as it was (C22).
    pub origin: &'a str,
    /// 突发.
    pub emergency: bool,
    /// Slug of the department that wrote it.
    pub department: &'a str,
    /// Slug of its column; empty where it has none.
    pub column: &'a str,
    /// Slugs of the departments it touches beside its own.
    pub touches: &'a [String],
    /// What the checks found in it: how much each finding weighs, and at which gate.
    pub findings: &'a [(Severity, Gate)],
}

/// A finding that a rule looks for: one that weighs so much or more, of one gate if named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCondition {
    /// At least so much.
    pub severity: Severity,
    /// At this gate; at any where none.
    #[serde(default)]
    pub gate: Option<Gate>,
}

/// The classes a rule is for. What is empty or absent matches anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Condition {
    /// Kinds, any of them.
    pub kinds: Vec<String>,
    /// This sensitivity.
    pub sensitivity: Option<String>,
    /// This origin.
    pub origin: Option<String>,
    /// Emergencies alone, or none of them.
    pub emergency: Option<bool>,
    /// Slugs of departments, any of them.
    pub departments: Vec<String>,
    /// Slugs of columns, any of them.
    pub columns: Vec<String>,
    /// Pieces that touch another department alone, or none of them.
    pub touched: Option<bool>,
    /// Slugs of departments, any of which the piece touches.
    pub touches: Vec<String>,
    /// At least one finding like this.
    pub finding: Option<FindingCondition>,
}

/// A part of a condition, in the order they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub enum Part {
    Sensitivity,
    Emergency,
    Kind,
    Origin,
    Department,
    Column,
    Touched,
    Touches,
    Finding,
}

impl Part {
    /// Every part, in the order they are asked.
    pub const ALL: [Self; 9] = [
        Self::Sensitivity,
        Self::Emergency,
        Self::Kind,
        Self::Origin,
        Self::Department,
        Self::Column,
        Self::Touched,
        Self::Touches,
        Self::Finding,
    ];
}

impl Condition {
    /// True when this part of the condition holds for the piece.
    #[must_use]
    pub fn holds(&self, part: Part, piece: &PieceClass<'_>) -> bool {
        let any = |wanted: &[String], word: &str| wanted.is_empty() || wanted.iter().any(|one| one == word);
        match part {
            Part::Sensitivity => self.sensitivity.as_deref().is_none_or(|wanted| wanted == piece.sensitivity),
            Part::Emergency => self.emergency.is_none_or(|wanted| wanted == piece.emergency),
            Part::Kind => any(&self.kinds, piece.kind),
            // What was ordered is a reprint too: rules that know of no orders are for it as for any other.
            Part::Origin => self
                .origin
                .as_deref()
                .is_none_or(|wanted| wanted == piece.origin || (wanted == "reprint" && piece.origin == RELAY)),
            Part::Department => any(&self.departments, piece.department),
            Part::Column => any(&self.columns, piece.column),
            Part::Touched => self.touched.is_none_or(|wanted| wanted != piece.touches.is_empty()),
            Part::Touches => self.touches.is_empty() || piece.touches.iter().any(|slug| self.touches.contains(slug)),
            Part::Finding => self.finding.is_none_or(|wanted| {
                let fits = |gate: Gate| wanted.gate.is_none_or(|of| of == gate);
                piece.findings.iter().any(|(severity, gate)| wanted.severity <= *severity && fits(*gate))
            }),
        }
    }

    /// The first part that does not hold for the piece.
    #[must_use]
    pub fn unmet(&self, piece: &PieceClass<'_>) -> Option<Part> {
        Part::ALL.into_iter().find(|part| !self.holds(*part, piece))
    }

    /// True when the piece is of this class.
    #[must_use]
    pub fn matches(&self, piece: &PieceClass<'_>) -> bool {
        self.unmet(piece).is_none()
    }
}

/// Where a step's role is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepScope {
    /// In the piece's own department.
    Department,
    /// In the county as a whole.
    County,
}

/// How many must decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quorum {
    /// So many; `any` is one.
    Number(i32),
    /// Everyone who holds the role when the step opens.
    All,
}

/// Time to decide, from the opening of the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// How long.
    pub minutes: i32,
    /// Counted in working hours; else by day and night.
    pub working: bool,
}

/// One step of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPlan {
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// The role that decides.
    pub role: Role,
    /// Where the role is held.
    pub scope: StepScope,
    /// How many must decide.
    pub quorum: Quorum,
    /// Gates to pass here.
    pub gates: Vec<Gate>,
    /// 签发: the principal's sign-off.
    pub sign_off: bool,
    /// Time to decide.
    pub deadline: Deadline,
    /// Whether someone who decided an earlier step may decide this one too.
    pub repeat_allowed: bool,
    /// 会签: opened once for every department the piece touches, at the same time, and passed when all of them have. A piece that
    /// touches none has no such step.
    #[serde(default)]
    pub co_sign: bool,
    /// 批量通过: several plain pieces may be passed here at once. Not where the step holds the gate of secrecy, or signs off.
    #[serde(default)]
    pub bulk: bool,
}

/// A rule as it is written; a county's row adds id and version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleDefinition {
    /// Stable name; versions of one rule share it.
    pub name: String,
    /// Name in Chinese, for people.
    pub title: String,
    /// Name in English.
    pub title_en: String,
    /// The highest that matches holds.
    pub priority: i32,
    /// The classes it is for.
    pub when: Condition,
    /// The chain, in order.
    pub steps: Vec<StepPlan>,
}

/// A county's rule, in the version in force.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// Its version.
    pub version: i32,
    /// What it says.
    pub definition: RuleDefinition,
}

/// What rules call a reprint that was ordered.
pub const RELAY: &str = "relay";

/// Whose text it is, as rules look at it.
pub(crate) fn origin_word(origin: content::Origin, relay: bool) -> &'static str {
    if relay { RELAY } else { origin.as_str() }
}

/// The rule that holds for a piece: of those that match, the one of the highest priority.
#[must_use]
pub fn choose<'a>(
    rules: impl IntoIterator<Item = &'a RuleDefinition>,
    piece: &PieceClass<'_>,
) -> Option<&'a RuleDefinition> {
    rules.into_iter().filter(|rule| rule.when.matches(piece)).max_by_key(|rule| rule.priority)
}

/// The text of the default rules.
pub const DEFAULT: &str = include_str!("../../../schema/rules/default.toml");

#[cfg(test)]
mod tests {
    use super::{Condition, DEFAULT, FindingCondition, Part, PieceClass, choose, parse};
    use crate::{Gate, Severity};
    use tenancy::Role;

    fn piece<'a>(sensitivity: &'a str, origin: &'a str, emergency: bool) -> PieceClass<'a> {
        let (department, column) = ("wjw", "yaowen");
        PieceClass { kind: "news", sensitivity, origin, emergency, department, column, touches: &[], findings: &[] }
    }

    fn chain(sensitivity: &str, origin: &str, emergency: bool) -> (String, Vec<Role>) {
        let rules = parse(DEFAULT).unwrap();
        let piece = piece(sensitivity, origin, emergency);
        let rule = choose(&rules, &piece).unwrap();
        (rule.name.clone(), rule.steps.iter().map(|step| step.role).collect())
    }

    #[test]
    fn each_class_of_piece_takes_its_own_chain() {
        use Role::{CountyReviewer, DepartmentReviewer, Principal};
        assert_eq!(chain("plain", "original", false), ("plain".to_owned(), vec![DepartmentReviewer, CountyReviewer]));
        assert_eq!(
            chain("sensitive", "original", false),
            ("sensitive".to_owned(), vec![DepartmentReviewer, CountyReviewer, Principal])
        );
        assert_eq!(chain("sensitive", "reprint", false).0, "sensitive");
        assert_eq!(chain("plain", "reprint", false), ("reprint".to_owned(), vec![CountyReviewer]));
        assert_eq!(chain("plain", "relay", false), ("relay".to_owned(), vec![DepartmentReviewer]));
        assert_eq!(chain("sensitive", "relay", false).0, "sensitive");
        assert_eq!(chain("plain", "reprint", true), ("emergency".to_owned(), vec![CountyReviewer, Principal]));
    }

    #[test]
    fn c22_a_rule_for_reprints_is_for_what_was_ordered_too_and_not_the_other_way() {
        let of = |origin: &str| Condition { origin: Some(origin.to_owned()), ..Condition::default() };
        let (ordered, taken) = (piece("plain", "relay", false), piece("plain", "reprint", false));
        assert_eq!((of("reprint").unmet(&ordered), of("relay").unmet(&ordered)), (None, None));
        assert_eq!(of("relay").unmet(&taken), Some(Part::Origin));
        assert_eq!(of("original").unmet(&ordered), Some(Part::Origin));
    }

    #[test]
    fn columns_departments_touched_and_findings_narrow_a_rule_and_absent_ones_do_not() {
        let told = |when: Condition, piece: &PieceClass<'_>| when.unmet(piece);
        let plain = piece("plain", "original", false);
        let jtj = ["jtj".to_owned()];
        let touching = PieceClass { touches: &jtj, findings: &[(Severity::Warn, Gate::Legal)], ..plain };
        let touched = Condition { touched: Some(true), ..Condition::default() };
        assert_eq!((told(touched.clone(), &plain), told(touched, &touching)), (Some(Part::Touched), None));
        let of = Condition { touches: vec!["jyj".to_owned()], ..Condition::default() };
        assert_eq!(told(of, &touching), Some(Part::Touches));
        let column = Condition { columns: vec!["minsheng".to_owned()], ..Condition::default() };
        assert_eq!(told(column, &plain), Some(Part::Column));
        let finding =
            |severity, gate| Condition { finding: Some(FindingCondition { severity, gate }), ..Condition::default() };
        assert_eq!(told(finding(Severity::Note, None), &plain), Some(Part::Finding));
        assert_eq!(told(finding(Severity::Note, None), &touching), None);
        assert_eq!(told(finding(Severity::Warn, Some(Gate::Legal)), &touching), None);
        assert_eq!(told(finding(Severity::Block, None), &touching), Some(Part::Finding));
        assert_eq!(told(finding(Severity::Warn, Some(Gate::Policy)), &touching), Some(Part::Finding));
    }

    #[test]
    fn a_definition_stored_before_co_signing_reads_as_before() {
        let old = serde_json::json!({ "kinds": [], "sensitivity": null, "origin": null, "emergency": null, "departments": [] });
        assert_eq!(serde_json::from_value::<Condition>(old).unwrap(), Condition::default());
    }

    #[test]
    fn every_default_chain_passes_all_six_gates_in_one_step() {
        for rule in parse(DEFAULT).unwrap() {
            assert!(rule.steps.iter().any(|step| step.gates == Gate::ALL), "{}", rule.name);
        }
    }

    #[test]
    fn c17_a_chain_for_what_is_sensitive_or_urgent_ends_with_the_principal() {
        for rule in parse(DEFAULT).unwrap().iter().filter(|rule| rule.name == "sensitive" || rule.name == "emergency") {
            let last = rule.steps.last().unwrap();
            assert!(last.sign_off && last.role == Role::Principal, "{}", rule.name);
        }
    }
}
