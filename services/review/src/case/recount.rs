//! Somebody who decides has left, or came: an open step that asks for all asks for those who are left, and a step that nobody is
//! left to decide says so.

use platform::audit::Entry;
use platform::{Storage, TenantTx};

use super::decide::{DecideError, passed};
use super::{Able, Case, CaseState, Step, StepId, StepState, flow, store};

/// Looks at one open step again. True when anything changed: only then is there something to commit.
///
/// # Errors
/// When the database fails, or the approval that follows is refused.
pub(crate) async fn recount(tx: &mut TenantTx, case: &Case, step: StepId) -> Result<bool, DecideError> {
    let Some(mut case) = store::lock(tx, case.id).await?.filter(|case| case.state == CaseState::Open) else {
        return Ok(false);
    };
    let mut steps = store::steps_of(tx, &[case.id]).await?;
    let Some(index) = steps.iter().position(|held| held.id == step && held.state == StepState::Open) else {
        return Ok(false);
    };
    let Some(able) = store::able(tx, &[step]).await?.pop() else { return Ok(false) };
    let Some(step) = steps.get_mut(index) else { return Ok(false) };
    let mut changed = settle(tx, &case, step, &able).await?;
    let decisions = store::decisions_of(tx, &[case.id]).await?;
    if step.quorum_of_all && able.people.is_empty() && flow::quorum_reached(step, &decisions) {
        let verdicts = store::verdicts_of(tx, &[case.id]).await?;
        if flow::gates_passed(step, &verdicts) {
            passed(tx, &mut case, steps, index, &decisions).await?;
            changed = true;
        }
    }
    if changed {
        crate::bridge::look(tx, case.id).await?;
        super::announce(tx, &case);
    }
    Ok(changed)
}

/// Lowers the quorum, and marks or unmarks a step that nobody is left to decide.
async fn settle(tx: &mut TenantTx, case: &Case, step: &mut Step, able: &Able) -> Result<bool, Storage> {
    let people = i32::try_from(able.people.len()).unwrap_or(i32::MAX);
    let mut changed = false;
    let wanted = if step.quorum_of_all { flow::quorum_of_all(step.quorum, able.passed, people) } else { step.quorum };
    let entry = |action| Entry::new(action, "review_case", case.id.0).of(case.department).with("step", step.position);
    if wanted != step.quorum {
        tx.audit(entry("review.quorum").with("from", step.quorum).with("to", wanted));
        changed = true;
    }
    // Where a gate was returned nobody can pass the step any more, and with nobody left nobody can send the piece back either.
    let stuck = able.passed.saturating_add(people) < wanted || (able.gate_returned && people == 0);
    if stuck != step.stuck_at.is_some() {
        tx.audit(
            entry(if stuck { "review.stuck" } else { "review.unstuck" }).with("able", people).with("quorum", wanted),
        );
        changed = true;
    }
    if changed {
        step.quorum = wanted;
        step.stuck_at = stuck.then(|| step.stuck_at.unwrap_or(tx.now()));
        store::save_step(tx, step).await?;
    }
    Ok(changed)
}
