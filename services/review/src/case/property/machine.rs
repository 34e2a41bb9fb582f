//! A case without its tables: the product's own rules, moved as the use cases move them.

use std::sync::Arc;

use content::{ArticleId, Digest, RevisionId};
use platform::{Caller, CountyId, DepartmentId, Path, PersonId, Reach};
use tenancy::delegation::{DelegationId, Held};
use tenancy::region::Department;
use tenancy::{Actor, Membership, Policy};
use time::OffsetDateTime;
use uuid::Uuid;

use super::making::{Act, DEPARTMENTS, Person, Story};
use crate::case::bulk::fits;
use crate::case::may::ask;
use crate::case::plan::expand;
use crate::case::{
    Case, CaseId, CaseState, Decision, GateVerdict, Step, StepDecision, StepId, StepState, Verdict, decide, flow,
    may_decide, open,
};
use crate::debt::{Override, OverrideId};
use crate::findings::{Acceptance, Seen};
use crate::rule::{RuleDefinition, RuleId};
use crate::{Finding, Gate, Severity};

const COUNTY: CountyId = CountyId(411_325);
const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

pub(super) fn department(place: usize) -> DepartmentId {
    DepartmentId(Uuid::from_u128(100 + place as u128))
}

pub(super) fn person(place: usize) -> PersonId {
    PersonId(Uuid::from_u128(200 + place as u128))
}

/// The case, and all that was said on it.
pub(super) struct Machine {
    pub(super) case: Case,
    pub(super) steps: Vec<Step>,
    pub(super) verdicts: Vec<GateVerdict>,
    pub(super) decisions: Vec<StepDecision>,
    pub(super) taken: Option<Override>,
    /// Who passed which step among others.
    pub(super) bulk: Vec<(PersonId, StepId)>,
    /// The gates that were judged so.
    pub(super) bulk_gates: Vec<Gate>,
    plain: bool,
    found: Vec<Seen>,
    emergency: bool,
    actors: Vec<Actor>,
    policy: Arc<Policy>,
}

impl Machine {
    /// The case of a story's piece under a rule, its first stage open.
    pub(super) fn open(story: &Story, rule: &RuleDefinition, policy: &Arc<Policy>) -> Self {
        let departments: Vec<Department> = (0..DEPARTMENTS).map(named).collect();
        let touched: Vec<&Department> = story.touches.iter().map(|place| &departments[*place]).collect();
        let planned = expand(rule, &touched);
        let writers = (0..story.people.len()).filter(|place| story.people[*place].writes).map(person).collect();
        let case = Case {
            id: CaseId(Uuid::from_u128(1)),
            article: ArticleId(Uuid::from_u128(2)),
            revision: RevisionId(Uuid::from_u128(3)),
            digest: Digest::default(),
            department: department(0),
            author: person(0),
            writers,
            rule: RuleId(Uuid::from_u128(4)),
            rule_version: 1,
            state: CaseState::Open,
            current_step: 1,
            co_signers: planned.iter().filter_map(|step| step.co_signer.map(|row| row.id)).collect(),
            opened_at: NOW,
            closed_at: None,
        };
        let id = |place: i32| StepId(Uuid::from_u128(300 + u128::try_from(place).unwrap()));
        let steps = (1..).zip(&planned).map(|(place, planned)| open::laid(id(place), &case, place, planned)).collect();
        let actors = (0..story.people.len()).map(|place| actor(place, &story.people[place], policy)).collect();
        let (emergency, policy) = (story.emergency, policy.clone());
        let (verdicts, decisions, taken) = (Vec::new(), Vec::new(), None);
        let (bulk, bulk_gates) = (Vec::new(), Vec::new());
        let (plain, found) = (!story.sensitive && !emergency, story.found.map(finding).into_iter().collect());
        let mut machine =
            Self { case, steps, verdicts, decisions, taken, bulk, bulk_gates, plain, found, emergency, actors, policy };
        machine.open_stage(1);
        machine
    }

    /// Tries an act. True when it was taken.
    pub(super) fn act(&mut self, act: &Act) -> bool {
        match *act {
            Act::Judge { who, step, gate, pass } => self.judge(who, step, gate, pass),
            Act::Decide { who, step, back } => self.decide(who, step, back),
            Act::Bulk { who, step } => self.pass_in_bulk(who, step),
            Act::TakeThrough { who } => self.take_through(who),
            Act::Leave { who } => self.leave(who),
        }
    }

    fn judge(&mut self, who: usize, step: usize, gate: usize, pass: bool) -> bool {
        let Some(step) = self.steps.get(step).filter(|step| step.gates.contains(&Gate::ALL[gate])) else {
            return false;
        };
        let Ok(standing) = ask(&self.actors[who], &self.case, step, &self.decisions, self.taken.as_ref()) else {
            return false;
        };
        let (step, gate, person) = (step.id, Gate::ALL[gate], standing.person);
        // The table's key: nobody judges a gate twice.
        if self.verdicts.iter().any(|said| (said.step, said.gate, said.person) == (step, gate, person)) {
            return false;
        }
        let verdict = if pass { Verdict::Pass } else { Verdict::Return };
        let (reason, findings) = (String::new(), Vec::new());
        self.verdicts.push(GateVerdict { step, gate, person, verdict, reason, findings, decided_at: NOW });
        true
    }

