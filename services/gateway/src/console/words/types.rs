//! A word, a list, and what was found by one.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use content::word_list::{self, Held};
use platform::{CountyId, DepartmentId};
use time::{Date, OffsetDateTime};

use crate::api_error::ApiResult;
use crate::console::review::{Gate, Severity};
use crate::console::types::{Department, department};
use crate::request;

/// What a word is on a list for
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "checks::Usage")]
pub enum WordUsage {
    /// Stop at it
    Deny,
    /// Let it pass, with every shorter word inside it
    Allow,
}

/// Whose list
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "checks::Level")]
pub enum WordLevel {
    Deployment,
    Province,
    County,
    Department,
}

/// A word as someone puts it on a list
#[derive(InputObject)]
pub(super) struct WordInput {
    word: String,
    usage: WordUsage,
    category: String,
    gate: Gate,
    severity: Severity,
    starts_on: Option<Date>,
    ends_on: Option<Date>,
    /// What to write instead, to the letter
    suggestion: Option<String>,
    reason: String,
}

impl From<WordInput> for checks::Entry {
    fn from(input: WordInput) -> Self {
        Self {
            word: input.word,
            usage: input.usage.into(),
            category: input.category.trim().to_owned(),
            gate: input.gate.into(),
            severity: input.severity.into(),
            level: checks::Level::County,
            from: input.starts_on,
            until: input.ends_on,
            suggestion: input.suggestion,
            reason: input.reason.trim().to_owned(),
        }
    }
}

/// A word of a list
pub(super) struct Word(pub(super) word_list::Word);

#[Object]
impl Word {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn word(&self) -> &str {
        &self.0.entry.word
    }
    async fn usage(&self) -> WordUsage {
        self.0.entry.usage.into()
    }
    async fn category(&self) -> &str {
        &self.0.entry.category
    }
    async fn gate(&self) -> Gate {
        self.0.entry.gate.into()
    }
    async fn severity(&self) -> Severity {
        self.0.entry.severity.into()
    }
    async fn level(&self) -> WordLevel {
        self.0.entry.level.into()
    }
    /// The department whose list it is on
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        named(ctx, self.0.department).await
    }
    async fn starts_on(&self) -> Option<Date> {
        self.0.entry.from
    }
    /// The last day it counts
    async fn ends_on(&self) -> Option<Date> {
        self.0.entry.until
    }
    async fn suggestion(&self) -> Option<&str> {
        self.0.entry.suggestion.as_deref()
    }
    async fn reason(&self) -> &str {
        &self.0.entry.reason
    }
    /// Who put it there
    async fn added_by(&self) -> &str {
        &self.0.added_name
    }
    async fn added_at(&self) -> OffsetDateTime {
        self.0.added_at
    }
    /// Who took it off or replaced it
    async fn ended_by(&self) -> Option<&str> {
        self.0.ended_name.as_deref()
    }
    async fn ended_at(&self) -> Option<OffsetDateTime> {
        self.0.ended_at
    }
    /// Whether it counts today
    async fn in_force(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.ended_at.is_none() && self.0.entry.in_force(request::of(ctx)?.today()))
    }
    /// Whether the caller may change it
    async fn may_manage(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.ended_at.is_none() && keeps(ctx, self.0.county, self.0.department)?)
    }
}

/// A list that pieces are checked by
pub(super) struct WordList(pub(super) Held);

#[Object]
impl WordList {
    async fn level(&self) -> WordLevel {
        word_list::level(CountyId(self.0.county), self.0.department.map(DepartmentId)).into()
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        named(ctx, self.0.department.map(DepartmentId)).await
    }
    /// Rises with every change
    async fn version(&self) -> i32 {
        i32::try_from(self.0.version).unwrap_or(i32::MAX)
    }
    async fn words(&self) -> i32 {
        self.0.words
    }
    async fn changed_at(&self) -> OffsetDateTime {
        self.0.changed_at
    }
}

/// What was found by one word, and what was done about it
pub(super) struct WordHits(pub(super) review::findings::WordHits);

#[Object]
impl WordHits {
    async fn word(&self) -> &str {
        &self.0.word
    }
    /// `deployment`, `province`, `county` or `department`
    async fn level(&self) -> &str {
        &self.0.level
    }
    async fn hits(&self) -> i32 {
        count(self.0.hits)
    }
    async fn pieces(&self) -> i32 {
        count(self.0.pieces)
    }
    /// Let stand with a reason
    async fn accepted(&self) -> i32 {
        count(self.0.accepted)
    }
    /// Gone from the next version of the piece
    async fn mended(&self) -> i32 {
        count(self.0.mended)
    }
    /// Neither
    async fn left(&self) -> i32 {
        count(self.0.left())
    }
    /// Found often, and never once was the text changed for it
    async fn noisy(&self) -> bool {
        self.0.noisy()
    }
    async fn last_at(&self) -> OffsetDateTime {
        self.0.last_at
    }
}

fn count(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

async fn named(ctx: &Context<'_>, id: Option<DepartmentId>) -> ApiResult<Option<Department>> {
    match id {
        Some(id) => department(ctx, id.0).await.map(Some),
        None => Ok(None),
    }
}

fn keeps(ctx: &Context<'_>, county: CountyId, department: Option<DepartmentId>) -> ApiResult<bool> {
    let actor = request::of(ctx)?.actor()?;
    Ok(county == actor.county() && actor.may(tenancy::Action::WordManage, word_list::scope(department)))
}
