//! Which chain a piece would take, and why: the rule that holds, its steps with who could decide them today, and for every other
//! rule the first condition that did not hold.

use checks::Finding;
use content::article::CheckError;
use content::{Article, ArticleId, Checkers, ColumnId, Draft};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use tenancy::region::Department;
use tenancy::{Action, Actor, Refused, Role, Scope};

use super::draft::DraftError;
use super::{Example, Part, RuleDefinition, StepPlan, store};
use crate::case::plan::{Planned, expand};

/// What is asked about.
#[derive(Clone, Debug)]
pub enum Asked {
    /// A piece that is there, as it stands but for what is said beside it.
    Article {
        /// Which.
        id: ArticleId,
        /// Another column than its own.
        column: Option<ColumnId>,
        /// Whom it would touch as well.
        touches: Vec<DepartmentId>,
    },
    /// A class of piece.
    Class {
        /// In kind, sensitivity, origin, emergency and findings; the slugs are looked up.
        piece: Example,
        /// Whose it is.
        department: Option<DepartmentId>,
        /// Its column.
        column: Option<ColumnId>,
        /// Whom it touches.
        touches: Vec<DepartmentId>,
    },
}

/// Why another rule does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// This part of its condition does not.
    Unmet(Part),
    /// It matches, and one of a higher priority does too.
    Outranked,
}

/// A rule that does not hold.
#[derive(Clone, Debug)]
pub struct Passed {
    /// Which.
    pub rule: RuleDefinition,
    /// And why.
    pub why: Outcome,
}

/// A step as it would be opened.
#[derive(Clone, Debug)]
pub struct PlannedStep {
    /// What the rule says of it.
    pub plan: StepPlan,
    /// Steps of one stage open together.
    pub stage: i32,
    /// Whose people decide; none for the county's.
    pub department: Option<DepartmentId>,
    /// Who could decide it today.
    pub people: Vec<PersonId>,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// The piece, as rules look at it.
    pub piece: Example,
    /// The rule that holds; none where the set has a hole.
    pub chosen: Option<RuleDefinition>,
    /// Its steps.
    pub steps: Vec<PlannedStep>,
    /// The others, highest priority first.
    pub others: Vec<Passed>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum SimulateError {
    #[error("no such article")]
    NotFound,
    #[error("no such department or column")]
    Unknown,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Draft(#[from] DraftError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SimulateError { Refused, Draft, Storage; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在";
    Unknown => NotFound, "UNKNOWN_DEPARTMENT_OR_COLUMN", "所选部门或栏目不存在或已停用" });

/// Simulates a piece on the rules in force, or on the draft: the county's desk may try what is being written before it holds.
///
/// # Errors
/// When the actor may not read the rules, or the article or the draft is not there.
pub async fn simulate(
    tx: &mut TenantTx,
    actor: &Actor,
    checkers: &Checkers,
    asked: Asked,
    on_draft: bool,
) -> Result<Simulated, SimulateError> {
    actor.require(Action::RuleRead, Scope::Any)?;
    let mut rules: Vec<RuleDefinition> = if on_draft {
        store::find_draft(tx).await?.ok_or(DraftError::NotFound)?.rules
    } else {
        store::in_force(tx).await?.into_iter().map(|rule| rule.definition).collect()
    };
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.priority));
    let departments = tenancy::region::departments(tx).await?;
    let subject = subject(tx, actor, checkers, asked, &departments).await?;
    let mut chosen: Option<RuleDefinition> = None;
    let mut others = Vec::new();
    for rule in rules {
        match rule.when.unmet(&subject.piece.class()) {
            Some(part) => others.push(Passed { rule, why: Outcome::Unmet(part) }),
            None if chosen.is_some() => others.push(Passed { rule, why: Outcome::Outranked }),
            None => chosen = Some(rule),
        }
    }
    let touched: Vec<&Department> = departments.iter().filter(|row| subject.touches.contains(&row.id)).collect();
    let mut steps = Vec::new();
    for planned in chosen.iter().flat_map(|rule| expand(rule, &touched)) {
        let department = planned.department(subject.department);
        let people = people(tx, &planned, department, &subject).await?;
        steps.push(PlannedStep { plan: planned.plan.clone(), stage: planned.stage, department, people });
    }
    Ok(Simulated { piece: subject.piece, chosen, steps, others })
}

struct Subject {
    piece: Example,
    department: Option<DepartmentId>,
    touches: Vec<DepartmentId>,
    writers: Vec<PersonId>,
}