    /// Passes a step among others: every gate of it by this person, then the step.
    fn pass_in_bulk(&mut self, who: usize, index: usize) -> bool {
        let Some(step) = self.steps.get(index).cloned() else { return false };
        let Ok(standing) = ask(&self.actors[who], &self.case, &step, &self.decisions, self.taken.as_ref()) else {
            return false;
        };
        if fits(&step, self.plain, &self.verdicts, &self.found, 0).is_err() || standing.by_override.is_some() {
            return false;
        }
        for gate in &step.gates {
            let place = Gate::ALL.iter().position(|one| one == gate).unwrap();
            if self.judge(who, index, place, true) {
                self.bulk_gates.push(*gate);
            }
        }
        let passed = self.decide(who, index, false);
        if passed {
            self.bulk.push((standing.person, step.id));
        }
        passed
    }

    fn decide(&mut self, who: usize, index: usize, back: bool) -> bool {
        let Some(step) = self.steps.get(index).cloned() else { return false };
        let Ok(standing) = ask(&self.actors[who], &self.case, &step, &self.decisions, self.taken.as_ref()) else {
            return false;
        };
        let decision = match (back, step.sign_off) {
            (true, _) => Decision::Return,
            (_, true) => Decision::SignOff,
            _ => Decision::Pass,
        };
        if decide::allowed(&step, &self.verdicts, decision, "理由").is_err() {
            return false;
        }
        self.decisions.push(StepDecision {
            step: step.id,
            person: standing.person,
            role: step.role,
            decision,
            reason: String::new(),
            decided_at: NOW,
            delegated: standing.delegated,
            by_override: standing.by_override,
        });
        match decision {
            Decision::Return => self.case.state = CaseState::Returned,
            _ if flow::quorum_reached(&step, &self.decisions) => self.passed(index),
            _ => {}
        }
        true
    }

    fn passed(&mut self, index: usize) {
        self.steps[index].state = StepState::Passed;
        match flow::next(&self.steps) {
            flow::Next::Wait => {}
            flow::Next::Stage(stage) => self.open_stage(stage),
            flow::Next::Approve => self.case.state = CaseState::Approved,
        }
    }

    fn open_stage(&mut self, stage: i32) {
        for index in 0..self.steps.len() {
            if self.steps[index].stage == stage && self.steps[index].state == StepState::Waiting {
                self.steps[index].state = StepState::Open;
                self.recount(index, i32::MAX);
            }
        }
    }

    /// The principal of the county takes an emergency through.
    fn take_through(&mut self, who: usize) -> bool {
        let fits = self.emergency && self.taken.is_none() && self.case.state == CaseState::Open;
        let may = self.actors[who].may(tenancy::Action::ReviewOverride, tenancy::Scope::County);
        let one = person(who);
        if !fits || !may || self.case.writers.contains(&one) {
            return false;
        }
        let (case, department) = (self.case.id, self.case.department);
        let id = OverrideId(Uuid::from_u128(5));
        self.taken = Some(Override { id, case, department, person: one, reason: String::new(), taken_at: NOW });
        true
    }

    /// Their roles end, and open steps that ask for all ask for those who are left.
    fn leave(&mut self, who: usize) -> bool {
        let caller = self.actors[who].caller().clone();
        self.actors[who] = Actor::new(caller, Vec::new(), self.policy.clone());
        for index in 0..self.steps.len() {
            let step = &self.steps[index];
            if self.case.state != CaseState::Open || step.state != StepState::Open || !step.quorum_of_all {
                continue;
            }
            let quorum = step.quorum;
            let able = self.recount(index, quorum);
            let step = &self.steps[index];
            let ready = flow::quorum_reached(step, &self.decisions) && flow::gates_passed(step, &self.verdicts);
            if able == 0 && ready {
                self.passed(index);
            }
        }
        true
    }

    fn recount(&mut self, index: usize, quorum: i32) -> i32 {
        let step = &self.steps[index];
        let may = |actor: &&Actor| may_decide(actor, &self.case, step, &self.decisions, None);
        let able = i32::try_from(self.actors.iter().filter(may).count()).unwrap();
        let passed = self.decisions.iter().filter(|said| said.step == step.id && said.decision != Decision::Return);
        let passed = i32::try_from(passed.count()).unwrap();
        if step.quorum_of_all {
            self.steps[index].quorum = flow::quorum_of_all(quorum, passed, able);
        }
        able
    }
}

fn named(place: usize) -> Department {
    let (slug, name, kind) = (format!("d{place}"), format!("部门{place}"), "bureau".to_owned());
    Department { id: department(place), slug, name_en: name.clone(), name, kind }
}

fn actor(place: usize, who: &Person, policy: &Arc<Policy>) -> Actor {
    let caller = Caller::staff(COUNTY, department(0), person(place), "某人", Reach::County, Path::Console);
    let of = |(role, at): &(tenancy::Role, Option<usize>)| Membership { role: *role, department: at.map(department) };
    let actor = Actor::new(caller, who.roles.iter().map(of).collect(), policy.clone());
    let lent = who.lends.filter(|principal| *principal != place);
    let held =
        |principal| Held { id: DelegationId(Uuid::from_u128(6)), principal: person(principal), department: None };
    actor.carrying(lent.map(held).into_iter().collect())
}

fn finding((severity, accepted): (Severity, bool)) -> Seen {
    let text = String::new;
    let (gate, code, message, message_en, excerpt) = (Gate::Wording, text(), text(), text(), text());
    let (place, suggestion, acceptable, word) = (None, None, true, None);
    let finding = Finding { gate, code, severity, message, message_en, excerpt, place, suggestion, acceptable, word };
    let accepted = accepted.then(|| Acceptance { by: person(0), name: text(), reason: text(), at: NOW });
    Seen { finding, accepted }
}
