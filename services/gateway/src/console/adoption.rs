//! 采用台账: departments side by side, never people.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use content::adoption::{self, Line, Weights};
use tenancy::{Action, Scope};
use time::Date;

use super::files::Download;
use super::types::{Department, department};
use crate::api_error::ApiResult;
use crate::request;

/// Points for each thing in the ledger, the county's own
#[derive(SimpleObject)]
pub(super) struct AdoptionWeights {
    submitted: f64,
    adopted: f64,
    adopted_with_edits: f64,
    released: f64,
    national: f64,
    province: f64,
    city: f64,
    local: f64,
}

impl From<Weights> for AdoptionWeights {
    fn from(weights: Weights) -> Self {
        let Weights { submitted, adopted, adopted_with_edits, released, national, province, city, local } = weights;
        Self { submitted, adopted, adopted_with_edits, released, national, province, city, local }
    }
}

/// Points for each thing, from 0 to 1000
#[derive(InputObject)]
struct AdoptionWeightsInput {
    submitted: f64,
    adopted: f64,
    adopted_with_edits: f64,
    released: f64,
    national: f64,
    province: f64,
    city: f64,
    local: f64,
}

impl From<AdoptionWeightsInput> for Weights {
    fn from(input: AdoptionWeightsInput) -> Self {
        let AdoptionWeightsInput { submitted, adopted, adopted_with_edits, released, national, province, city, local } =
            input;
        Self { submitted, adopted, adopted_with_edits, released, national, province, city, local }
    }
}

/// A department's line
pub(super) struct AdoptionLine(Line);

#[Object]
impl AdoptionLine {
    async fn department_id(&self) -> ID {
        self.0.department.0.into()
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
    /// All but what was taken back
    async fn submitted(&self) -> i64 {
        self.0.counts.submitted
    }
    async fn adopted(&self) -> i64 {
        self.0.counts.adopted
    }
    async fn adopted_with_edits(&self) -> i64 {
        self.0.counts.adopted_with_edits
    }
    async fn declined(&self) -> i64 {
        self.0.counts.declined
    }
    /// Adopted, and out
    async fn released(&self) -> i64 {
        self.0.counts.released
    }
    /// Reprints by national media, and so on down
    async fn national(&self) -> i64 {
        self.0.counts.national
    }
    async fn province(&self) -> i64 {
        self.0.counts.province
    }
    async fn city(&self) -> i64 {
        self.0.counts.city
    }
    async fn local(&self) -> i64 {
        self.0.counts.local
    }
    /// The county's weights times the counts
    async fn score(&self) -> f64 {
        self.0.score
    }
}

/// The ledger of a period
#[derive(SimpleObject)]
pub(super) struct AdoptionLedger {
    weights: AdoptionWeights,
    /// The highest score first
    lines: Vec<AdoptionLine>,
    /// Whether the caller may set the weights
    may_weigh: bool,
}

#[derive(Default)]
pub(super) struct AdoptionQuery;

#[Object]
impl AdoptionQuery {
    /// What departments submitted from a day to another, both counted: every department's for the county's desk, a department's own
    /// for its people
    #[graphql(complexity = "100 + child_complexity")]
    async fn adoption_ledger(&self, ctx: &Context<'_>, from: Date, until: Date) -> ApiResult<AdoptionLedger> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let (weights, lines) = adoption::ledger(&mut tx, &actor, from, until).await?;
        let may_weigh = actor.may(Action::SettingManage, Scope::County);
        Ok(AdoptionLedger { weights: weights.into(), lines: lines.into_iter().map(AdoptionLine).collect(), may_weigh })
    }

    /// The same as a workbook
    #[graphql(complexity = "100 + child_complexity")]
    async fn adoption_ledger_file(&self, ctx: &Context<'_>, from: Date, until: Date) -> ApiResult<Download> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let (_, lines) = adoption::ledger(&mut tx, &actor, from, until).await?;
        Ok(Download::xlsx(format!("采用台账-{from}-{until}.xlsx"), &adoption::sheet(&lines)?))
    }
}

#[derive(Default)]
pub(super) struct AdoptionMutation;

#[Object]
impl AdoptionMutation {
    /// Sets what each thing is worth; scores of every period follow
    async fn set_adoption_weights(&self, ctx: &Context<'_>, input: AdoptionWeightsInput) -> ApiResult<AdoptionWeights> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let weights = adoption::weigh(&mut tx, &actor, input.into()).await?;
        tx.commit().await?;
        Ok(weights.into())
    }
}
