//! Looks through every class of piece for one that a set of rules leaves without a chain, a sign-off or a decision.
//!
//! A condition is a conjunction of parts, each about one feature of a piece, so pieces are built feature by feature and two values
//! that the same rules pass need be followed only once: what is walked is the rules' distinctions, not the product of all values.
//! Of departments touched and of findings it is enough to try none and each alone. Every condition on them but `touched` only
//! asks for more, so a piece with several that shows a fault of a rule shows it still with the one that the rule asked for: no
//! higher rule can match the smaller piece that did not match the larger, and `touched` is the same for both.

use std::collections::HashSet;

use super::example::Example;
use super::{Part, RuleDefinition};
use crate::{Gate, Severity};

pub(super) const KINDS: [&str; 5] = ["news", "notice", "policy", "interpretation", "clarification"];
pub(super) const SENSITIVITIES: [&str; 2] = ["plain", "sensitive"];
pub(super) const ORIGINS: [&str; 3] = ["original", "reprint", super::RELAY];

/// The most rules of a set: each is a bit of the walk.
pub(super) const MOST_RULES: usize = 60;

/// What each rule was seen to do, with a piece to show it.
#[derive(Debug, Default)]
pub(super) struct Covered {
    /// A piece that no rule matches.
    pub(super) bare: Option<Example>,
    /// By rule: a piece it holds for.
    pub(super) held: Vec<Option<Example>>,
    /// By rule: a piece that needs the sign-off and does not get it.
    pub(super) unsigned: Vec<Option<Example>>,
    /// By rule: a piece that it lets through with no decision.
    pub(super) undecided: Vec<Option<Example>>,
}

/// Looks through every class.
pub(super) fn cover(rules: &[RuleDefinition]) -> Covered {
    let rules = rules.get(..MOST_RULES).unwrap_or(rules);
    let none = vec![None; rules.len()];
    let covered = Covered { bare: None, held: none.clone(), unsigned: none.clone(), undecided: none };
    let mut walk = Walk { rules, seen: HashSet::new(), covered };
    walk.down(0, u64::MAX, &Example::PLAIN);
    walk.covered
}

/// Features in the order they are settled, each with the parts of a condition that ask about it.
const FEATURES: [&[Part]; 8] = [
    &[Part::Sensitivity],
    &[Part::Emergency],
    &[Part::Kind],
    &[Part::Origin],
    &[Part::Department],
    &[Part::Column],
    &[Part::Touched, Part::Touches],
    &[Part::Finding],
];

struct Walk<'a> {
    rules: &'a [RuleDefinition],
    /// Feature, the rules still alive, whether the piece needs a sign-off, whether it touches a department.
    seen: HashSet<(usize, u64, bool, bool)>,
    covered: Covered,
}

impl Walk<'_> {
    fn down(&mut self, depth: usize, alive: u64, piece: &Example) {
        let needs = needs_sign_off(piece);
        if !self.seen.insert((depth, alive, needs, !piece.touches.is_empty())) {
            return;
        }
        let Some(parts) = FEATURES.get(depth).copied() else { return self.arrive(alive, piece) };
        for next in self.values(parts, piece) {
            let mut left = 0;
            for (bit, rule) in (0..).zip(self.rules) {
                let holds = parts.iter().all(|part| rule.when.holds(*part, &next.class()));
                left |= u64::from(holds) << bit;
            }
            self.down(depth + 1, alive & left, &next);
        }
    }

    /// The piece with each value of the next feature that a rule could tell apart.
    fn values(&self, parts: &[Part], piece: &Example) -> Vec<Example> {
        let of = |change: &dyn Fn(&mut Example)| {
            let mut next = piece.clone();
            change(&mut next);
            next
        };
        let slugs = |named: fn(&RuleDefinition) -> &Vec<String>| {
            let mut slugs: Vec<String> = self.rules.iter().flat_map(named).cloned().collect();
            slugs.sort_unstable();
            slugs.dedup();
            slugs
        };
        match parts.first() {
            Some(Part::Sensitivity) => SENSITIVITIES.map(|word| of(&|next| next.sensitivity = word)).into(),
            Some(Part::Emergency) => [false, true].map(|is| of(&|next| next.emergency = is)).into(),
            Some(Part::Kind) => KINDS.map(|word| of(&|next| next.kind = word)).into(),
            Some(Part::Origin) => ORIGINS.map(|word| of(&|next| next.origin = word)).into(),
            Some(Part::Department) => std::iter::once(String::new())
                .chain(slugs(|rule| &rule.when.departments))
                .map(|slug| of(&|next| next.department.clone_from(&slug)))
                .collect(),
            Some(Part::Column) => std::iter::once(String::new())
                .chain(slugs(|rule| &rule.when.columns))
                .map(|slug| of(&|next| next.column.clone_from(&slug)))
                .collect(),
            Some(Part::Touched | Part::Touches) => std::iter::once(Vec::new())
                .chain(std::iter::once(vec![String::new()]))
                .chain(slugs(|rule| &rule.when.touches).into_iter().map(|slug| vec![slug]))
                .map(|slugs| of(&|next| next.touches.clone_from(&slugs)))
                .collect(),
            Some(Part::Finding) | None => {
                let weights = [Severity::Note, Severity::Warn, Severity::Block];
                let all = weights.into_iter().flat_map(|weight| Gate::ALL.map(|gate| vec![(weight, gate)]));
                std::iter::once(Vec::new())
                    .chain(all)
                    .map(|found| of(&|next| next.findings.clone_from(&found)))
                    .collect()
            }
        }
    }

    /// A whole piece, and the rules that match it.
    fn arrive(&mut self, alive: u64, piece: &Example) {
        let matching = (0_usize..).zip(self.rules).filter(|(bit, _)| alive >> bit & 1 == 1);
        let Some((index, rule)) = matching.max_by_key(|(_, rule)| rule.priority) else {
            self.covered.bare.get_or_insert_with(|| piece.clone());
            return;
        };
        let note = |list: &mut Vec<Option<Example>>| {
            if let Some(place) = list.get_mut(index) {
                place.get_or_insert_with(|| piece.clone());
            }
        };
        note(&mut self.covered.held);
        if needs_sign_off(piece) && !rule.steps.iter().any(|step| step.sign_off) {
            note(&mut self.covered.unsigned);
        }
        if rule.steps.iter().all(|step| step.co_sign && piece.touches.is_empty()) {
            note(&mut self.covered.undecided);
        }
    }
}

fn needs_sign_off(piece: &Example) -> bool {
    piece.emergency || piece.sensitivity == "sensitive"
}
