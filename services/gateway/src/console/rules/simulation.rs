//! What a piece would meet.

use ::review::rule::{Outcome, Part, Passed, PlannedStep, Simulated};
use async_graphql::{Context, Enum, Object};
use futures_util::future::try_join_all;

use super::content::{RuleContent, RuleStep};
use crate::api_error::ApiResult;
use crate::console::review::{Gate, Severity};
use crate::console::types::{Department, Person, department, person};

/// Which chain a piece would take, and why
pub(in crate::console) struct Simulation(pub(super) Simulated);

#[Object]
impl Simulation {
    /// None where no rule is for this piece
    async fn rule(&self) -> Option<RuleContent<'_>> {
        self.0.chosen.as_ref().map(RuleContent)
    }
    async fn steps(&self) -> Vec<SimulatedStep<'_>> {
        self.0.steps.iter().map(SimulatedStep).collect()
    }
    /// Every other rule, highest priority first
    async fn others(&self) -> Vec<RuleNotTaken<'_>> {
        self.0.others.iter().map(RuleNotTaken).collect()
    }
    /// What the checks find in it, as far as rules look at it
    async fn findings(&self) -> Vec<FindingClass> {
        let class = |(severity, gate): &(::review::Severity, ::review::Gate)| FindingClass {
            severity: (*severity).into(),
            gate: (*gate).into(),
        };
        self.0.piece.findings.iter().map(class).collect()
    }
}

/// A finding as rules look at it
#[derive(async_graphql::SimpleObject)]
pub(in crate::console) struct FindingClass {
    severity: Severity,
    gate: Gate,
}

/// A step as it would be opened
pub(in crate::console) struct SimulatedStep<'a>(&'a PlannedStep);

#[Object]
impl SimulatedStep<'_> {
    async fn plan(&self) -> RuleStep<'_> {
        RuleStep(&self.0.plan)
    }
    /// Steps of one stage open together
    async fn stage(&self) -> i32 {
        self.0.stage
    }
    /// Whose people decide; none: the county's
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.0.department {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    /// Who could decide it today
    async fn people(&self, ctx: &Context<'_>) -> ApiResult<Vec<Person>> {
        try_join_all(self.0.people.iter().map(|id| person(ctx, id.0))).await
    }
}

/// A rule that does not hold for the piece
pub(in crate::console) struct RuleNotTaken<'a>(&'a Passed);

#[Object]
impl RuleNotTaken<'_> {
    async fn rule(&self) -> RuleContent<'_> {
        RuleContent(&self.0.rule)
    }
    /// The first thing that did not hold
    async fn why(&self) -> WhyNot {
        match self.0.why {
            Outcome::Outranked => WhyNot::Outranked,
            Outcome::Unmet(Part::Sensitivity) => WhyNot::Sensitivity,
            Outcome::Unmet(Part::Emergency) => WhyNot::Emergency,
            Outcome::Unmet(Part::Kind) => WhyNot::Kind,
            Outcome::Unmet(Part::Origin) => WhyNot::Origin,
            Outcome::Unmet(Part::Department) => WhyNot::Department,
            Outcome::Unmet(Part::Column) => WhyNot::Column,
            Outcome::Unmet(Part::Touched) => WhyNot::Touched,
            Outcome::Unmet(Part::Touches) => WhyNot::Touches,
            Outcome::Unmet(Part::Finding) => WhyNot::Finding,
        }
    }
}

/// Why a rule does not hold
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(in crate::console) enum WhyNot {
    /// It matches, and one of a higher priority does too
    Outranked,
    Sensitivity,
    Emergency,
    Kind,
    Origin,
    Department,
    Column,
    /// Whether it touches another department at all
    Touched,
    /// Which departments it touches
    Touches,
    Finding,
}
