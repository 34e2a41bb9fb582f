//! Rules and pieces as their forms send them.

use ::review::rule::{Asked, Condition, Deadline, Example, FindingCondition, Quorum, RuleDefinition, StepPlan};
use async_graphql::{ID, InputObject};

use super::content::{RuleOrigin, StepScope};
use crate::api_error::ApiResult;
use crate::console::article::{ArticleKind, Sensitivity};
use crate::console::review::{Gate, Severity};
use crate::console::types::Role;
use crate::graphql::parse_id;

/// A rule of the draft
#[derive(InputObject)]
pub(super) struct RuleInput {
    name: String,
    title: String,
    title_en: String,
    priority: i32,
    when: RuleConditionInput,
    steps: Vec<RuleStepInput>,
}

/// The classes a rule is for; what is absent or empty matches anything
#[derive(InputObject)]
struct RuleConditionInput {
    kinds: Vec<ArticleKind>,
    sensitivity: Option<Sensitivity>,
    origin: Option<RuleOrigin>,
    emergency: Option<bool>,
    /// Slugs
    departments: Vec<String>,
    /// Slugs
    columns: Vec<String>,
    touched: Option<bool>,
    /// Slugs of departments
    touches: Vec<String>,
    finding_severity: Option<Severity>,
    finding_gate: Option<Gate>,
}

/// One step of a chain
#[derive(InputObject)]
struct RuleStepInput {
    name: String,
    name_en: String,
    role: Role,
    scope: StepScope,
    /// None: all who hold the role
    quorum: Option<i32>,
    gates: Vec<Gate>,
    sign_off: bool,
    repeat_allowed: bool,
    co_sign: bool,
    #[graphql(default)]
    bulk: bool,
    deadline_minutes: i32,
    deadline_working: bool,
}

/// The piece to simulate: an article as it stands, or a class of piece
#[derive(InputObject)]
pub(super) struct SimulationInput {
    /// Everything else is then read from it; a column named beside it stands for its own, and departments are such as it would touch
    article_id: Option<ID>,
    kind: Option<ArticleKind>,
    sensitivity: Option<Sensitivity>,
    origin: Option<RuleOrigin>,
    emergency: Option<bool>,
    department_id: Option<ID>,
    column_id: Option<ID>,
    /// Departments it touches
    touches: Option<Vec<ID>>,
    finding_severity: Option<Severity>,
    finding_gate: Option<Gate>,
}

/// As the use case takes them.
pub(super) fn definitions(rules: Vec<RuleInput>) -> Vec<RuleDefinition> {
    rules.into_iter().map(RuleDefinition::from).collect()
}

impl From<RuleInput> for RuleDefinition {
    fn from(rule: RuleInput) -> Self {
        Self {
            name: rule.name.trim().to_owned(),
            title: rule.title.trim().to_owned(),
            title_en: rule.title_en.trim().to_owned(),
            priority: rule.priority,
            when: rule.when.into(),
            steps: rule.steps.into_iter().map(StepPlan::from).collect(),
        }
    }
}

impl From<RuleConditionInput> for Condition {
    fn from(when: RuleConditionInput) -> Self {
        let word = |kind: ArticleKind| ::content::Kind::from(kind).as_str().to_owned();
        let finding = |severity: Severity| FindingCondition {
            severity: severity.into(),
            gate: when.finding_gate.map(Into::into),
        };
        Self {
            finding: when.finding_severity.map(finding),
            kinds: when.kinds.into_iter().map(word).collect(),
            sensitivity: when.sensitivity.map(|word| ::content::Sensitivity::from(word).as_str().to_owned()),
            origin: when.origin.map(|word| word.word().to_owned()),
            emergency: when.emergency,
            departments: when.departments,
            columns: when.columns,
            touched: when.touched,
            touches: when.touches,
        }
    }
}

impl From<RuleStepInput> for StepPlan {
    fn from(step: RuleStepInput) -> Self {
        Self {
            name: step.name.trim().to_owned(),
            name_en: step.name_en.trim().to_owned(),
            role: step.role.into(),
            scope: step.scope.into(),
            quorum: step.quorum.map_or(Quorum::All, Quorum::Number),
            gates: step.gates.into_iter().map(Into::into).collect(),
            sign_off: step.sign_off,
            deadline: Deadline { minutes: step.deadline_minutes, working: step.deadline_working },
            repeat_allowed: step.repeat_allowed,
            co_sign: step.co_sign,
            bulk: step.bulk,
        }
    }
}

impl SimulationInput {
    /// # Errors
    /// When an id is malformed.
    pub(super) fn asked(self) -> ApiResult<Asked> {
        if let Some(id) = &self.article_id {
            let touches = self.touches.iter().flatten().chain(&self.department_id);
            return Ok(Asked::Article {
                id: parse_id(id)?,
                column: self.column_id.as_ref().map(parse_id).transpose()?,
                touches: touches.map(parse_id).collect::<ApiResult<_>>()?,
            });
        }
        let gate = self.finding_gate.map_or(::review::Gate::Wording, Into::into);
        let piece = Example {
            kind: ::content::Kind::from(self.kind.unwrap_or(ArticleKind::News)).as_str(),
            sensitivity: ::content::Sensitivity::from(self.sensitivity.unwrap_or(Sensitivity::Plain)).as_str(),
            origin: self.origin.unwrap_or(RuleOrigin::Original).word(),
            emergency: self.emergency.unwrap_or(false),
            department: String::new(),
            column: String::new(),
            touches: Vec::new(),
            findings: self.finding_severity.map(|severity| (severity.into(), gate)).into_iter().collect(),
        };
        Ok(Asked::Class {
            piece,
            department: self.department_id.as_ref().map(parse_id).transpose()?,
            column: self.column_id.as_ref().map(parse_id).transpose()?,
            touches: self.touches.unwrap_or_default().iter().map(parse_id).collect::<ApiResult<_>>()?,
        })
    }
}
