//! A step of a case, with what was said on it.

use std::sync::Arc;

use ::review::{Able, Sheet, Step, watch};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, ID, Object};
use futures_util::future::try_join_all;
use time::OffsetDateTime;

use super::finding::Finding;
use super::loaders::AbleOf;
use super::missing;
use super::stuck::StuckStep;
use super::words::{Decision, Gate, StepState, Verdict};
use crate::api_error::ApiResult;
use crate::console::bridges::{self, OaSending};
use crate::console::second_factor::ProofNeeded;
use crate::console::types::{Department, Person, Role, department, loaded, person};
use crate::request;

/// 审核步骤
pub(in crate::console) struct ReviewStep {
    sheet: Arc<Sheet>,
    index: usize,
}

impl ReviewStep {
    /// Of a step that waits for somebody.
    async fn able(&self, ctx: &Context<'_>) -> ApiResult<Option<Able>> {
        let step = self.step()?;
        if step.state != ::review::StepState::Open || self.sheet.case.state != ::review::CaseState::Open {
            return Ok(None);
        }
        let loader = ctx.data_unchecked::<DataLoader<AbleOf>>();
        loader.load_one(step.id).await.map_err(|error| loaded(&error))
    }

    pub(super) fn new(sheet: Arc<Sheet>, index: usize) -> Self {
        Self { sheet, index }
    }

    fn step(&self) -> ApiResult<&Step> {
        self.sheet.steps.get(self.index).ok_or_else(missing)
    }
}

