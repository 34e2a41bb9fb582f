//! How a case moves, as a matter of its steps alone: when a step is passed, which stage comes next, and when there is none left.

use super::{Decision, GateVerdict, Step, StepDecision, StepState, Verdict};

/// What follows a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The stage waits for others.
    Wait,
    /// This stage opens.
    Stage(i32),
    /// Every step has passed.
    Approve,
}

/// True when every gate of the step was passed and none returned.
pub(crate) fn gates_passed(step: &Step, verdicts: &[GateVerdict]) -> bool {
    let said = || verdicts.iter().filter(|said| said.step == step.id);
    let passed = step.gates.iter().all(|gate| said().any(|said| said.gate == *gate && said.verdict == Verdict::Pass));
    passed && !said().any(|said| said.verdict == Verdict::Return)
}

/// True when so many passed the step as it asks for, and never fewer than one.
pub(crate) fn quorum_reached(step: &Step, decisions: &[StepDecision]) -> bool {
    let passes = decisions.iter().filter(|said| said.step == step.id && said.decision != Decision::Return).count();
    0 < passes && step.quorum <= i32::try_from(passes).unwrap_or(i32::MAX)
}

/// What follows, once a step was marked as passed.
pub(crate) fn next(steps: &[Step]) -> Next {
    if steps.iter().any(|step| step.state == StepState::Open) {
        return Next::Wait;
    }
    let waiting = steps.iter().filter(|step| step.state == StepState::Waiting).map(|step| step.stage).min();
    match waiting {
        Some(stage) => Next::Stage(stage),
        None if !steps.is_empty() && steps.iter().all(|step| step.state == StepState::Passed) => Next::Approve,
        None => Next::Wait,
    }
}

/// The quorum of a step that asks for all, when these many passed it and these many more may: never more than are left, never
/// grown, never below one.
pub(crate) fn quorum_of_all(quorum: i32, passed: i32, able: i32) -> i32 {
    quorum.min(passed.saturating_add(able)).max(1)
}
