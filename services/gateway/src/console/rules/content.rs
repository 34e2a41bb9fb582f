//! What a rule says.

use ::review::rule::{self, Quorum, RuleDefinition, StepPlan, Version};
use async_graphql::{Context, Enum, ID, Object};
use time::OffsetDateTime;

use crate::api_error::ApiResult;
use crate::console::article::{ArticleKind, Sensitivity};
use crate::console::review::{Gate, Severity};
use crate::console::types::{Person, Role, person};

/// Where a step's role is held
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "rule::StepScope")]
pub(super) enum StepScope {
    /// In the piece's own department
    Department,
    /// In the county as a whole
    County,
}

/// Whose text a piece is, as rules look at it
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(super) enum RuleOrigin {
    Original,
    /// A rule for reprints is for relays too
    Reprint,
    /// 转载任务: a reprint that was ordered, word for word
    Relay,
}

impl RuleOrigin {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Original => ::content::Origin::Original.as_str(),
            Self::Reprint => ::content::Origin::Reprint.as_str(),
            Self::Relay => rule::RELAY,
        }
    }

    fn of(word: &str) -> Option<Self> {
        [Self::Original, Self::Reprint, Self::Relay].into_iter().find(|origin| origin.word() == word)
    }
}

/// A rule in one version
pub(in crate::console) struct ReviewRule(pub(super) Version);

#[Object]
impl ReviewRule {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn version(&self) -> i32 {
        self.0.version
    }
    async fn content(&self) -> RuleContent<'_> {
        RuleContent(&self.0.definition)
    }
    async fn starts_at(&self) -> OffsetDateTime {
        self.0.starts_at
    }
    /// None while it is in force
    async fn ends_at(&self) -> Option<OffsetDateTime> {
        self.0.ends_at
    }
    /// None for the rules a county begins with
    async fn published_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.published_by {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn note(&self) -> &str {
        &self.0.note
    }
}

/// What a rule says: for which pieces, and through which steps
pub(in crate::console) struct RuleContent<'a>(pub(super) &'a RuleDefinition);

#[Object]
impl RuleContent<'_> {
    /// Stable: versions of one rule share it
    async fn name(&self) -> &str {
        &self.0.name
    }
    async fn title(&self) -> &str {
        &self.0.title
    }
    async fn title_en(&self) -> &str {
        &self.0.title_en
    }
    /// Of the rules that match, the highest holds
    async fn priority(&self) -> i32 {
        self.0.priority
    }
    async fn when(&self) -> RuleCondition<'_> {
        RuleCondition(&self.0.when)
    }
    async fn steps(&self) -> Vec<RuleStep<'_>> {
        self.0.steps.iter().map(RuleStep).collect()
    }
}

/// The classes a rule is for; what is absent or empty matches anything
pub(in crate::console) struct RuleCondition<'a>(&'a rule::Condition);

#[Object]
impl RuleCondition<'_> {
    async fn kinds(&self) -> Vec<ArticleKind> {
        self.0.kinds.iter().filter_map(|word| word.parse::<::content::Kind>().ok()).map(Into::into).collect()
    }
    async fn sensitivity(&self) -> Option<Sensitivity> {
        self.0.sensitivity.as_deref().and_then(|word| word.parse::<::content::Sensitivity>().ok()).map(Into::into)
    }
    async fn origin(&self) -> Option<RuleOrigin> {
        self.0.origin.as_deref().and_then(RuleOrigin::of)
    }
    async fn emergency(&self) -> Option<bool> {
        self.0.emergency
    }
    /// Slugs of departments, any of which wrote it
    async fn departments(&self) -> &[String] {
        &self.0.departments
    }
    /// Slugs of columns, any of them
    async fn columns(&self) -> &[String] {
        &self.0.columns
    }
    /// Whether it touches another department
    async fn touched(&self) -> Option<bool> {
        self.0.touched
    }
    /// Slugs of departments, any of which it touches
    async fn touches(&self) -> &[String] {
        &self.0.touches
    }
    /// At least one finding that weighs so much
    async fn finding_severity(&self) -> Option<Severity> {
        self.0.finding.map(|finding| finding.severity.into())
    }
    /// Of this gate; of any where none
    async fn finding_gate(&self) -> Option<Gate> {
        self.0.finding.and_then(|finding| finding.gate).map(Into::into)
    }
}

/// One step of a chain
pub(in crate::console) struct RuleStep<'a>(pub(super) &'a StepPlan);

#[Object]
impl RuleStep<'_> {
    async fn name(&self) -> &str {
        &self.0.name
    }
    async fn name_en(&self) -> &str {
        &self.0.name_en
    }
    async fn role(&self) -> Role {
        self.0.role.into()
    }
    async fn scope(&self) -> StepScope {
        self.0.scope.into()
    }
    /// How many must pass it; none: all who hold the role
    async fn quorum(&self) -> Option<i32> {
        match self.0.quorum {
            Quorum::Number(number) => Some(number),
            Quorum::All => None,
        }
    }
    async fn gates(&self) -> Vec<Gate> {
        self.0.gates.iter().copied().map(Gate::from).collect()
    }
    async fn sign_off(&self) -> bool {
        self.0.sign_off
    }
    /// Whether someone who decided an earlier step may decide this one too
    async fn repeat_allowed(&self) -> bool {
        self.0.repeat_allowed
    }
    /// 会签: opened once for every department the piece touches
    async fn co_sign(&self) -> bool {
        self.0.co_sign
    }
    /// 批量通过: several plain pieces may be passed here at once; not where it holds the gate of secrecy or signs off
    async fn bulk(&self) -> bool {
        self.0.bulk
    }
    async fn deadline_minutes(&self) -> i32 {
        self.0.deadline.minutes
    }
    /// Counted in working hours; else by day and night
    async fn deadline_working(&self) -> bool {
        self.0.deadline.working
    }
}