#[Object]
impl ReviewStep {
    async fn id(&self) -> ApiResult<ID> {
        Ok(self.step()?.id.0.into())
    }
    async fn position(&self) -> ApiResult<i32> {
        Ok(self.step()?.position)
    }
    async fn name(&self) -> ApiResult<&str> {
        Ok(&self.step()?.name)
    }
    async fn name_en(&self) -> ApiResult<&str> {
        Ok(&self.step()?.name_en)
    }
    /// The role that decides
    async fn role(&self) -> ApiResult<Role> {
        Ok(self.step()?.role.into())
    }
    /// Whose reviewers decide; none: the county's
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.step()?.department {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    /// How many must pass it
    async fn quorum(&self) -> ApiResult<i32> {
        Ok(self.step()?.quorum)
    }
    async fn gates(&self) -> ApiResult<Vec<Gate>> {
        Ok(self.step()?.gates.iter().copied().map(Gate::from).collect())
    }
    /// 签发
    async fn sign_off(&self) -> ApiResult<bool> {
        Ok(self.step()?.sign_off)
    }
    async fn state(&self) -> ApiResult<StepState> {
        Ok(self.step()?.state.into())
    }
    async fn opened_at(&self) -> ApiResult<Option<OffsetDateTime>> {
        Ok(self.step()?.opened_at)
    }
    /// None where the work calendar does not reach so far
    async fn due_at(&self) -> ApiResult<Option<OffsetDateTime>> {
        Ok(self.step()?.due_at)
    }
    async fn closed_at(&self) -> ApiResult<Option<OffsetDateTime>> {
        Ok(self.step()?.closed_at)
    }
    async fn verdicts(&self) -> ApiResult<Vec<GateVerdict>> {
        let id = self.step()?.id;
        Ok(self.sheet.verdicts.iter().filter(|said| said.step == id).cloned().map(GateVerdict).collect())
    }
    async fn decisions(&self) -> ApiResult<Vec<StepDecision>> {
        let id = self.step()?.id;
        Ok(self.sheet.decisions.iter().filter(|said| said.step == id).cloned().map(StepDecision).collect())
    }
    /// Steps of one stage are open together
    async fn stage(&self) -> ApiResult<i32> {
        Ok(self.step()?.stage)
    }
    /// 会签: decided by its department, which the piece touches
    async fn co_sign(&self) -> ApiResult<bool> {
        Ok(self.step()?.co_sign)
    }
    /// 批量通过: its rule lets several pieces be passed at it at once
    async fn bulk(&self) -> ApiResult<bool> {
        Ok(self.step()?.bulk)
    }
    /// What the caller still has to show before they pass it: on an emergency the county may ask for a code of their phone
    async fn proof_needed(&self, ctx: &Context<'_>) -> ApiResult<ProofNeeded> {
        let step = self.step()?;
        if step.state != ::review::StepState::Open || !::review::proof::asks(self.sheet.proof_for, step) {
            return Ok(ProofNeeded::None);
        }
        let emergency = super::case::revision(ctx, self.sheet.case.revision).await?.emergency;
        if emergency { ProofNeeded::of(ctx, self.sheet.proof_minutes) } else { Ok(ProofNeeded::None) }
    }
    /// Everyone who holds the role must pass it
    async fn quorum_of_all(&self) -> ApiResult<bool> {
        Ok(self.step()?.quorum_of_all)
    }
    /// Since when it stands before the level above
    async fn escalated_at(&self) -> ApiResult<Option<OffsetDateTime>> {
        Ok(self.step()?.escalated_at)
    }
    /// Who may decide it as things stand; nobody unless it is open
    async fn deciders(&self, ctx: &Context<'_>) -> ApiResult<Vec<Person>> {
        let Some(able) = self.able(ctx).await? else { return Ok(Vec::new()) };
        try_join_all(able.people.iter().map(|id| person(ctx, id.0))).await
    }
    /// Why nobody is left to decide it, and what would help; none where somebody is
    async fn stuck(&self, ctx: &Context<'_>) -> ApiResult<Option<StuckStep>> {
        let Some(able) = self.able(ctx).await? else { return Ok(None) };
        let step = self.step()?;
        let Some(reason) = watch::why_stuck(step, &able) else { return Ok(None) };
        let place = match step.department {
            Some(id) => Some(department(ctx, id.0).await?),
            None => None,
        };
        let names = place.as_ref().map_or(("县级", "the county"), Department::names);
        Ok(Some(StuckStep { reason, remedy: watch::remedy(step, reason, names) }))
    }
    /// Where else it was sent to be decided
    async fn sent_to(&self, ctx: &Context<'_>) -> ApiResult<Vec<OaSending>> {
        bridges::sendings(ctx, self.step()?.id).await
    }
    /// Whether the caller may decide it now
    async fn may_decide(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        let actor = request::of(ctx)?.actor()?;
        Ok(::review::may_decide(
            actor,
            &self.sheet.case,
            self.step()?,
            &self.sheet.decisions,
            self.sheet.taken.as_ref(),
        ))
    }
}

/// One person's word on one gate, with what the checks showed them
pub(in crate::console) struct GateVerdict(::review::GateVerdict);

#[Object]
impl GateVerdict {
    async fn gate(&self) -> Gate {
        self.0.gate.into()
    }
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.person.0).await
    }
    async fn verdict(&self) -> Verdict {
        self.0.verdict.into()
    }
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    async fn findings(&self) -> Vec<Finding> {
        self.0.findings.iter().cloned().map(Finding::from).collect()
    }
    async fn decided_at(&self) -> OffsetDateTime {
        self.0.decided_at
    }
}

/// One person's decision on a step
pub(in crate::console) struct StepDecision(::review::StepDecision);

#[Object]
impl StepDecision {
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.person.0).await
    }
    async fn role(&self) -> Role {
        self.0.role.into()
    }
    async fn decision(&self) -> Decision {
        self.0.decision.into()
    }
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    async fn decided_at(&self) -> OffsetDateTime {
        self.0.decided_at
    }
    /// The principal in whose name a delegate decided
    async fn on_behalf_of(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.delegated {
            Some((_, principal)) => person(ctx, principal.0).await.map(Some),
            None => Ok(None),
        }
    }
    /// The OA in which it was decided
    async fn by_oa(&self, ctx: &Context<'_>) -> ApiResult<Option<String>> {
        bridges::by_oa(ctx, self.0.step, self.0.person).await
    }
    /// Decided by someone who took the emergency through
    async fn by_override(&self) -> bool {
        self.0.by_override.is_some()
    }
}
