//! Open a case on a revision just submitted: the rule gives the chain, and its first step begins.

use content::Revision;
use platform::audit::Entry;
use platform::outbox::Event;
use platform::{Storage, TenantTx};
use tenancy::Role;

use super::{Case, CaseId, CaseState, Step, StepId, StepState, store};
use crate::rule::{Deadline, PieceClass, Quorum, Rule, StepPlan, StepScope};

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
    let rule = choose(tx, revision).await?.ok_or(OpenError::NoRule)?;
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
        opened_at: tx.now(),
        closed_at: None,
    };
    store::insert(tx, &case).await.map_err(|error| match error.constraint() {
        Some("review_case_revision_key" | "review_case_one_open_key") => OpenError::AlreadyOpen,
        _ => OpenError::Storage(error),
    })?;
    let mut steps: Vec<Step> =
        (1..).zip(&rule.definition.steps).map(|(position, plan)| planned(tx, &case, position, plan)).collect();
    for step in &steps {
        store::insert_step(tx, step, case.department).await?;
    }
    if let Some(first) = steps.first_mut() {
        open_step(tx, first).await?;
    }
    tx.audit(
        Entry::new("review.open", "review_case", case.id.0)
            .of(case.department)
            .with("article", case.article)
            .with("revision", case.revision)
            .with("rule", &rule.definition.name)
            .with("rule_version", rule.version),
    );
    announce(tx, &case);
    Ok(case)
}

async fn choose(tx: &mut TenantTx, revision: &Revision) -> Result<Option<Rule>, Storage> {
    let rules = crate::rule::store::in_force(tx).await?;
    let departments = tenancy::region::departments(tx).await?;
    let slug = departments.iter().find(|department| department.id == revision.department);
    let piece = PieceClass {
        kind: revision.kind.as_str(),
        sensitivity: revision.sensitivity.as_str(),
        origin: revision.origin.as_str(),
        emergency: revision.emergency,
        department: slug.map_or("", |department| &department.slug),
    };
    let chosen = crate::rule::choose(rules.iter().map(|rule| &rule.definition), &piece).cloned();
    Ok(rules.into_iter().find(|rule| Some(&rule.definition) == chosen.as_ref()))
}

fn planned(tx: &TenantTx, case: &Case, position: i32, plan: &StepPlan) -> Step {
    let (quorum, quorum_of_all) = match plan.quorum {
        Quorum::Number(number) => (number, false),
        Quorum::All => (1, true),
    };
    Step {
        id: StepId(tx.new_id()),
        case: case.id,
        position,
        name: plan.name.clone(),
        name_en: plan.name_en.clone(),
        role: plan.role,
        department: (plan.scope == StepScope::Department).then_some(case.department),
        quorum,
        quorum_of_all,
        gates: plan.gates.clone(),
        sign_off: plan.sign_off,
        repeat_allowed: plan.repeat_allowed,
        deadline_minutes: plan.deadline.minutes,
        deadline_working: plan.deadline.working,
        state: StepState::Waiting,
        opened_at: None,
        due_at: None,
        closed_at: None,
    }
}

/// Begins a step: its clock runs from now, and a quorum of all becomes their number.
pub(super) async fn open_step(tx: &mut TenantTx, step: &mut Step) -> Result<(), Storage> {
    if step.quorum_of_all {
        step.quorum = holders(tx, step.role, step).await?;
    }
    let deadline = Deadline { minutes: step.deadline_minutes, working: step.deadline_working };
    step.state = StepState::Open;
    step.opened_at = Some(tx.now());
    step.due_at = crate::deadline::due(tx, deadline).await?;
    store::save_step(tx, step).await
}

async fn holders(tx: &mut TenantTx, role: Role, step: &Step) -> Result<i32, Storage> {
    let held = tenancy::person::holders(tx, role, step.department).await?;
    Ok(i32::try_from(held.len()).unwrap_or(i32::MAX).max(1))
}

/// The work lists and the article have changed.
pub(crate) fn announce(tx: &mut TenantTx, case: &Case) {
    let department = Some(case.department);
    tx.announce(Event { kind: "work.changed", subject: case.id.0, department, person: None });
    tx.announce(Event { kind: "article.changed", subject: case.article.0, department, person: None });
}
