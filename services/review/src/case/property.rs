//! Thousands of random rules, people and acts on the product's own rules of a case, judged by a second, plainer reading of what
//! must hold: nobody decides on their own piece (I2, I3), nothing is approved with a gate undecided or a co-signer missing, and what
//! asks for a person's eye is passed in no bulk.

mod machine;
mod making;

use std::cell::Cell;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use tenancy::{Policy, Role};

use self::machine::{Machine, department, person};
use self::making::{Act, PEOPLE, Person, Story};
use super::{CaseState, Decision, Step, Verdict};
use crate::rule::{PieceClass, RuleDefinition, check, choose};
use crate::{Gate, Severity};

/// Of what is said in a case, who said it at which step.
type Said = (platform::PersonId, super::StepId);

fn rule_of(story: &Story) -> &RuleDefinition {
    let touches: Vec<String> = story.touches.iter().map(|place| format!("d{place}")).collect();
    let piece = PieceClass {
        kind: "news",
        sensitivity: if story.sensitive { "sensitive" } else { "plain" },
        origin: "original",
        emergency: story.emergency,
        department: "d0",
        column: "",
        touches: &touches,
        findings: &[],
    };
    choose(&story.rules, &piece).unwrap()
}

/// Whether someone may say anything at a step, read off their roles without the product's help.
fn entitled(story: &Story, machine: &Machine, said: Said) -> bool {
    let place = (0..PEOPLE).find(|place| person(*place) == said.0).unwrap();
    let who: &Person = &story.people[place];
    let step: &Step = machine.steps.iter().find(|step| step.id == said.1).unwrap();
    let writes = |place: usize| story.people[place].writes || place == 0;
    let role = |(role, at): &(Role, Option<usize>)| {
        let fits = *role == step.role || step.co_sign && *role == Role::Principal;
        fits && at.is_none_or(|at| Some(department(at)) == step.department)
    };
    let lent = step.sign_off && who.lends.is_some_and(|principal| principal != place && !writes(principal));
    let taken = machine.taken.as_ref().is_some_and(|taken| taken.person == said.0);
    !writes(place) && (who.roles.iter().any(role) || lent || taken)
}

/// What must hold after every act.
fn always(story: &Story, machine: &Machine) -> Result<(), TestCaseError> {
    let judged = machine.verdicts.iter().map(|said| (said.person, said.step));
    let decided = || machine.decisions.iter().map(|said| (said.person, said.step));
    for said in judged.chain(decided()) {
        prop_assert!(entitled(story, machine, said), "I2, I3: {:?} said a word on it", said.0);
    }
    for (index, said) in machine.decisions.iter().enumerate() {
        let before = || machine.decisions[..index].iter().filter(|other| other.person == said.person);
        prop_assert!(before().all(|other| other.step != said.step), "a step decided twice by one person");
        let step = machine.steps.iter().find(|step| step.id == said.step).unwrap();
        let alone = step.repeat_allowed || said.by_override.is_some() || before().next().is_none();
        prop_assert!(alone, "two steps decided by one person");
    }
    self::alone(story, machine)
}

/// What must hold of what was passed among others.
fn alone(story: &Story, machine: &Machine) -> Result<(), TestCaseError> {
    prop_assert!(!machine.bulk_gates.contains(&Gate::Secrecy), "C16: secrecy was judged in bulk");
    if machine.bulk.is_empty() {
        return Ok(());
    }
    prop_assert!(!story.sensitive && !story.emergency, "C16: a sensitive or urgent piece was passed in bulk");
    let open = story.found.is_some_and(|(severity, stands)| severity != Severity::Note && !stands);
    prop_assert!(!open, "C16: a piece with an open finding was passed in bulk");
    for said in &machine.bulk {
        let step = machine.steps.iter().find(|step| step.id == said.1).unwrap();
        prop_assert!(step.bulk && !step.sign_off && !step.gates.contains(&Gate::Secrecy), "C16: no step for a bulk");
        prop_assert!(entitled(story, machine, *said), "I3: {:?} passed it in bulk", said.0);
    }
    Ok(())
}

