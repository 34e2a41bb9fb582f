//! 审核规则: the rules in force and their history, the draft of the set, and what a piece would meet.

mod content;
mod draft;
mod input;
mod simulation;

use ::review::rule;
use async_graphql::{Context, Object};

use super::review::StuckReview;
use crate::api_error::ApiResult;
use crate::request;

use content::ReviewRule;
use draft::RuleDraft;
use input::{RuleInput, SimulationInput, definitions};
use simulation::Simulation;

#[derive(Default)]
pub(super) struct RulesQuery;

#[Object]
impl RulesQuery {
    /// The rules in force, highest priority first
    async fn review_rules(&self, ctx: &Context<'_>) -> ApiResult<Vec<ReviewRule>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(rule::in_force(&mut tx, &actor).await?.into_iter().map(ReviewRule).collect())
    }

    /// Every version of a rule, or of all, the latest first
    async fn rule_history(&self, ctx: &Context<'_>, name: Option<String>) -> ApiResult<Vec<ReviewRule>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(rule::history(&mut tx, &actor, name.as_deref()).await?.into_iter().map(ReviewRule).collect())
    }

    /// The rules in force as TOML, to keep or to carry to another county
    async fn review_rules_toml(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let held = rule::in_force(&mut tx, &actor).await?;
        Ok(rule::write(&held.into_iter().map(|held| held.definition).collect::<Vec<_>>()))
    }

    /// The set as it is being rewritten; none where nobody does
    async fn rule_draft(&self, ctx: &Context<'_>) -> ApiResult<Option<RuleDraft>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(rule::draft(&mut tx, &actor).await?.map(RuleDraft))
    }

    /// Which chain a piece would take, and why; on the rules in force or on the draft
    async fn simulate_review(&self, ctx: &Context<'_>, input: SimulationInput, draft: bool) -> ApiResult<Simulation> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.read().await?;
        let checkers = &request.services().checkers;
        Ok(Simulation(rule::simulate(&mut tx, &actor, checkers, input.asked()?, draft).await?))
    }

    /// Open steps that nobody is left to decide, with what would help
    async fn stuck_reviews(&self, ctx: &Context<'_>) -> ApiResult<Vec<StuckReview>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        StuckReview::all(&mut tx, &actor).await
    }
}

#[derive(Default)]
pub(super) struct RulesMutation;

#[Object]
impl RulesMutation {
    /// Begins a draft from the rules in force, or opens the one that is there
    async fn begin_rule_draft(&self, ctx: &Context<'_>) -> ApiResult<RuleDraft> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let draft = rule::begin(&mut tx, &actor).await?;
        tx.commit().await?;
        Ok(RuleDraft(draft))
    }

    /// Saves the whole set, faults and all; `version` is the one the editor began from
    async fn save_rule_draft(&self, ctx: &Context<'_>, version: i32, rules: Vec<RuleInput>) -> ApiResult<RuleDraft> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let draft = rule::save(&mut tx, &actor, version, definitions(rules)).await?;
        tx.commit().await?;
        Ok(RuleDraft(draft))
    }

    /// The same from TOML
    async fn import_rule_draft(&self, ctx: &Context<'_>, version: i32, toml: String) -> ApiResult<RuleDraft> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let draft = rule::save(&mut tx, &actor, version, rule::read(&toml)?).await?;
        tx.commit().await?;
        Ok(RuleDraft(draft))
    }

    /// Throws the draft away; true when there was one
    async fn discard_rule_draft(&self, ctx: &Context<'_>, version: i32) -> ApiResult<bool> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        rule::discard(&mut tx, &actor, version).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Puts the draft in force: what changed is a new version; cases under review keep theirs
    async fn publish_rule_draft(&self, ctx: &Context<'_>, version: i32, note: String) -> ApiResult<Vec<ReviewRule>> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let held = rule::publish(&mut tx, &actor, version, &note).await?;
        tx.commit().await?;
        Ok(held.into_iter().map(ReviewRule).collect())
    }
}
