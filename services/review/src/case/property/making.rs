//! Random sets of rules, people and acts. Most sets are made to hold; whether they do is for the product's own check to say.

use proptest::prelude::*;
use proptest::sample::subsequence;
use tenancy::Role;

use crate::rule::{Condition, Deadline, Quorum, RuleDefinition, StepPlan, StepScope};
use crate::{Gate, Severity};

/// How many departments there are; the first is the piece's own.
pub(super) const DEPARTMENTS: usize = 3;
/// How many people.
pub(super) const PEOPLE: usize = 9;

/// Someone, in plain words.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Roles, each in a department or in the county.
    pub(super) roles: Vec<(Role, Option<usize>)>,
    /// Whose sign-off was lent to them.
    pub(super) lends: Option<usize>,
    pub(super) writes: bool,
}

/// One try at something.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Judge {
        who: usize,
        step: usize,
        gate: usize,
        pass: bool,
    },
    Decide {
        who: usize,
        step: usize,
        back: bool,
    },
    /// Passes the step among others.
    Bulk {
        who: usize,
        step: usize,
    },
    TakeThrough {
        who: usize,
    },
    Leave {
        who: usize,
    },
}

/// All of one run.
#[derive(Clone, Debug)]
pub(super) struct Story {
    pub(super) rules: Vec<RuleDefinition>,
    pub(super) people: Vec<Person>,
    pub(super) touches: Vec<usize>,
    pub(super) sensitive: bool,
    pub(super) emergency: bool,
    /// What the checks found, if anything, and whether somebody let it stand.
    pub(super) found: Option<(Severity, bool)>,
    pub(super) acts: Vec<Act>,
}

pub(super) fn story() -> impl Strategy<Value = Story> {
    let people = prop::collection::vec(person(), PEOPLE);
    let touches = subsequence((1..DEPARTMENTS).collect::<Vec<_>>(), 0..DEPARTMENTS);
    let acts = prop::collection::vec(act(), 0..50);
    let severity = prop::sample::select(vec![Severity::Note, Severity::Warn, Severity::Block]);
    let found = prop::option::weighted(0.4, (severity, any::<bool>()));
    let class = (prop::bool::weighted(0.3), prop::bool::weighted(0.3), found);
    (rules(), people, touches, class, acts).prop_map(
        |(rules, mut people, touches, (sensitive, emergency, found), acts)| {
            // A piece has a writer.
            people[0].writes = true;
            Story { rules, people, touches, sensitive, emergency, found, acts }
        },
    )
}

fn person() -> impl Strategy<Value = Person> {
    let role =
        prop::sample::select(vec![Role::DepartmentReviewer, Role::CountyReviewer, Role::Principal, Role::Editor]);
    let roles = prop::collection::vec((role, prop::option::of(0..DEPARTMENTS)), 1..4);
    (roles, prop::option::weighted(0.2, 0..PEOPLE), prop::bool::weighted(0.25))
        .prop_map(|(roles, lends, writes)| Person { roles, lends, writes })
}

fn act() -> impl Strategy<Value = Act> {
    let (who, step) = (0..PEOPLE, 0..8_usize);
    prop_oneof![
        10 => (who.clone(), step.clone(), 0..6_usize, prop::bool::weighted(0.98))
            .prop_map(|(who, step, gate, pass)| Act::Judge { who, step, gate, pass }),
        8 => (who.clone(), step.clone(), prop::bool::weighted(0.03)).prop_map(|(who, step, back)| Act::Decide { who, step, back }),
        4 => (who.clone(), step).prop_map(|(who, step)| Act::Bulk { who, step }),
        1 => who.clone().prop_map(|who| Act::TakeThrough { who }),
        1 => who.prop_map(|who| Act::Leave { who }),
    ]
}

fn rules() -> impl Strategy<Value = Vec<RuleDefinition>> {
    let some = prop::collection::vec((condition(), chain(), any::<bool>()), 0..3);
    (some, chain(), prop::bool::weighted(0.9)).prop_map(|(some, last, signs)| {
        let mut rules: Vec<RuleDefinition> =
            some.into_iter().zip(2..).map(|((when, steps, signs), place)| rule(place, when, steps, signs)).collect();
        rules.push(rule(1, Condition::default(), last, signs));
        rules
    })
}

fn rule(place: i32, when: Condition, mut steps: Vec<StepPlan>, signs: bool) -> RuleDefinition {
    if signs {
        steps.push(StepPlan { role: Role::Principal, sign_off: true, co_sign: false, bulk: false, ..steps[0].clone() });
    }
    let (name, title) = (format!("rule-{place}"), format!("规则{place}"));
    RuleDefinition { title_en: name.clone(), name, title, priority: place, when, steps }
}

fn condition() -> impl Strategy<Value = Condition> {
    let word = prop::option::of(prop::sample::select(vec!["plain".to_owned(), "sensitive".to_owned()]));
    (word, prop::option::of(any::<bool>()), prop::option::of(any::<bool>())).prop_map(
        |(sensitivity, emergency, touched)| Condition { sensitivity, emergency, touched, ..Condition::default() },
    )
}

/// A chain in which, nine times of ten, a step that always takes place has every locked gate.
fn chain() -> impl Strategy<Value = Vec<StepPlan>> {
    (prop::collection::vec(step(), 1..4), any::<prop::sample::Index>(), prop::bool::weighted(0.9)).prop_map(
        |(mut steps, at, locked)| {
            if locked {
                let at = at.index(steps.len());
                steps[at].co_sign = false;
                steps[at].bulk = false;
                steps[at].gates = Gate::LOCKED.into();
            }
            steps
        },
    )
}

fn step() -> impl Strategy<Value = StepPlan> {
    let role = prop::sample::select(vec![Role::DepartmentReviewer, Role::CountyReviewer, Role::Principal]);
    let scope = prop::sample::select(vec![StepScope::Department, StepScope::County]);
    let quorum = prop_oneof![3 => Just(Quorum::Number(1)), 1 => Just(Quorum::Number(2)), 2 => Just(Quorum::All)];
    let gates = subsequence(Gate::ALL.to_vec(), 0..4);
    let flags = (prop::bool::weighted(0.3), prop::bool::weighted(0.3), prop::bool::weighted(0.3));
    (role, scope, quorum, gates, flags).prop_map(|(role, scope, quorum, gates, (co_sign, repeat_allowed, bulk))| {
        let bulk = bulk && !gates.contains(&Gate::Secrecy);
        let role = if co_sign && role == Role::CountyReviewer { Role::DepartmentReviewer } else { role };
        let (name, name_en) = ("一步".to_owned(), "a step".to_owned());
        let deadline = Deadline { minutes: 60, working: false };
        let sign_off = false;
        StepPlan { name, name_en, role, scope, quorum, gates, sign_off, deadline, repeat_allowed, co_sign, bulk }
    })
}