/// What must hold of an approval.
fn whole(story: &Story, rule: &RuleDefinition, machine: &Machine) -> Result<(), TestCaseError> {
    let passes = |step: &Step| {
        machine.decisions.iter().filter(|said| said.step == step.id && said.decision != Decision::Return).count()
    };
    for step in &machine.steps {
        let asked = if step.quorum_of_all { 1 } else { usize::try_from(step.quorum.max(1)).unwrap() };
        prop_assert!(asked <= passes(step), "I2: step {} has {} of {asked} decisions", step.position, passes(step));
        let of = |gate: Gate| machine.verdicts.iter().filter(move |said| said.step == step.id && said.gate == gate);
        for gate in &step.gates {
            prop_assert!(of(*gate).next().is_some(), "I3: {gate:?} of step {} is undecided", step.position);
            prop_assert!(of(*gate).all(|said| said.verdict == Verdict::Pass), "I3: {gate:?} was returned");
        }
    }
    for gate in Gate::LOCKED {
        prop_assert!(machine.verdicts.iter().any(|said| said.gate == gate), "I3: {gate:?} was never asked");
    }
    if rule.steps.iter().any(|step| step.co_sign) {
        for touched in &story.touches {
            let signed = |step: &&Step| step.co_sign && step.department == Some(department(*touched));
            prop_assert!(
                machine.steps.iter().any(|step| signed(&step) && 0 < passes(step)),
                "I3: {touched} is missing"
            );
        }
    }
    if story.sensitive || story.emergency {
        let signed = machine.decisions.iter().any(|said| said.decision == Decision::SignOff);
        prop_assert!(signed, "C17: nobody signed off");
    }
    Ok(())
}

/// Everyone tries everything until nothing moves, so that many cases come to their end.
fn drive(story: &Story, machine: &mut Machine) -> Result<(), TestCaseError> {
    loop {
        let mut moved = false;
        for who in 0..PEOPLE {
            for step in 0..machine.steps.len() {
                moved |= machine.act(&Act::Bulk { who, step });
                for gate in 0..Gate::ALL.len() {
                    moved |= machine.act(&Act::Judge { who, step, gate, pass: true });
                }
                moved |= machine.act(&Act::Decide { who, step, back: false });
            }
            always(story, machine)?;
        }
        if !moved {
            return Ok(());
        }
    }
}

#[tokio::test]
async fn i2_i3_over_random_rules_and_acts_nobody_decides_their_own_piece_and_no_gate_or_co_signer_is_passed_over() {
    let policy = Arc::new(Policy::load().await.unwrap());
    let (checked, approved, co_signed, in_bulk) = (Cell::new(0), Cell::new(0), Cell::new(0), Cell::new(0));
    let config = ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let ran = runner.run(&making::story(), |story| {
        if check(&story.rules).is_err() {
            return Ok(());
        }
        checked.set(checked.get() + 1);
        let rule = rule_of(&story);
        let mut machine = Machine::open(&story, rule, &policy);
        for act in &story.acts {
            machine.act(act);
            always(&story, &machine)?;
        }
        drive(&story, &mut machine)?;
        if machine.case.state == CaseState::Approved {
            whole(&story, rule, &machine)?;
            approved.set(approved.get() + 1);
            in_bulk.set(in_bulk.get() + i32::from(!machine.bulk.is_empty()));
            co_signed.set(co_signed.get() + i32::from(machine.steps.iter().any(|step| step.co_sign)));
        }
        Ok(())
    });
    assert!(ran.is_ok(), "{}", ran.unwrap_err());
    // Had hardly any set held or any case come through, nothing would have been shown.
    let seen = (checked.get(), approved.get(), co_signed.get(), in_bulk.get());
    assert!(
        500 <= seen.0 && 100 <= seen.1 && 20 <= seen.2 && 10 <= seen.3,
        "checked, approved, co-signed, passed in bulk: {seen:?}"
    );
}