async fn subject(
    tx: &mut TenantTx,
    actor: &Actor,
    checkers: &Checkers,
    asked: Asked,
    departments: &[Department],
) -> Result<Subject, SimulateError> {
    let known = |id: &DepartmentId| departments.iter().any(|row| row.id == *id);
    match asked {
        Asked::Class { piece, department, column, touches } => {
            if !touches.iter().chain(&department).all(known) {
                return Err(SimulateError::Unknown);
            }
            let touches = touches.into_iter().filter(|id| Some(*id) != department).collect();
            filled(tx, Subject { piece, department, touches, writers: Vec::new() }, column, departments).await
        }
        Asked::Article { id, column, touches } => {
            actor.require(Action::ArticleRead, Scope::Any)?;
            if !touches.iter().all(known) {
                return Err(SimulateError::Unknown);
            }
            let article = content::article::by_ids(tx, &[id]).await?.pop().ok_or(SimulateError::NotFound)?;
            let found = found(tx, actor, checkers, &article).await?;
            let relay = is_relay(tx, &article).await?;
            let piece = Example {
                kind: article.kind.as_str(),
                sensitivity: article.sensitivity.as_str(),
                origin: super::origin_word(article.origin, relay),
                emergency: article.emergency,
                findings: found.into_iter().map(|found| (found.severity, found.gate)).collect(),
                ..Example::PLAIN
            };
            let touches = article.touches.into_iter().chain(touches).filter(|id| *id != article.department).collect();
            let (department, writers) = (Some(article.department), article.writers);
            let column = column.or(article.column);
            filled(tx, Subject { piece, department, touches, writers }, column, departments).await
        }
    }
}

/// Whether it was ordered and stands as it was.
async fn is_relay(tx: &mut TenantTx, article: &Article) -> Result<bool, Storage> {
    if article.carried.ordered.is_none() {
        return Ok(false);
    }
    let blocks = content::article::bodies(tx, &[article.id]).await?.pop().map(|(_, blocks)| blocks).unwrap_or_default();
    Ok(article.carried.is_relay(article, &blocks))
}

/// What the checks find in it as it stands. One too long to check, or that names what is gone, counts as one without findings: its
/// submission would be refused for that before any rule is asked.
async fn found(
    tx: &mut TenantTx,
    actor: &Actor,
    checkers: &Checkers,
    article: &Article,
) -> Result<Vec<Finding>, Storage> {
    let blocks = content::article::bodies(tx, &[article.id]).await?.pop().map(|(_, blocks)| blocks).unwrap_or_default();
    let draft = Draft {
        title: article.title.clone(),
        summary: article.summary.clone(),
        blocks: serde_json::to_value(blocks).unwrap_or_default(),
        kind: article.kind,
        sensitivity: article.sensitivity,
        origin: article.origin,
        emergency: article.emergency,
        ai: article.ai,
        column: article.column,
        topics: article.topics.clone(),
        touches: article.touches.clone(),
        source: article.source,
        source_url: article.source_url.clone(),
        provenance: article.provenance.clone(),
        cover: article.cover,
        cover_focus: article.cover_focus,
        variants: article.variants.clone(),
        policy: article.policy,
        correction: article.correction.clone(),
    };
    match content::article::check(tx, actor, checkers, draft).await {
        Ok(checks) => Ok(checks.findings),
        Err(CheckError::Storage(error)) => Err(error),
        Err(CheckError::Refused(_) | CheckError::Invalid(_) | CheckError::TooLong) => Ok(Vec::new()),
    }
}

/// With the slugs of what is named by id.
async fn filled(
    tx: &mut TenantTx,
    mut subject: Subject,
    column: Option<ColumnId>,
    departments: &[Department],
) -> Result<Subject, SimulateError> {
    let slug = |id: DepartmentId| departments.iter().find(|row| row.id == id).map(|row| row.slug.clone());
    subject.piece.department = subject.department.and_then(slug).unwrap_or_default();
    subject.piece.touches = subject.touches.iter().copied().filter_map(slug).collect();
    if let Some(id) = column {
        subject.piece.column = content::column::by_ids(tx, &[id]).await?.pop().ok_or(SimulateError::Unknown)?.slug;
    }
    Ok(subject)
}

async fn people(
    tx: &mut TenantTx,
    planned: &Planned<'_>,
    department: Option<DepartmentId>,
    subject: &Subject,
) -> Result<Vec<PersonId>, Storage> {
    let plan = planned.plan;
    let mut people = tenancy::person::holders(tx, plan.role, department).await?;
    if plan.co_sign && plan.role != Role::Principal {
        people.extend(tenancy::person::holders(tx, Role::Principal, department).await?);
    }
    if plan.sign_off && plan.role == Role::Principal {
        let lent = tenancy::delegation::list(tx).await?.into_iter().filter(|lent| {
            let reaches = lent.department.is_none() || lent.department == subject.department;
            lent.in_force && reaches && !subject.writers.contains(&lent.principal)
        });
        people.extend(lent.map(|lent| lent.delegate));
    }
    people.retain(|person| !subject.writers.contains(person));
    people.sort_unstable();
    people.dedup();
    Ok(people)
}
