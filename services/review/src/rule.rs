//! 审核规则: data that says which chain of steps a class of pieces goes through. Versioned, per county.

mod check;
mod install;
mod read;
mod replace;
pub(crate) mod store;

pub use check::check;
pub use install::{InstallError, install_default_rules};
pub use read::{RulesError, parse};
pub use replace::{ReplaceError, replace_rules};
pub use store::titles;

use serde::{Deserialize, Serialize};
use tenancy::Role;

use crate::Gate;

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
    /// `original` or `reprint`.
    pub origin: &'a str,
    /// 突发.
    pub emergency: bool,
    /// Slug of the department that wrote it.
    pub department: &'a str,
}

/// The classes a rule is for. What is empty or absent matches anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
}

impl Condition {
    /// True when the piece is of this class.
    #[must_use]
    pub fn matches(&self, piece: &PieceClass<'_>) -> bool {
        (self.kinds.is_empty() || self.kinds.iter().any(|kind| kind == piece.kind))
            && self.sensitivity.as_deref().is_none_or(|wanted| wanted == piece.sensitivity)
            && self.origin.as_deref().is_none_or(|wanted| wanted == piece.origin)
            && self.emergency.is_none_or(|wanted| wanted == piece.emergency)
            && (self.departments.is_empty() || self.departments.iter().any(|slug| slug == piece.department))
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
    use super::{DEFAULT, PieceClass, choose, parse};
    use crate::Gate;
    use tenancy::Role;

    fn chain(sensitivity: &str, origin: &str, emergency: bool) -> (String, Vec<Role>) {
        let rules = parse(DEFAULT).unwrap();
        let piece = PieceClass { kind: "news", sensitivity, origin, emergency, department: "wjw" };
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
        assert_eq!(chain("plain", "reprint", true), ("emergency".to_owned(), vec![CountyReviewer, Principal]));
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
