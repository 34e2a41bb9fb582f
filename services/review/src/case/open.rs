//! Open a case on a revision just submitted: the rule gives the chain, and its first step begins.

use content::Revision;
use platform::audit::Entry;
use platform::outbox::Event;
use platform::{Storage, TenantTx};
use tenancy::region::Department;

use super::plan::{Planned, expand};
use super::{Case, CaseId, CaseState, Step, StepId, StepState, flow, store};
use crate::rule::{Deadline, PieceClass, Quorum, Rule};

/// Why no case was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No rule of the county is for this class of piece.
    #[error("no review rule matches the piece")]
    NoRule,
    /// A case on this article is open, or this revision had its case.
    #[error("the piece is in review")]
    AlreadyOpen,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(OpenError { Storage;
    NoRule => Conflict, "NO_REVIEW_RULE", "没有适用的审核规则，请联系系统管理员";
    AlreadyOpen => Conflict, "ALREADY_IN_REVIEW", "稿件已在审核中" });

/// Opens the case of a submitted revision, in the transaction of the submission. Whether the actor may submit was asked there.
///
/// # Errors
/// When no rule matches, or the piece is in review.
pub async fn open(tx: &mut TenantTx, revision: &Revision) -> Result<Case, OpenError> {
    let departments = tenancy::region::departments(tx).await?;
    let touched: Vec<&Department> =
        departments.iter().filter(|row| row.id != revision.department && revision.touches.contains(&row.id)).collect();
    let rule = choose(tx, revision, &departments, &touched).await?.ok_or(OpenError::NoRule)?;
    let planned = expand(&rule.definition, &touched);
    let case = Case {
        id: CaseId(tx.new_id()),
        article: revision.article,
        revision: revision.id,
        digest: revision.digest,
        department: revision.department,
        author: revision.author,
        writers: revision.writers.clone(),
        rule: rule.id,
        rule_version: rule.version,
        state: CaseState::Open,
        current_step: 1,
        co_signers: planned.iter().filter_map(|step| step.co_signer.map(|row| row.id)).collect(),
        opened_at: tx.now(),
        closed_at: None,
    };
    store::insert(tx, &case).await.map_err(|error| match error.constraint() {
        Some("review_case_revision_key" | "review_case_one_open_key") => OpenError::AlreadyOpen,
        _ => OpenError::Storage(error),
    })?;
    let mut steps: Vec<Step> =
        (1..).zip(&planned).map(|(position, planned)| laid(StepId(tx.new_id()), &case, position, planned)).collect();
    for step in &steps {
        store::insert_step(tx, step, case.department).await?;
    }
    if !open_stage(tx, &case, &mut steps, 1).await? {
        // Nothing would ever be decided: no set of rules that was checked has such a chain.
        return Err(OpenError::NoRule);
    }
    tx.audit(
        Entry::new("review.open", "review_case", case.id.0)
            .of(case.department)
            .with("article", case.article)
            .with("revision", case.revision)
            .with("rule", &rule.definition.name)
            .with("rule_version", rule.version),
    );
    crate::bridge::look(tx, case.id).await?;
    announce(tx, &case);
    Ok(case)
}

async fn choose(
    tx: &mut TenantTx,
    revision: &Revision,
    departments: &[Department],
    touched: &[&Department],
) -> Result<Option<Rule>, Storage> {
    let rules = crate::rule::store::in_force(tx).await?;
    let own = departments.iter().find(|department| department.id == revision.department);
    let column = match revision.column {
        Some(id) => content::column::by_ids(tx, &[id]).await?.pop(),
        None => None,
    };
    let touches: Vec<String> = touched.iter().map(|department| department.slug.clone()).collect();
    let found = crate::findings::of_revision(tx, revision).await?;
    let findings: Vec<_> = found.iter().map(|found| (found.seen.severity, found.seen.gate)).collect();
    let piece = PieceClass {
        kind: revision.kind.as_str(),
        sensitivity: revision.sensitivity.as_str(),
        origin: crate::rule::origin_word(revision.origin, revision.relay),
        emergency: revision.emergency,
        department: own.map_or("", |department| &department.slug),
        column: column.as_ref().map_or("", |column| &column.slug),
        touches: &touches,
        findings: &findings,
    };
    let chosen = crate::rule::choose(rules.iter().map(|rule| &rule.definition), &piece).cloned();
    Ok(rules.into_iter().find(|rule| Some(&rule.definition) == chosen.as_ref()))
}

/// A step of the chain before its turn.
pub(super) fn laid(id: StepId, case: &Case, position: i32, planned: &Planned<'_>) -> Step {
    let plan = planned.plan;
    let (quorum, quorum_of_all) = match plan.quorum {
        Quorum::Number(number) => (number, false),
        Quorum::All => (1, true),
    };
    let (name, name_en) = planned.names();
    Step {
        id,
        case: case.id,
        position,
        stage: planned.stage,
        name,
        name_en,
        role: plan.role,
        department: planned.department(Some(case.department)),
        quorum,
        quorum_of_all,
        gates: plan.gates.clone(),
        sign_off: plan.sign_off,
        repeat_allowed: plan.repeat_allowed,
        co_sign: plan.co_sign,
        bulk: plan.bulk,
        deadline_minutes: plan.deadline.minutes,
        deadline_working: plan.deadline.working,
        state: StepState::Waiting,
        opened_at: None,
        due_at: None,
        closed_at: None,
        worked_minutes: None,
        reminded_at: None,
        escalated_at: None,
        stuck_at: None,
    }
}

/// Begins every step of a stage. False where it has none.
pub(super) async fn open_stage(
    tx: &mut TenantTx,
    case: &Case,
    steps: &mut [Step],
    stage: i32,
) -> Result<bool, Storage> {
    let mut any = false;
    for step in steps.iter_mut().filter(|step| step.stage == stage && step.state == StepState::Waiting) {
        open_step(tx, case, step).await?;
        any = true;
    }
    Ok(any)
}

/// Begins a step: its clock runs from now, a quorum of all becomes the number of those who may decide it, and where too few may
/// it says so at once.
async fn open_step(tx: &mut TenantTx, case: &Case, step: &mut Step) -> Result<(), Storage> {
    let able = store::able(tx, &[step.id]).await?.pop().map_or(0, |able| able.people.len());
    let able = i32::try_from(able).unwrap_or(i32::MAX);
    if step.quorum_of_all {
        step.quorum = flow::quorum_of_all(i32::MAX, 0, able);
    }
    let deadline = Deadline { minutes: step.deadline_minutes, working: step.deadline_working };
    step.state = StepState::Open;
    step.opened_at = Some(tx.now());
    step.due_at = crate::deadline::due(tx, deadline).await?;
    if able < step.quorum {
        step.stuck_at = Some(tx.now());
        let entry = Entry::new("review.stuck", "review_case", case.id.0).of(case.department);
        tx.audit(entry.with("step", step.position).with("able", able).with("quorum", step.quorum));
    }
    crate::watch::expect(tx, step).await?;
    store::save_step(tx, step).await
}

/// The work lists and the article have changed.
pub(crate) fn announce(tx: &mut TenantTx, case: &Case) {
    let department = Some(case.department);
    tx.announce(Event { kind: "work.changed", subject: case.id.0, department, person: None });
    tx.announce(Event { kind: "article.changed", subject: case.article.0, department, person: None });
}
